import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';

/** Under these VS Code keeps where the hook was offered, and where the person has it. */
const OFFERED = 'commitHookOffered';
const ENABLED = 'commitHookEnabled';
const MOST = 500;

/** In which repositories the hook was offered, and is wanted, by the absolute paths of their top folders. */
export class HookMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Whether it was offered, or put in place without an offer. */
  has(root: string): boolean {
    return this.#names(OFFERED).includes(nameOf(root));
  }

  /** It was offered. */
  add(root: string): void {
    this.#keep(OFFERED, root, true);
  }

  /** The person has put it in place, or taken it out. */
  chosen(root: string, isEnabled: boolean): void {
    this.#keep(OFFERED, root, true);
    this.#keep(ENABLED, root, isEnabled);
  }

  /** It is not there. If the person wanted it, some tool has written the hooks anew, and it may be offered again. */
  gone(root: string): void {
    if (!this.#names(ENABLED).includes(nameOf(root))) return;
    this.#keep(ENABLED, root, false);
    this.#keep(OFFERED, root, false);
  }

  #names(key: string): readonly unknown[] {
    const value = this.#state.get<unknown>(key);
    return Array.isArray(value) ? value : [];
  }

  #keep(key: string, root: string, isIn: boolean): void {
    const others = this.#names(key).filter((name) => name !== nameOf(root));
    void this.#state.update(key, [...others, ...(isIn ? [nameOf(root)] : [])].slice(-MOST));
  }
}

/** No names of folders are kept in it. */
function nameOf(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 32);
}
