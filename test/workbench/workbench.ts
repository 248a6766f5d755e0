import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { launchWorkbenchHost, type WorkbenchHost, type WorkbenchHostOptions } from '../host/fixture.ts';
import { vsixFile } from '../host/graspPackage.ts';
import { releaseFrom } from '../host/npmHost.ts';
import { createSample } from '../host/sample.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { acceptancesBelow } from '../support/ledger.ts';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import { EDITS_COUNTED } from '../../src/domain/events/editsCounted.ts';
import { readAllJournals } from '../support/journals.ts';

/** One window of VS Code with Grasp installed, a sample project open, and hands on keyboard and mouse. */
export class Workbench {
  readonly host: WorkbenchHost;
  readonly page: Page;
  readonly folder: string;
  readonly #removeFolder: () => void;

  private constructor(host: WorkbenchHost, page: Page, folder: { path: string; remove: () => void }) {
    this.host = host;
    this.page = page;
    this.folder = join(folder.path, 'parcel desk');
    this.#removeFolder = () => {
      folder.remove();
    };
  }

  static async open(options: Omit<WorkbenchHostOptions, 'vsix'> = {}): Promise<Workbench> {
    const release = releaseFrom(process.env['GRASP_HOST_RELEASE']);
    const host = await launchWorkbenchHost({ vsix: vsixFile(), release, ...options });
    const page = await host.browser.newPage({ viewport: { width: 1280, height: 800 } });
    const workbench = new Workbench(host, page, temporaryFolder('grasp-project-'));
    createSample(workbench.folder);
    await page.goto(host.url(workbench.folder));
    await workbench.ready();
    return workbench;
  }

  /** Another window on the same project, with an extension host of its own. */
  async anotherWindow(): Promise<Workbench> {
    const page = await this.host.browser.newPage({ viewport: { width: 1280, height: 800 } });
    const window = new Workbench(this.host, page, { path: dirname(this.folder), remove: () => undefined });
    await page.goto(this.host.url(this.folder));
    await window.ready();
    return window;
  }

  /** Grasp's item in the status bar is there once its extension host runs it. */
  async ready(): Promise<void> {
    await this.statusItem.waitFor({ timeout: 60_000 });
  }

  get statusItem(): Locator {
    return this.page.locator('[id="grasp.grasp.grasp.status"]');
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Makes a file in the project, or in a folder of it, opens it and puts the caret at its end. */
  async newFile(name: string, text = '', folder = this.folder): Promise<void> {
    writeFileSync(join(folder, name), text);
    // By its whole path, since the search may not know the file yet.
    await this.openFile(name, join(folder, name));
  }

  /** Saves the active file and returns what is in it. */
  async savedText(name: string, folder = this.folder): Promise<string> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator(`.tab.active:not(.dirty)[data-resource-name="${name}"]`).waitFor();
    return readFileSync(join(folder, name), 'utf8');
  }

  /** Where Grasp keeps its records. */
  get dataFolder(): string {
    return join(this.host.dataDir, 'data', 'User', 'globalStorage', 'grasp.grasp');
  }

  get journalFolder(): string {
    return join(this.dataFolder, 'journal');
  }

  /** What Grasp has recorded in a file of the project, as it is written now. */
  async acceptancesIn(name: string): Promise<readonly Acceptance[]> {
    const all = await acceptancesBelow(this.dataFolder);
    return all.filter(({ path }) => path === name);
  }

  /** The origins under which edits of a file were counted; they are written when it closes. */
  async originsIn(name: string): Promise<string[]> {
    const { events } = await readAllJournals(this.journalFolder);
    const isOfFile = (uri: unknown): boolean => String(uri).endsWith(`/${encodeURIComponent(name)}`);
    const ofFile = events.filter(({ k, p }) => k === EDITS_COUNTED && isOfFile(p['uri']));
    return [...new Set(ofFile.flatMap(({ p }) => Object.keys(p['counts'] as object)))].sort();
  }

  /** The total of the day that the status bar tells. */
  async linesToday(): Promise<number> {
    const label = await this.statusItem.locator('[aria-label*="accepted today"]').first().getAttribute('aria-label');
    return Number(/(?<lines>\d+) lines? by AI/u.exec(label ?? '')?.groups?.['lines']);
  }

  /** @param within how long that may take, in milliseconds */
  async seeLinesToday(lines: number, within = 30_000): Promise<void> {
    const words = `${String(lines)} ${lines === 1 ? 'line' : 'lines'} by AI accepted today`;
    await this.statusItem.locator(`[aria-label^="Grasp: ${words}"]`).waitFor({ timeout: within });
  }

  /** Runs a command as a person does, by the command palette. */
  async command(title: string): Promise<void> {
    await this.ask(title);
    await this.page.locator('.quick-input-widget input.input').waitFor({ state: 'hidden' });
  }

  /** The same, of one that asks something at the top of the window. */
  async ask(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    // The palette finds a command that has more words than these.
    const words = title.split(' ').map((word) => word.replaceAll(/[^\p{L}\d]/gu, '.'));
    await this.#takeFirst(`>${title}`, new RegExp(words.join('.*'), 'u'));
  }

  /** Enter takes what has the focus, which a busy window is late to give to what is looked for. */
  async #takeFirst(text: string, words: string | RegExp): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /**
   * Waits for a notification, and clears it. VS Code may show one in its list only, and not above the status bar: when it
   * shows many, or thinks that nobody looks.
   */
  async seeNotification(words: RegExp): Promise<void> {
    const one = this.page.locator('.notification-list-item', { hasText: words }).first();
    await one.waitFor({ timeout: 10_000 }).catch(async () => {
      await this.command('Notifications: Show Notifications');
      await one.waitFor();
    });
    await this.command('Notifications: Clear All Notifications');
  }

  /** Opens a file of the sample by its name and puts the caret at its end. */
  async openFile(name: string, path = name): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#takeFirst(path, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    // The box of a commit message is such an editor too.
    await this.page.locator('.part.editor .monaco-editor.focused').first().waitFor();
    await this.page.keyboard.press('Control+End');
  }

  /** Puts the caret of the active editor at a place, counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`:${String(line)}:${String(column)}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.page
      .locator('#status\\.editor\\.selection', { hasText: `Ln ${String(line)}, Col ${String(column)}` })
      .waitFor();
  }

  /** Drags the selection by a line that it holds, and drops it in front of another line. */
  async dragSelection(from: string, to: string): Promise<void> {
    const { mouse } = this.page;
    const textOf = (line: string): Locator => this.page.locator('.view-line', { hasText: line }).locator('span span');
    const grip = await textOf(from).last().boundingBox();
    const target = await textOf(to).first().boundingBox();
    assert.ok(grip !== null && target !== null, 'a line is not on the screen');
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    await this.page.locator('.selected-text').first().waitFor();
    await mouse.move(x, y);
    await mouse.down();
    // The editor drags what holds the place of the first move.
    await mouse.move(x + 2, y);
    await mouse.move(target.x + 1, target.y + target.height / 2, { steps: 10 });
    await this.page.locator('.dnd-target').waitFor();
    await mouse.up();
    await this.page.locator('.dnd-target').waitFor({ state: 'detached' });
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 40 });
  }

  /**
   * Waits for the grey text of a completion.
   * @param within how long that may take, in milliseconds
   */
  async seeGhostText(within = 30_000): Promise<void> {
    await this.page.locator('[class*="ghost-text-decoration"]').first().waitFor({ timeout: within });
  }

  /** Clicks Grasp in the activity bar and returns the panel's page. */
  async openPanel(): Promise<Frame> {
    const icon = this.page.locator('.activitybar .action-label[aria-label="Grasp"]');
    await icon.waitFor();
    if (
      (await this.page.locator('.activitybar .action-item.checked .action-label[aria-label="Grasp"]').count()) === 0
    ) {
      await icon.click();
    }
    return this.panel();
  }

  /** The panel's page, once it shows something. */
  async panel(): Promise<Frame> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const shown = await frame
          .locator('#panel[aria-busy="false"]')
          .count()
          .catch(() => 0);
        if (shown > 0) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    assert.fail('the panel never showed anything');
  }

  /** The text of line `number`, from 1, as the editor shows it. */
  async caretPosition(): Promise<string> {
    return (await this.page.locator('#status\\.editor\\.selection').textContent()) ?? '';
  }

  async close(): Promise<void> {
    await this.host.stop();
    this.#removeFolder();
  }
}

/** Opens a workbench for a whole suite, and keeps screen and logs of every test that fails in it. */
export function useWorkbench(options: Omit<WorkbenchHostOptions, 'vsix'> = {}): () => Workbench {
  let workbench: Workbench | undefined;
  const current = (): Workbench => {
    assert.ok(workbench, 'the workbench is not open');
    return workbench;
  };
  before(async () => {
    workbench = await Workbench.open(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const kept = await current().host.keepEvidence(current().page, this.currentTest.title);
    console.log(`Kept for the post-mortem: ${kept}`);
  });
  after(async function () {
    // Where it failed before the first test, no test has a state.
    const tests = this.test?.parent?.tests ?? [];
    const isBroken = workbench !== undefined && tests.some((one) => !one.isPending() && one.state === undefined);
    if (isBroken)
      console.log(
        `Kept for the post-mortem: ${await workbench!.host.keepEvidence(workbench!.page, 'before the tests')}`,
      );
    await workbench?.close();
  });
  return current;
}
