import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** What explaining before a commit takes: staged lines by AI, the commit box, the page and the panel. */
export class Explaining {
  readonly #workbench: () => Workbench;

  constructor(workbench: () => Workbench) {
    this.#workbench = workbench;
  }

  /** Git in a terminal of the project. */
  git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.#workbench().folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trimEnd();
  }

  get head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** Commits carry a name, and no key of the machine's owner. */
  signCommits(): void {
    this.git('config', 'user.name', 'Test');
    this.git('config', 'user.email', 'test@example.invalid');
    this.git('config', 'commit.gpgSign', 'false');
  }

  /** Twelve lines by AI in a new file, saved and staged; gives its text. */
  async stage(name: string, what: string): Promise<string> {
    const workbench = this.#workbench();
    await workbench.newFile(name, `// a table of ${what}\n`);
    // Up to a space, behind which the editor suggests no words that Tab would take instead.
    await workbench.type('export ');
    await workbench.seeGhostText();
    await workbench.page.keyboard.press('Tab');
    await workbench.page.locator('.view-line', { hasText: `${what} 10` }).waitFor();
    await workbench.page.locator('[class*="ghost-text-decoration"]').first().waitFor({ state: 'detached' });
    const text = await workbench.savedText(name);
    this.git('add', '--', name);
    return text;
  }

  /** The status bar says how much waits; `undefined` is quiet. */
  async seeToExplain(count: number | undefined): Promise<void> {
    const item = this.#workbench().statusItem;
    if (count === undefined) await item.filter({ hasNotText: 'to explain' }).waitFor();
    else await item.filter({ hasText: `${String(count)} to explain` }).waitFor();
  }

  /** Puts the caret into the box of the commit message. */
  async commitBox(): Promise<Locator> {
    const { page } = this.#workbench();
    await page.keyboard.press('Control+Shift+G');
    await page.locator('.scm-editor .view-lines').first().click();
    const box = page.locator('.scm-editor .monaco-editor.focused');
    await box.waitFor();
    return box;
  }

  /** Types a message and presses the key that commits. */
  async commit(message: string): Promise<void> {
    const { page } = this.#workbench();
    await this.commitBox();
    // VS Code's git support hears of what a terminal has staged a moment later.
    await page.locator('.scm-view .monaco-list-row', { hasText: 'Staged Changes' }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(message);
    await this.seeMessage(message);
    await page.keyboard.press('Control+Enter');
  }

  async seeMessage(message: string): Promise<void> {
    const { page } = this.#workbench();
    const end = Date.now() + 15_000;
    let shown = '';
    while (Date.now() < end) {
      shown = (await page.locator('.scm-editor .view-lines').first().innerText()).replaceAll('\u00a0', ' ').trim();
      if (shown === message) return;
      await page.waitForTimeout(50);
    }
    assert.equal(shown, message);
  }

  /** The explain page, once it asks. */
  async asked(headline: RegExp): Promise<Frame> {
    const { page } = this.#workbench();
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      for (const frame of page.frames()) {
        const shown = await frame
          .locator('#explain h1', { hasText: headline })
          .count()
          .catch(() => 0);
        if (shown > 0) return frame;
      }
      await page.waitForTimeout(50);
    }
    assert.fail('the page never asked');
  }

  /** A rating, a note and a rating, by keyboard alone, up to the key that saves. */
  async answer(asked: Frame, note: string): Promise<void> {
    const { page } = this.#workbench();
    await asked.locator('input[name="before"]:focus').waitFor();
    await page.keyboard.press('2');
    await asked.locator('#note:focus').waitFor();
    await page.keyboard.type(note);
    await page.keyboard.press('Escape');
    await asked.locator('input[name="after"]:focus').first().waitFor();
    await page.keyboard.press('4');
    await asked.locator('#save:focus').waitFor();
    await page.keyboard.press('Control+Enter');
  }

  async pageClosed(): Promise<void> {
    await this.#workbench()
      .page.locator('.tab', { hasText: /^Explain$/u })
      .waitFor({ state: 'detached' });
  }

  async committedAfter(head: string): Promise<string> {
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      if (this.head !== head) return this.git('log', '-1', '--format=%B').trim();
      await this.#workbench().page.waitForTimeout(50);
    }
    assert.fail('no commit was made');
  }

  /** The row of a file in the panel's list of what waits. */
  async waiting(name: string): Promise<Locator> {
    const panel = await this.#workbench().openPanel();
    const row = panel.locator('.next .waiting .row', { hasText: name });
    await row.waitFor({ timeout: 25_000 });
    return row;
  }
}
