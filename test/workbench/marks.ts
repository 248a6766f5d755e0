import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from './workbench.ts';

/** The patterns of the bars beside the lines that are on the screen, one for each line that has a bar. */
const BARS = `Array.from(document.querySelectorAll('.view-overlays .cdr'), (one) => getComputedStyle(one))
  .filter((style) => style.borderLeftWidth === '2px').map((style) => style.borderLeftStyle)`;

/** Switches the setting, as a person does. */
export async function toggleMarks(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.command('Preferences: Open Settings (UI)');
  await page.locator('.settings-editor .suggest-input-container').waitFor();
  await page.keyboard.type('grasp.showProvenance');
  const setting = page.locator('.setting-item-contents', { hasText: 'Show Provenance' });
  const box = setting.locator('.setting-value-checkbox');
  const was = await box.getAttribute('aria-checked');
  await box.click();
  // It is written a moment after it is shown.
  const file = join(workbench.host.dataDir, 'data', 'User', 'settings.json');
  while (readFileSync(file, 'utf8').includes('showProvenance') === (was === 'true')) await page.waitForTimeout(50);
  await page.keyboard.press('Escape');
  await page.locator('.settings-editor').waitFor({ state: 'hidden' });
}

/** Waits until the lines on the screen have these bars, and no others. */
export async function seeBars({ page }: Workbench, patterns: readonly string[], timeout = 30_000): Promise<void> {
  const isSeen = `JSON.stringify(${BARS}) === ${JSON.stringify(JSON.stringify(patterns))}`;
  await page.waitForFunction(isSeen, undefined, { timeout });
}
