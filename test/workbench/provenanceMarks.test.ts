import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './workbench.ts';

/** The patterns of the bars beside the lines that are on the screen, one for each line that has a bar. */
const BARS = `Array.from(document.querySelectorAll('.view-overlays .cdr'), (one) => getComputedStyle(one))
  .filter((style) => style.borderLeftWidth === '2px').map((style) => style.borderLeftStyle)`;

describe('marks beside lines', () => {
  const workbench = useWorkbench();

  /** Switches the setting, as a person does. */
  async function toggle(): Promise<void> {
    const { page } = workbench();
    await workbench().command('Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .suggest-input-container').waitFor();
    await page.keyboard.type('grasp.showProvenance');
    const setting = page.locator('.setting-item-contents', { hasText: 'Show Provenance' });
    const box = setting.locator('.setting-value-checkbox');
    const was = await box.getAttribute('aria-checked');
    await box.click();
    // It is written a moment after it is shown.
    const file = join(workbench().host.dataDir, 'data', 'User', 'settings.json');
    while (readFileSync(file, 'utf8').includes('showProvenance') === (was === 'true')) await page.waitForTimeout(50);
    await page.keyboard.press('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'hidden' });
  }

  async function seeBars(patterns: readonly string[]): Promise<void> {
    const { page } = workbench();
    await page.waitForFunction(`JSON.stringify(${BARS}) === ${JSON.stringify(JSON.stringify(patterns))}`);
  }

  it('are not there until the person wants them, tell kinds apart by their pattern, and are gone at once', async () => {
    const { page } = workbench();
    await workbench().newFile('marked.ts', 'const before = 1;\n');
    await workbench().type('export function clamp(');
    await workbench().seeGhostText();
    await page.keyboard.press('Tab');
    await workbench().seeLinesToday(4);
    const text = await workbench().savedText('marked.ts');
    await seeBars([]);
    await toggle();
    await seeBars(['solid', 'solid', 'solid', 'solid']);
    writeFileSync(join(workbench().folder, 'marked.ts'), `${text}\nconst fromElsewhere = written.by(somebody);\n`);
    await seeBars(['solid', 'solid', 'solid', 'solid', 'dotted']);
    await page.locator('.view-line', { hasText: 'fromElsewhere' }).locator('span span').first().hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Grasp: changed on the disk' });
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /^Grasp:\schanged\son\sthe\sdisk,\scertain\.\sThe\seditor\s.*\.$/u);
    await toggle();
    await seeBars([]);
  });
});
