import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';

/** Under these VS Code keeps where the hook was offered, and where the person has it. */
const OFFERED = 'commitHookOffered';
const ENABLED = 'commitHookEnabled';
const MOST = 500;

/** In which repositories the hook was offered, and is wanted, by what `hookOwner` tells of them: worktrees are one. */
export class HookMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Whether it was offered, or put in place without an offer. */
  has(owner: string): boolean {
    return this.#names(OFFERED).includes(nameOf(owner));
  }

  /** It was offered. */
  add(owner: string): void {
    this.#keep(OFFERED, owner, true);
  }

  /** The person has put it in place, or taken it out. */
  chosen(owner: string, isEnabled: boolean): void {
    this.#keep(OFFERED, owner, true);
    this.#keep(ENABLED, owner, isEnabled);
  }

  /** It is not there. If the person wanted it, some tool has written the hooks anew, and it may be offered again. */
  gone(owner: string): void {
    if (!this.#names(ENABLED).includes(nameOf(owner))) return;
    this.#keep(ENABLED, owner, false);
    this.#keep(OFFERED, owner, false);
  }

  #names(key: string): readonly unknown[] {
    const value = this.#state.get<unknown>(key);
    return Array.isArray(value) ? value : [];
  }

  #keep(key: string, owner: string, isIn: boolean): void {
    const others = this.#names(key).filter((name) => name !== nameOf(owner));
    void this.#state.update(key, [...others, ...(isIn ? [nameOf(owner)] : [])].slice(-MOST));
  }
}

/** No names of folders are kept in it. */
function nameOf(owner: string): string {
  return createHash('sha256').update(owner).digest('hex').slice(0, 32);
}
