import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    return this.gitIn(this.#workbench().folder, ...args);
  }

  gitIn(folder: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trimEnd();
  }

  get head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** Commits carry a name, and no key of the machine's owner. */
  signCommits(folder = this.#workbench().folder): void {
    this.gitIn(folder, 'config', 'user.name', 'Test');
    this.gitIn(folder, 'config', 'user.email', 'test@example.invalid');
    this.gitIn(folder, 'config', 'commit.gpgSign', 'false');
  }

  /** Twelve lines by AI in a new file, saved and staged; gives its text. */
  async stage(name: string, what: string): Promise<string> {
    const text = await this.writeByAi(name, what);
    this.git('add', '--', name);
    await this.seeStaged(name);
    await this.seeToExplain(1);
    return text;
  }

  /** Twelve lines by AI in a new file, saved; gives its text. */
  async writeByAi(name: string, what: string, folder = this.#workbench().folder): Promise<string> {
    const workbench = this.#workbench();
    await workbench.newFile(name, `// a table of ${what}\n`, folder);
    await this.#acceptTable();
    const text = await workbench.savedText(name, folder);
    assert.ok(text.includes(`${what} 10`), 'the completion was not accepted');
    return text;
  }

  /**
   * Types what a completion goes on with, and accepts it by Tab. The editor suggests no word behind a space. All the same the
   * completion was seen once to stay grey behind the word alone, as if Tab had taken that; then all is typed once more.
   */
  async #acceptTable(tries = 3): Promise<void> {
    const { page } = this.#workbench();
    const ghost = page.locator('[class*="ghost-text-decoration"]').first();
    await this.#workbench().type('export ');
    // On an empty line there is grey text too.
    await page
      .locator('[class*="ghost-text-decoration"]', { hasText: /^const$/u })
      .first()
      .waitFor();
    await page.keyboard.press('Tab');
    const isAccepted = await ghost.waitFor({ state: 'detached', timeout: 8_000 }).then(
      () => true,
      () => false,
    );
    if (isAccepted) return;
    assert.ok(tries > 1, 'the completion stays grey');
    console.log(
      `    Not accepted by Tab: ${(await page.locator('.part.editor .view-lines').first().innerText()).trim()}`,
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Delete');
    await this.#acceptTable(tries - 1);
  }

  /** The git extension hears of a terminal some seconds late; until then its button would commit everything. */
  async seeStaged(name: string): Promise<void> {
    const { page } = this.#workbench();
    await this.commitBox();
    await page.locator(`.scm-view .monaco-list-row[aria-label="${name}, Index Added"]`).waitFor();
  }

  /** The status bar says how much waits; `undefined` is quiet. */
  async seeToExplain(count: number | undefined): Promise<void> {
    const item = this.#workbench().statusItem;
    if (count === undefined) await item.filter({ hasNotText: 'to explain' }).waitFor();
    else await item.filter({ hasText: `${String(count)} to explain` }).waitFor();
  }

  /** Focuses the box of the commit message by keyboard. */
  async commitBox(): Promise<void> {
    const { page } = this.#workbench();
    const box = page.locator('.scm-editor .monaco-editor.focused');
    // In the view the key would lead out of it.
    if ((await box.count()) > 0) return;
    await page.keyboard.press('Control+Shift+G');
    // The view puts the focus on its box or on a file that is listed below.
    await page.locator('.scm-view :focus').first().waitFor();
    if ((await box.count()) === 0) {
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
    }
    await box.waitFor();
  }

  /** Types a message and presses the key that commits. */
  async commit(message: string): Promise<void> {
    const { page } = this.#workbench();
    await this.commitBox();
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

  async committedAfter(head: string, folder = this.#workbench().folder): Promise<string> {
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      if (this.gitIn(folder, 'rev-parse', 'HEAD') !== head)
        return this.gitIn(folder, 'log', '-1', '--format=%B').trim();
      await this.#workbench().page.waitForTimeout(50);
    }
    assert.fail('no commit was made');
  }

  /** Changes user settings; a window has them from its next start on. */
  set(changed: Readonly<Record<string, unknown>>): void {
    const file = join(this.#workbench().host.dataDir, 'data', 'User', 'settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...settings, ...changed }));
  }

  /** As a person reloads the window, which lets it save what it has. */
  async reload(): Promise<void> {
    const { page } = this.#workbench();
    const loaded = page.waitForEvent('load');
    await this.#workbench().ask('Developer: Reload Window');
    await loaded;
    await this.#workbench().ready();
  }

  /** The row of a file in the panel's list of what waits. */
  async waiting(name: string): Promise<Locator> {
    const panel = await this.#workbench().openPanel();
    const row = panel.locator('.next .waiting .row', { hasText: name });
    await row.waitFor({ timeout: 25_000 });
    return row;
  }
}
