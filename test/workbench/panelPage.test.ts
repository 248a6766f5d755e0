import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from '../host/browser.ts';
import { eightWeeks, fullExplaining, panelSnapshot, shownNote, waitingRow } from '../support/panelSnapshot.ts';
import { checkAccessibility } from './accessibility.ts';
import { PanelPage, type PanelHost } from './panelPage.ts';
import { THEMES, type ThemeName } from './panelThemes.ts';

describe('the panel in a page of its own', function () {
  this.timeout(60_000);
  let browser: Browser;
  let panel: PanelPage;

  before(async () => {
    browser = await chromium.launch(await ensureBrowser(console.log));
  });

  after(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await panel.told();
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  async function open(part: Partial<PanelHost> = {}, theme?: ThemeName, width?: number): Promise<PanelPage> {
    panel = await PanelPage.open(browser, { snapshot: panelSnapshot(fullExplaining()), ...part }, theme, width);
    return panel;
  }

  /** Presses a key until something has the focus; fails where it never does. */
  async function pressUntil(key: string, words: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      if (words.test(await panel.focused())) return;
      await panel.press(key);
    }
    assert.match(await panel.focused(), words);
  }

  it('has what waits worked off by keyboard, what lies staged first', async () => {
    const { page, asked } = await open();
    assert.equal(await page.locator('.next .row').count(), 9);
    await pressUntil('Tab', /^2 to explain before the commit/u);
    await panel.press('Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter');
    await panel.told();
    assert.deepEqual(asked, [
      'panel.explainStaged {}',
      `panel.explain {"row":"${waitingRow(0).id}"}`,
      `panel.explain {"row":"${waitingRow(1).id}"}`,
    ]);
  });

  it('has a row for the next block without AI, from which Enter leads to what can be done about it', async () => {
    const block = { words: 'No-AI block Thu 09:00', detail: '90 minutes' };
    const { page, asked } = await open({ snapshot: panelSnapshot({ block }, { everRecorded: false }) });
    assert.equal(await page.getByRole('list', { name: 'No-AI block' }).getByRole('button').count(), 1);
    await pressUntil('Tab', /^No-AI block Thu 09:00\s+90 minutes/u);
    await panel.press('Enter');
    await panel.told();
    assert.deepEqual(asked, ['panel.block {}']);
    panel.push(panelSnapshot({}, { revision: 2 }));
    await page.locator('[data-row="block"]').waitFor({ state: 'detached' });
  });

  it('shows all that waits when it is asked to, goes on at the first of them, and shows few again', async () => {
    const { page } = await open();
    await pressUntil('Tab', /^And 12 more$/u);
    await panel.press('Enter');
    assert.equal(await page.locator('.next .row').count(), 21);
    assert.match(await panel.focused(), /^file8\.ts/u);
    await panel.press('ArrowDown');
    assert.match(await panel.focused(), /^file9\.ts/u);
    await pressUntil('Tab', /^Show fewer$/u);
    await panel.press('Enter');
    assert.equal(await page.locator('.next .row').count(), 9);
    assert.equal(await panel.focused(), 'And 12 more');
  });

  it('searches notes once for a word that is typed, and shows the answer to the last question', async () => {
    const found = [shownNote(7, { text: 'Backoff doubles.' })];
    const { page, asked } = await open({
      findNotes: (words) => ({ notes: words === 'backoff' ? found : [], more: false }),
    });
    await pressUntil('Tab', /^Search notes$/u);
    await page.keyboard.type('backoff');
    await page.locator('.told', { hasText: '1 note' }).waitFor();
    assert.deepEqual(asked, ['panel.notes {"words":"backoff"}']);
    assert.deepEqual(await page.locator('.note .words').allTextContents(), ['Backoff doubles.']);
    await page.keyboard.type('!');
    await panel.press('Enter');
    await page.locator('.told', { hasText: 'No note has these words.' }).waitFor();
    await page.locator('.search').fill('');
    await page.locator('h3', { hasText: 'In retry.ts' }).waitFor();
  });

  it('has the notes of the file in front first, folds a long one, and keeps markup as text', async () => {
    const notes = fullExplaining().notes;
    const newest = [shownNote(4, { text: '<img src=x onerror=alert(1)>', question: '' })];
    const { page } = await open({
      snapshot: panelSnapshot({ ...fullExplaining(), notes: { ...notes, newest } }),
    });
    assert.deepEqual(await page.locator('.notes h3').allTextContents(), ['In retry.ts', 'Newest elsewhere']);
    const long = page.locator('.note').first();
    assert.match((await long.locator('.words').textContent()) ?? '', /6\. It waits.* …$/su);
    await long.getByRole('button', { name: /^Show all/u }).press('Enter');
    assert.match((await long.locator('.words').textContent()) ?? '', /9\. It waits[^…]*$/u);
    assert.equal(await page.locator('.note img').count(), 0);
    assert.equal(await page.locator('.note .words').last().textContent(), '<img src=x onerror=alert(1)>');
  });

  it('changes a note and its rating by keyboard', async () => {
    const { page, asked } = await open({
      editNote: ({ text, after }) =>
        shownNote(2, { paths: ['src/net/retry.ts'], text, after: after === 5 ? 5 : 1, edited: 'Nov 18' }),
    });
    const edit = page.locator('.note').nth(1).getByRole('button', { name: /^Edit/u });
    await edit.press('Enter');
    assert.equal(await panel.focused(), 'Your explanation');
    await panel.press('ControlOrMeta+A');
    await page.keyboard.type('It gives up.');
    await panel.press('Tab');
    assert.match(await panel.focused(), /^4: I could find and fix/u);
    await panel.press('ArrowRight', 'Control+Enter');
    await page.locator('.note', { hasText: 'edited Nov 18' }).waitFor();
    assert.deepEqual(asked, [`panel.editNote {"note":"${shownNote(2).id}","text":"It gives up.","after":5}`]);
    assert.match(await panel.focused(), /^Edit: src\/net\/retry\.ts/u);
    await page.locator('.note', { hasText: '5 · I could write it again from memory' }).waitFor();
  });

  it('keeps the text when it can not be saved, through a new snapshot and a search, and lets Escape go back', async () => {
    const { page } = await open({
      findNotes: () => ({ notes: [], more: false }),
    });
    await page.locator('.note').first().getByRole('button', { name: /^Edit/u }).press('Enter');
    await panel.press('Control+End');
    await page.keyboard.type(' And more.');
    await panel.press('Control+Enter');
    await page.locator('.failed', { hasText: 'can not be written' }).waitFor();
    panel.push(panelSnapshot({ ...fullExplaining(), staged: undefined, notes: { newest: [], ever: true } }));
    await page.getByText('2 to explain before the commit').waitFor({ state: 'detached' });
    assert.equal(await panel.focused(), 'Your explanation');
    assert.match(await page.locator('textarea').inputValue(), / And more\.$/u);
    await page.locator('.search').fill('nothing');
    await page.locator('.told', { hasText: 'No note has these words.' }).waitFor();
    assert.match(await page.locator('textarea').inputValue(), / And more\.$/u);
    await page.locator('textarea').press('Escape');
    assert.equal(await page.locator('textarea').count(), 0);
  });

  it('goes on with a change that was under way when the panel was hidden', async () => {
    const { page } = await open();
    await page.locator('.note .edit').nth(1).click();
    await page.locator('textarea').fill('Half a thought');
    await page.getByRole('radio', { name: /^5/u }).check();
    await page.waitForFunction(() =>
      document.querySelector('.editing [role="status"]')?.textContent.includes('memory'),
    );
    await panel.told();
    const { note: id, ...kept } = panel.kept!;
    assert.deepEqual([id, kept], [shownNote(2).id, { text: 'Half a thought', after: 5 }]);
    await panel.close();
    const editing = { note: shownNote(2), text: 'Half a thought', after: 5 as const };
    await open({ snapshot: panelSnapshot(fullExplaining(), { editing }) });
    assert.equal(await panel.page.locator('textarea').inputValue(), 'Half a thought');
    await panel.page.locator('textarea').press('Escape');
    await panel.told();
    assert.equal(panel.kept, undefined);
    await panel.page.locator('h3', { hasText: 'In retry.ts' }).waitFor();
  });

  it('draws eight weeks, a hollow one without fills, and has the same as a table', async () => {
    const { page } = await open();
    const picture = page.getByRole('img', { name: /^Lines that you committed in each of 8 weeks/u });
    await picture.waitFor();
    assert.deepEqual(
      await picture.locator('.part.hollow').evaluateAll((all) => all.map((one) => one.getAttribute('fill'))),
      [...Array.from({ length: 4 }, () => 'none')],
    );
    assert.equal(await picture.locator('circle.mark').count(), 6);
    await page.getByText('Rating this week: not enough yet: 1 of 3 notes.').waitFor();
    await page.getByRole('button', { name: 'Show as table' }).press('Enter');
    assert.equal(await page.getByRole('row').count(), 1 + eightWeeks().length);
    assert.equal(
      await page.getByRole('row', { name: /^Oct 12/u }).innerText(),
      'Oct 12\t3.4 from 5 notes\t20\t10\t30\t190\t24\u{A0}%',
    );
    await panel.press('Enter');
    await picture.waitFor();
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`is accessible in the theme ${theme}, with a note being changed, as a picture and as a table`, async () => {
      const { page } = await open({}, theme, 280);
      await page.locator('.note .edit').first().click();
      await checkAccessibility(page.mainFrame());
      await page.getByRole('button', { name: 'Show as table' }).click();
      await checkAccessibility(page.mainFrame());
    });
  }

  it('says what will appear while there is nothing', async () => {
    const { page } = await open({ snapshot: panelSnapshot() });
    await page.getByText('Nothing waits.').waitFor();
    await page.getByText('Your explanations appear here').waitFor();
    await page.getByText('To try it: commit something').waitFor();
    await checkAccessibility(page.mainFrame());
  });

  it('fits in 280 pixels, and the picture grows with the panel', async () => {
    const { page } = await open({}, 'light', 280);
    await page.locator('.note .edit').first().click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 280);
    const narrow = await page.locator('svg.weeks').getAttribute('width');
    await page.setViewportSize({ width: 420, height: 800 });
    await page.locator(`svg.weeks:not([width="${narrow ?? ''}"])`).waitFor();
    assert.deepEqual([narrow, await page.locator('svg.weeks').getAttribute('width')], ['256', '396']);
  });

  it('draws no more than is looked at of five years', async () => {
    const many = Array.from({ length: 500 }, (_, at) => at);
    const notes = many.map((at) => shownNote(at, { text: 'It waits. '.repeat(2_000) }));
    const waiting = { lines: 9_000, rows: many.map((at) => waitingRow(at)), more: 1_234 };
    const { page } = await open({
      snapshot: panelSnapshot({ ...fullExplaining(), waiting }),
      findNotes: () => ({ notes: notes.slice(0, 50), more: true }),
    });
    const count = () => page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok((await count()) < 500, `${String(await count())} nodes are drawn at first`);
    await page.locator('.search').fill('waits');
    await page.locator('.told', { hasText: 'The newest 50' }).waitFor();
    await page.getByRole('button', { name: 'And 492 more' }).click();
    await page.getByText('1,234 older pieces wait besides').waitFor();
    assert.ok((await count()) < 6_000, `${String(await count())} nodes are drawn at the most`);
    const letters = await page.locator('.notes').evaluate((one) => one.textContent.length);
    assert.ok(letters < 50 * 700, `${String(letters)} letters of folded notes are drawn`);
  });
});
