import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from '../host/browser.ts';
import { fullExplaining, panelSnapshot, shownNote, waitingRow } from '../support/panelSnapshot.ts';
import { PanelPage } from './panelPage.ts';

describe('the panel with five years of data', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await chromium.launch(await ensureBrowser(console.log));
  });

  after(async () => {
    await browser.close();
  });

  it('draws no more than is looked at', async () => {
    const many = Array.from({ length: 500 }, (_, at) => at);
    const notes = many.map((at) => shownNote(at, { text: 'It waits. '.repeat(2_000) }));
    const waiting = { lines: 9_000, rows: many.map((at) => waitingRow(at)), more: 1_234 };
    const panel = await PanelPage.open(browser, {
      snapshot: panelSnapshot({ ...fullExplaining(), waiting }),
      findNotes: () => ({ notes: notes.slice(0, 50), more: true }),
    });
    const { page } = panel;
    const count = () => page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok((await count()) < 500, `${String(await count())} nodes are drawn at first`);
    await page.locator('.search').fill('waits');
    await page.locator('.told', { hasText: 'The newest 50' }).waitFor();
    await page.getByRole('button', { name: 'And 492 more' }).click();
    await page.getByText('1,234 older pieces wait besides').waitFor();
    assert.ok((await count()) < 6_000, `${String(await count())} nodes are drawn at the most`);
    const letters = await page.locator('.notes').evaluate((one) => one.textContent.length);
    assert.ok(letters < 50 * 700, `${String(letters)} letters of folded notes are drawn`);
    await panel.told();
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});
