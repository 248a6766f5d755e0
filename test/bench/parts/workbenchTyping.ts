import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { EDITS_COUNTED, type EditsCounted } from '../../../src/domain/events/editsCounted.ts';
import { launchWorkbenchHost, type WorkbenchHost } from '../../host/fixture.ts';
import { createRepository } from '../../host/sample.ts';
import { temporaryFolder } from '../../host/temporaryFolder.ts';
import { entryOf, EXTENSIONS, type ExtensionName } from '../extensions.ts';
import { spreadOf, sum, type Spread } from '../figures.ts';
import { eventsBelow } from '../journalEvents.ts';
import { packagePlain } from '../plainPackage.ts';
import type { Part } from './part.ts';

const KEYS = 200;
/** Keys that each host gets before it is the other one's turn. */
const TURN = 20;
/** Milliseconds between two keys, about as a quick typist has them. */
const PAUSE = 30;
const ENTER_EVERY = 40;
const FILE = 'typed.ts';

/** 5: keys in a whole VS Code, from the key to the text on the page, with Grasp, with a bare listener and with neither. */
export const workbenchTyping: Part = async ({ stage }) => {
  const windows: Partial<Record<ExtensionName, Window>> = {};
  try {
    for (const name of EXTENSIONS) {
      const code = () => packagePlain(stage.folder, name, readFileSync(entryOf(stage.folder, name), 'utf8'));
      windows[name] = await Window.open(name === 'grasp' ? stage.vsix : await code(), name === 'grasp');
    }
    const times = await typeInTurn(windows as Record<ExtensionName, Window>);
    return (['p50', 'p99', 'max'] as const).map((figure) => ({
      scenario: `VS Code, ${String(KEYS)} keys`,
      measure: `key to text on the page, ${figure}`,
      unit: 'ms',
      grasp: times.grasp[figure],
      bare: times.bare[figure],
      none: times.none[figure],
    }));
  } finally {
    for (const window of Object.values(windows)) await window.close();
  }
};

async function typeInTurn(windows: Readonly<Record<ExtensionName, Window>>): Promise<Record<ExtensionName, Spread>> {
  const all = EXTENSIONS.map((name) => windows[name]);
  for (const window of all) await window.type(0, TURN);
  for (const window of all) await window.forgetTimes();
  for (let key = 0; key < KEYS; key += TURN) {
    // Nobody is always the first, for whom the machine has had a rest.
    all.push(...all.splice(0, 1));
    for (const window of all) await window.type(key, TURN);
  }
  await windows.grasp.assertCounted(TURN + KEYS);
  const spread = async (name: ExtensionName) => spreadOf(await windows[name].times());
  return { grasp: await spread('grasp'), bare: await spread('bare'), none: await spread('none') };
}

/** One host with one window, in which a file is open and every key is timed by the page itself. */
class Window {
  readonly #host: WorkbenchHost;
  readonly #page: Page;
  readonly #removeFolder: () => void;

  private constructor(host: WorkbenchHost, page: Page, removeFolder: () => void) {
    this.#host = host;
    this.#page = page;
    this.#removeFolder = removeFolder;
  }

  static async open(vsix: string, hasGrasp: boolean): Promise<Window> {
    // Lists that open over the text would be timed as text.
    const settings = { 'editor.quickSuggestions': false, 'editor.suggestOnTriggerCharacters': false };
    const host = await launchWorkbenchHost({ vsix, settings });
    const page = await host.browser.newPage({ viewport: { width: 1280, height: 800 } });
    const { path, remove } = temporaryFolder('grasp-bench-project-');
    const folder = join(path, 'project');
    createRepository(folder, { [FILE]: '// typed below\n' });
    const window = new Window(host, page, remove);
    try {
      await page.goto(host.url(folder));
      await window.#openFile(hasGrasp);
    } catch (error) {
      await window.close();
      throw error;
    }
    return window;
  }

  async type(from: number, count: number): Promise<void> {
    await this.#page.bringToFront();
    const before = (await this.times()).length;
    for (let key = from + 1; key <= from + count; key += 1) {
      await this.#page.keyboard.press(key % ENTER_EVERY === 0 ? 'Enter' : 'abcdefgh '.charAt(key % 9));
      // On a busy machine one change of the page may show two keys; every key waits until it is seen.
      await this.#page.waitForFunction(hasTimes, before + key - from, { polling: 10, timeout: 10_000 });
      await this.#page.waitForTimeout(PAUSE);
    }
  }

  async forgetTimes(): Promise<void> {
    await this.#page.evaluate(() => Object.assign(globalThis, { benchTimes: [] }));
  }

  /** Grasp writes what it counted in a file when that is closed: it must have seen every key. */
  async assertCounted(keys: number): Promise<void> {
    await this.#page.keyboard.press('Control+S');
    await this.#page.locator('.tab.active:not(.dirty)').waitFor();
    await this.#choose('F1', '>View: Close All Editors');
    await this.#page.locator('.tab').first().waitFor({ state: 'detached' });
    const journal = join(this.#host.dataDir, 'data', 'User', 'globalStorage', 'grasp.grasp', 'journal');
    let counted = 0;
    for (const end = Date.now() + 20_000; counted < keys && Date.now() < end;) {
      await this.#page.waitForTimeout(100);
      counted = typedIn(journal);
    }
    assert.equal(counted, keys, 'keys that Grasp counted as typed');
  }

  async times(): Promise<number[]> {
    return this.#page.evaluate(() => (globalThis as unknown as Timed).benchTimes);
  }

  async close(): Promise<void> {
    await this.#host.stop();
    this.#removeFolder();
  }

  async #openFile(hasGrasp: boolean): Promise<void> {
    const page = this.#page;
    // The items at the left of the status bar come with the extension host.
    const item = page.locator('[id="grasp.grasp.grasp.status"]');
    if (hasGrasp) await item.waitFor({ timeout: 60_000 });
    else await page.locator('.statusbar [id="status.scm.0"]').waitFor({ timeout: 60_000 });
    assert.equal(await item.count(), hasGrasp ? 1 : 0, 'Grasp runs in one of the hosts only');
    await this.#choose('Control+P', FILE);
    await page.locator('.monaco-editor.focused').first().waitFor();
    await page.keyboard.press('Control+End');
    await page.evaluate(timeKeys);
  }

  /** Picks the entry with this text in the list that a key opens. */
  async #choose(key: string, text: string): Promise<void> {
    await this.#page.keyboard.press(key);
    const input = this.#page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(text);
    const shown = text.replace('>', '');
    await this.#page.locator('.quick-input-list .monaco-list-row', { hasText: shown }).first().waitFor();
    await this.#page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }
}

/** What the page keeps: the times since they were last forgotten. */
interface Timed {
  benchTimes: number[];
}

function hasTimes(count: number): boolean {
  return (globalThis as unknown as Timed).benchTimes.length >= count;
}

function typedIn(journal: string): number {
  const counts = eventsBelow(journal)
    .filter(({ k }) => k === EDITS_COUNTED)
    .map(({ p }) => p['counts'] as EditsCounted['counts']);
  return sum(counts.map(({ typed }) => typed?.edits ?? 0));
}

/** Runs in the page: from a key going down to the first change of the text that is shown. */
function timeKeys(): void {
  Object.assign(globalThis, { benchTimes: [] });
  let pressed: number | undefined;
  document.addEventListener('keydown', () => (pressed = performance.now()), true);
  const changed = (): void => {
    if (pressed !== undefined) (globalThis as unknown as Timed).benchTimes.push(performance.now() - pressed);
    pressed = undefined;
  };
  const text = document.querySelector('.monaco-editor.focused .view-lines');
  if (text === null) throw new Error('There is no text to watch.');
  new MutationObserver(changed).observe(text, { subtree: true, childList: true, characterData: true });
}
