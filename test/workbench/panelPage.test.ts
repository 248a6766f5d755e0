import assert from 'node:assert/strict';
import type { PanelNoteText } from '../../src/protocol/explainingMessages.ts';
import {
  comparedTasks,
  eightWeeks,
  fullExplaining,
  panelSnapshot,
  shownNote,
  waitingRow,
} from '../support/panelSnapshot.ts';
import { checkAccessibility } from './accessibility.ts';
import { usePanelPages, type PanelHost, type PanelPage } from './panelPage.ts';
import { THEMES, type ThemeName } from './panelThemes.ts';

describe('the panel in a page of its own', function () {
  this.timeout(60_000);
  let panel: PanelPage;
  const openPanel = usePanelPages();

  async function open(part: Partial<PanelHost> = {}, theme?: ThemeName, width?: number): Promise<PanelPage> {
    panel = await openPanel({ snapshot: panelSnapshot(fullExplaining()), ...part }, theme, width);
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

  it('has the last block without AI, and a dot for each of eight weeks, also where nothing else is recorded', async () => {
    const { blocks } = fullExplaining();
    const { page } = await open({ snapshot: panelSnapshot({ blocks }, { everRecorded: false }) });
    const section = page.locator('section.blocks');
    assert.match(await section.innerText(), /Last block: 40 minutes, estimated 30\s+Fix a bug · partly done/u);
    const held = await section.locator('.week').evaluateAll((weeks) => {
      return weeks.map((week) => week.querySelectorAll('.held').length);
    });
    assert.deepEqual(held, [0, 1, 2, 0, 1, 2, 0, 1]);
    assert.equal(await section.locator('.block').count(), 10);
    const label = await section.getByRole('img').getAttribute('aria-label');
    assert.match(label ?? '', /^Blocks by week, Sep 28: none, Oct 5: 1, Oct 12: 2, /u);
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

  it('shows by keyboard what a note said before, and puts a text back', async () => {
    const long = Array.from({ length: 9 }, (_, at) => `${String(at)}. It waits.`).join('\n');
    const texts: PanelNoteText[] = [
      { when: 'Nov 16, 14:05', after: 2, text: long },
      { when: 'Nov 16, 09:30', text: '<img src=x onerror=alert(1)>' },
    ];
    const { page, asked } = await open({
      earlierTexts: () => ({ texts, more: true }),
      editNote: ({ text }) => {
        texts.unshift({ when: 'Nov 17, 10:00', after: 3, text: 'The latest.' });
        return shownNote(1, { paths: ['src/net/retry.ts'], edited: 'Nov 18', text });
      },
    });
    const [note, other] = [page.locator('.note').first(), page.locator('.note').nth(1)];
    assert.equal(await other.getByRole('button', { name: /^Earlier texts/u }).count(), 0);
    await pressUntil('Tab', /^Earlier texts: src\/net\/retry\.ts, Nov 16$/u);
    await panel.press('Enter');
    const list = note.getByRole('list', { name: /^Earlier texts, newest first: src\/net\/retry\.ts/u });
    await list.waitFor();
    assert.equal(await note.getByRole('button', { name: /^Earlier texts/u }).getAttribute('aria-expanded'), 'true');
    const lines = (await list.getByRole('listitem').first().innerText()).split(/\n+/u);
    assert.deepEqual(lines.slice(0, 2), ['Nov 16, 14:05', '2 · I can follow it with the code in front of me']);
    assert.equal(await list.locator('.words').last().textContent(), '<img src=x onerror=alert(1)>');
    await note.getByText('An export as JSON has all of them.').waitFor();
    await pressUntil('Tab', /^Show all: the text of Nov 16, 14:05$/u);
    await panel.press('Enter');
    assert.equal(await list.locator('.words').first().textContent(), long);
    await pressUntil('Tab', /^Put back: the text of Nov 16, 09:30$/u);
    await panel.press('Enter');
    await note.getByRole('status').filter({ hasText: 'The text of Nov 16, 09:30 is back.' }).waitFor();
    await list.getByText('The latest.').waitFor();
    assert.equal(await list.getByRole('listitem').count(), 3);
    const { id } = shownNote(1);
    const edit = { note: id, text: '<img src=x onerror=alert(1)>' };
    assert.deepEqual(asked, [
      `panel.earlierTexts {"note":"${id}"}`,
      `panel.editNote ${JSON.stringify(edit)}`,
      `panel.earlierTexts {"note":"${id}"}`,
    ]);
    assert.equal(await note.locator('> .words').textContent(), edit.text);
    assert.match(await panel.focused(), /^Earlier texts: src/u);
    await panel.press('Enter');
    assert.equal(await list.count(), 0);
  });

  it('says why an earlier text can not be put back, and reads earlier texts anew when a note has changed', async () => {
    const texts: PanelNoteText[] = [{ when: 'Nov 16, 09:30', text: 'The first.' }];
    const { page, asked } = await open({ earlierTexts: () => ({ texts, more: false }) });
    const note = page.locator('.note').first();
    await note.getByRole('button', { name: /^Earlier texts/u }).click();
    await note.getByRole('button', { name: /^Put back/u }).click();
    await note.getByRole('alert').filter({ hasText: 'can not be written' }).waitFor();
    texts.unshift({ when: 'Nov 16, 14:05', text: 'The second.' });
    const { notes, ...others } = fullExplaining();
    const ofFile = { ...notes.ofFile!, notes: [shownNote(1, { text: 'By another window.', edited: 'Nov 18' })] };
    panel.push(panelSnapshot({ ...others, notes: { ...notes, ofFile } }));
    await note.getByText('The second.').waitFor();
    assert.equal(asked.filter((one) => one.startsWith('panel.earlierTexts')).length, 2);
    // Not where another note has.
    panel.push(panelSnapshot({ ...others, notes: { ...notes, ofFile, newest: [shownNote(3, { text: 'Another.' })] } }));
    await page.getByText('Another.').waitFor();
    await panel.told();
    assert.equal(asked.filter((one) => one.startsWith('panel.earlierTexts')).length, 2);
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
    assert.equal(await page.locator('.compared').getByRole('row').count(), 1 + eightWeeks().length);
    assert.equal(
      await page.getByRole('row', { name: /^Oct 12/u }).innerText(),
      'Oct 12\t3.4 from 5 notes\t20\t10\t30\t190\t24\u{A0}%',
    );
    await panel.press('Enter');
    await picture.waitFor();
  });

  it('shows tasks with and without AI as a bar, in words and in a table, and finishes the one that runs', async () => {
    const { page, asked } = await open();
    const section = page.getByRole('region', { name: 'With and without AI' });
    const bar = section.getByRole('img', { name: 'The time with AI by the time without' });
    const across = (selector: string): Promise<number> =>
      bar.locator(selector).evaluate((one) => {
        const { left, right } = one.getBoundingClientRect();
        return (left + right) / 2;
      });
    const same = await across('text:has-text("same")');
    // Felt to be faster, measured to be slower, and the range goes over both.
    assert.ok((await across('.felt')) < same && (await across('.mark')) > same);
    const range = (await bar.locator('rect').boundingBox())!;
    assert.ok(range.x < same && range.x + range.width > (await across('.mark')));
    await section
      .getByRole('paragraph')
      .filter({ hasText: /^With AI: 19\s% longer/u })
      .waitFor();
    assert.deepEqual(await section.getByRole('row').allInnerTexts(), [
      ...['Task\tAI\testimate\tactual', 'Retry with a longer pause\twith\t30\u{A0}min\t52\u{A0}min'],
      'Tests for the tokenizer\twithout\t1\u{A0}h\t1\u{A0}h 10\u{A0}min',
      'Find the leak\twith\t2\u{A0}h\tover 3\u{A0}h, not finished',
    ]);
    const cells = section.locator('th, td');
    assert.equal(await cells.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length), 0);
    await section.getByRole('button', { name: 'Finish this task…' }).press('Enter');
    await panel.told();
    assert.deepEqual(asked, ['panel.task {}']);
  });

  it('says in one line how to begin with tasks, and how many are lacking once there are some', async () => {
    const { page } = await open({ snapshot: panelSnapshot() });
    const section = page.getByRole('region', { name: 'With and without AI' });
    assert.match(
      await section.innerText(),
      /^With and without AI\s+Say how long a task will take.*\s+Start a task…$/iu,
    );
    const { rows } = comparedTasks();
    const told = ['Not enough yet: 1 of 3 finished tasks without AI, 1 of 3 finished tasks with AI.'];
    panel.push(panelSnapshot({ tasks: { rows, told, explained: [] } }));
    await section.getByText(told[0]!).waitFor();
    assert.deepEqual([await section.getByRole('img').count(), await section.getByRole('row').count()], [0, 4]);
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`is accessible in the theme ${theme}, with a note being changed, as a picture and as a table`, async () => {
      const texts: PanelNoteText[] = [{ when: 'Nov 16, 14:05', after: 2, text: 'It waits.' }];
      const { page } = await open({ earlierTexts: () => ({ texts, more: true }) }, theme, 280);
      await page.locator('.note .edit').first().click();
      await checkAccessibility(page.mainFrame());
      await panel.press('Escape');
      await page.getByRole('button', { name: /^Earlier texts/u }).click();
      await page.getByRole('button', { name: /^Put back/u }).waitFor();
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

  for (const width of [200, 240, 280]) {
    it(`shows the ratings of all weeks in ${String(width)} pixels, with nothing over anything else`, async () => {
      const { page } = await open({}, 'light', width);
      const seen = await page.locator('.picture').evaluate((picture) => {
        const room = picture.getBoundingClientRect();
        const boxes = [...picture.querySelectorAll('text, circle')].map((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return { words: one.textContent, left, right, top, bottom };
        });
        type Box = (typeof boxes)[number];
        const isOver = (one: Box, other: Box): boolean =>
          one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
        return {
          ratings: boxes.flatMap(({ words }) => (/^(?:\d\.\d|–)$/u.test(words) ? [words] : [])),
          cut: boxes.filter(({ left, right }) => left < room.left + 11 || right > room.right - 11),
          over: boxes.filter((one, at) => boxes.slice(at + 1).some((other) => isOver(one, other))),
        };
      });
      const means = eightWeeks().map(({ mean }) => mean?.toFixed(1) ?? '–');
      assert.deepEqual(seen, { ratings: means, cut: [], over: [] });
      await page.getByRole('button', { name: 'Show as table' }).press('Enter');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const week = page.getByRole('rowheader', { name: 'Oct 12' });
      await page.getByRole('region', { name: /as a table/u }).focus();
      const before = await week.boundingBox();
      await panel.press('ArrowRight');
      await page.waitForFunction(() => (document.querySelector('.scrolled')?.scrollLeft ?? 0) > 0);
      assert.deepEqual(await week.boundingBox(), before);
    });
  }
});
