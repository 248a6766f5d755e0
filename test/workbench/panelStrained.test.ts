import assert from 'node:assert/strict';
import type { PanelNote } from '../../src/protocol/explainingMessages.ts';
import type { PanelRow, PanelSnapshot } from '../../src/protocol/messages.ts';
import { RequestError } from '../../src/protocol/peer.ts';
import { fullExplaining, panelSnapshot, shownNote, waitingRow } from '../support/panelSnapshot.ts';
import { usePanelPages, type PanelHost, type PanelPage } from './panelPage.ts';

describe('the panel where things come late, or are long', function () {
  this.timeout(60_000);
  let panel: PanelPage;
  const openPanel = usePanelPages();

  async function open(part: Partial<PanelHost> = {}, width?: number): Promise<PanelPage> {
    panel = await openPanel({ snapshot: panelSnapshot(fullExplaining()), ...part }, 'dark', width);
    return panel;
  }

  it('goes on with a change of a note that was under way, also where something else was pushed first', async () => {
    const editing = { note: shownNote(2), text: 'Half a thought', after: 5 as const };
    const pushedFirst = panelSnapshot(fullExplaining(), { revision: 0 });
    const { page } = await open({ pushedFirst, snapshot: panelSnapshot(fullExplaining(), { editing }) });
    await page.locator('textarea').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), 'Half a thought');
  });

  it('goes back from a change without loss by Escape, and throws it away by Cancel', async () => {
    const { page } = await open();
    const edit = page.locator('.note .edit').first();
    await edit.press('Enter');
    const before = await page.locator('textarea').inputValue();
    await panel.press('Control+End');
    await page.keyboard.type(' And more.');
    await panel.press('Escape');
    assert.equal(await page.locator('textarea').count(), 0);
    assert.match(await panel.focused(), /^Edit/u);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('textarea').inputValue(), `${before} And more.`);
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await edit.press('Enter');
    assert.equal(await page.locator('textarea').inputValue(), before);
  });

  it('shows what was pushed where the first answer fails', async () => {
    const { page } = await open({ pushedFirst: panelSnapshot(fullExplaining()), isUnreadable: true });
    await panel.told();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    assert.equal(await page.getByText('Grasp does not answer.').count(), 0);
    await page.getByText('2 to explain before the commit').waitFor();
  });

  it('takes what comes of a change for another note neither by text nor by failure', async () => {
    const outcomes: { resolve: (note: PanelNote) => void; reject: (error: unknown) => void }[] = [];
    const { page, asked } = await open({
      editNote: () => new Promise((resolve, reject) => outcomes.push({ resolve, reject })),
    });
    const edit = (at: number): Promise<void> =>
      page.locator('.note').nth(at).getByRole('button', { name: /^Edit/u }).press('Enter');
    const change = async (at: number, text: string): Promise<void> => {
      await edit(at);
      await page.locator('textarea').fill(text);
      await panel.press('Control+Enter');
      await page.getByRole('button', { name: 'Saving…' }).waitFor();
      await panel.press('Escape');
    };
    await change(0, 'The first.');
    await edit(1);
    await page.locator('textarea').fill('The second.');
    outcomes[0]!.resolve(shownNote(1, { paths: ['src/net/retry.ts'], text: 'The first.' }));
    await page.locator('.note', { hasText: 'The first.' }).waitFor();
    await panel.press('Control+Enter', 'Escape');
    await panel.told();
    assert.deepEqual(asked, [
      `panel.editNote {"note":"${shownNote(1).id}","text":"The first."}`,
      `panel.editNote {"note":"${shownNote(2).id}","text":"The second."}`,
    ]);
    await edit(2);
    await page.locator('textarea').fill('The third.');
    outcomes[1]!.reject(new RequestError('refused', 'The disk is full.'));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    assert.equal(await page.getByText('The disk is full.').count(), 0);
  });

  it('keeps a rating that is changed while a note is being saved, and calls nobody back who has gone on', async () => {
    const saved: ((note: PanelNote) => void)[] = [];
    const { page } = await open({ editNote: () => new Promise((resolve) => saved.push(resolve)) });
    await page.locator('.note').nth(1).getByRole('button', { name: /^Edit/u }).press('Enter');
    await page.locator('textarea').fill('It gives up.');
    await panel.press('Control+Enter');
    await page.getByRole('radio', { name: /^5/u }).check();
    saved[0]!(shownNote(2, { text: 'It gives up.', after: 4 }));
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    assert.ok(await page.getByRole('radio', { name: /^5/u }).isChecked());
    await page.locator('textarea').press('Control+Enter');
    await page.locator('.search').focus();
    saved[1]!(shownNote(2, { text: 'It gives up.', after: 5 }));
    await page.locator('textarea').waitFor({ state: 'detached' });
    assert.equal(await panel.focused(), 'Search notes');
  });

  it('leaves the keyboard at its row when others come, go and change places', async () => {
    const row = (at: number): PanelRow => ({
      ...{ id: `guess ${String(at)}`, name: `file${String(at)}.ts`, directory: 'src', lines: at, origin: 'agent' },
      ...{ confidence: 'a guess', more: 0, when: '09:00' },
      entries: [
        {
          ...{ id: `entry ${String(at)}`, which: `Line ${String(at)}, 1 line`, when: '09:00', reason: 'By its shape.' },
          answers: [
            { answer: 'typed', words: 'I typed it' },
            { answer: 'ai', words: 'It is by AI' },
          ],
        },
      ],
    });
    const shows = (...rows: PanelRow[]): PanelSnapshot =>
      panelSnapshot(fullExplaining(), { guesses: { count: rows.length, rows } });
    let done: () => void = () => undefined;
    const { page, asked } = await open({
      snapshot: shows(row(1), row(2)),
      corrected: () => new Promise((resolve) => (done = resolve)),
    });
    await page.getByRole('button', { name: 'I typed it: src/file2.ts, line 2, 1 line' }).focus();
    for (const rows of [
      [row(3), row(1), row(2)],
      [row(2), row(4), row(3)],
      [row(4), row(2)],
    ]) {
      panel.push(shows(...rows));
      await page.locator('#guesses', { hasText: `${String(rows.length)} guesses` }).waitFor();
      await page.locator(`.rows[aria-labelledby="guesses"] > li:first-child`, { hasText: rows[0]!.name }).waitFor();
      assert.match(await panel.focused(), /^I typed it: src\/file2\.ts/u);
    }
    await panel.press('Enter');
    await page.locator('.search').focus();
    done();
    await page.getByText('Said.').waitFor();
    assert.equal(await panel.focused(), 'Search notes');
    assert.deepEqual(asked, ['panel.correct {"entry":"entry 2","answer":"typed"}']);
    panel.push(shows(row(4)));
    await page.getByText('It may be by AI, and enters no total until you say what it was.').waitFor();
  });

  it('breaks names and words as long as somebody likes, and stays as wide as it is', async () => {
    const long = 'a'.repeat(300);
    const { notes, blocks, ...others } = fullExplaining();
    const explaining = {
      ...{ ...others, staged: { words: '2 to explain', detail: long }, block: { words: long, detail: long } },
      waiting: { lines: 3, more: 0, rows: [waitingRow(1, { name: long, directory: long, owned: `${long} · core` })] },
      blocks: { ...blocks!, words: long, detail: long, adds: long },
      gate: { words: long, explained: long },
      notes: { ...notes, newest: [shownNote(9, { paths: [long], question: long, text: long })] },
    };
    const coverage = { words: long, explained: long };
    const { page } = await open(
      { snapshot: panelSnapshot(explaining, { ...{ notice: long, problem: long, pause: long, coverage } }) },
      280,
    );
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 280);
  });
});
