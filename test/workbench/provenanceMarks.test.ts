import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeBars, toggleMarks } from './marks.ts';
import { useWorkbench } from './workbench.ts';

/** What is written from outside is nobody's after this long, in milliseconds. */
const DECIDED_AFTER = 11_000;

describe('marks beside lines', () => {
  const workbench = useWorkbench();

  it('are not there until the person wants them, tell kinds apart by their pattern, and are gone at once', async () => {
    const { page } = workbench();
    await workbench().newFile('marked.ts', 'const before = 1;\n');
    await workbench().type('export function clamp(');
    await workbench().seeGhostText();
    await page.keyboard.press('Tab');
    await workbench().seeLinesToday(4);
    const text = await workbench().savedText('marked.ts');
    await seeBars(workbench(), []);
    await toggleMarks(workbench());
    await seeBars(workbench(), ['solid', 'solid', 'solid', 'solid']);
    writeFileSync(join(workbench().folder, 'marked.ts'), `${text}\nconst fromElsewhere = written.by(somebody);\n`);
    await seeBars(workbench(), ['solid', 'solid', 'solid', 'solid', 'dotted']);
    // Until then an agent might still have reported it.
    await page.waitForTimeout(DECIDED_AFTER);
    await page.locator('.view-line', { hasText: 'fromElsewhere' }).locator('span span').first().hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Grasp: changed on the disk' });
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /^Grasp:\schanged\son\sthe\sdisk,\scertain\.\sThe\seditor\s.*\.$/u);
    await toggleMarks(workbench());
    await seeBars(workbench(), []);
  });
});
