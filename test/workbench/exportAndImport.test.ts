import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { useWorkbench } from './workbench.ts';

const SESSION = 'abcdef0123456789';

/** An export of another machine: an acceptance of today in a file that is not here, and a line that is none. */
function exportOfToday(now: number): string {
  const places = [{ line: 1, lines: 7, characters: 200 }];
  const file = { uri: 'file:///elsewhere/src/%5Bx%5D(y).ts', folder: 'file:///elsewhere', language: 'typescript' };
  const p = { ...file, origin: 'completion', confidence: 'certain', signal: 'accept-mark', places };
  const event = { v: 1, s: SESSION, n: 0, t: now, h: now, z: 'UTC', o: 0, k: 'acceptance', p };
  const line = JSON.stringify({ id: `${SESSION}:0`, ...event });
  return `{"format":"grasp-export","version":1,"exportedAt":${String(now)},"damagedLines":0,"events":[\n${line},\n{}\n]}\n`;
}

describe('export and import by the command palette', () => {
  const workbench = useWorkbench();
  const folder = temporaryFolder('grasp export é-');
  after(() => {
    folder.remove();
  });

  const input = (): Locator => workbench().page.locator('.quick-input-widget input.input');
  const row = (words: string | RegExp): Locator =>
    workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();

  /** Answers VS Code's own file dialog, which is a quick input here. */
  async function choosePath(path: string): Promise<void> {
    const { page } = workbench();
    await page.locator('.quick-input-widget .quick-input-action', { hasText: /^(OK|Import|Export Here)$/u }).waitFor();
    // The dialog shows its folder once it has read it, over what was typed until then.
    while (!(await input().inputValue()).startsWith('/')) await page.waitForTimeout(50);
    await page.waitForTimeout(300);
    do {
      await input().fill(path);
      await page.waitForTimeout(700);
    } while ((await input().inputValue()) !== path);
    await page.keyboard.press('Enter');
  }

  async function exportAs(format: string, path: string): Promise<void> {
    await workbench().ask('Grasp: Export Data…');
    await row(format).waitFor();
    await input().fill(format);
    await workbench().page.keyboard.press('Enter');
    if (format === 'JSON') {
      // The first answer is the careful one.
      await row('Without line keys').waitFor();
      await workbench().page.keyboard.press('Enter');
    }
    await choosePath(path);
    await workbench().seeNotification(/records? exported/u);
  }

  it('shows what an import would do, and Escape leaves all as it was', async () => {
    await workbench().seeLinesToday(0);
    writeFileSync(join(folder.path, 'other machine.json'), exportOfToday(Date.now()));
    await workbench().ask('Grasp: Import Data…');
    await choosePath(join(folder.path, 'other machine.json'));
    await row('Import 1 record without 1 line that can not be taken in').waitFor();
    assert.match(await row('Import 1 record').innerText(), /about 1 file/u);
    assert.match(
      await row('Show 1 line').innerText(),
      /line 3 of other machine\.json, it has not the form of an event/u,
    );
    await workbench().page.keyboard.press('Escape');
    await workbench().seeLinesToday(0);
  });

  it('imports with Enter, says so, and shows it in the panel', async () => {
    await workbench().ask('Grasp: Import Data…');
    await choosePath(join(folder.path, 'other machine.json'));
    await row('Import 1 record without').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench().seeNotification(/Grasp: 1 record imported/u);
    await workbench().seeLinesToday(7);
    const panel = await workbench().openPanel();
    await panel.locator('.row', { hasText: '[x](y).ts' }).waitFor();
  });

  it('finds nothing new in it a second time', async () => {
    writeFileSync(join(folder.path, 'same.json'), exportOfToday(Date.now()).replace('},\n{}', '}'));
    await workbench().ask('Grasp: Import Data…');
    await choosePath(join(folder.path, 'same.json'));
    await workbench().seeNotification(/nothing is new there; 1 record known already/u);
  });

  it('exports in every format', async () => {
    await exportAs('JSON', join(folder.path, 'all.json'));
    assert.match(
      readFileSync(join(folder.path, 'all.json'), 'utf8'),
      /^\{"format":"grasp-export"[^]*abcdef0123456789:0/u,
    );
    await exportAs('Markdown', join(folder.path, 'all.md'));
    assert.match(readFileSync(join(folder.path, 'all.md'), 'utf8'), /src\/\\\[x\\\]\(y\)\.ts \| 7 \| 1 /u);
    await exportAs('CSV', folder.path);
    const made = readdirSync(folder.path).find((name) => name.startsWith('grasp-'));
    assert.deepEqual(readdirSync(join(folder.path, made!)).sort(), ['acceptances.csv', 'edits.csv', 'sessions.csv']);
  });
});
