import assert from 'node:assert/strict';
import { readAllJournals } from '../support/journals.ts';
import { useWorkbench } from './workbench.ts';

describe('a task with an estimate', () => {
  const workbench = useWorkbench();

  /** Chooses what begins with some words, by keyboard. */
  async function choose(question: string, words: string): Promise<void> {
    const { page } = workbench();
    const input = page.locator(`.quick-input-widget input.input[placeholder="${question}"]`);
    await input.waitFor();
    await input.fill(words);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words }).waitFor();
    await page.keyboard.press('Enter');
  }

  /** Answers what is asked for in words. */
  async function write(question: string, words: string): Promise<void> {
    const { page } = workbench();
    await page.locator('.quick-input-widget', { hasText: question }).waitFor();
    await page.locator('.quick-input-widget input.input').fill(words);
    await page.keyboard.press('Enter');
  }

  async function told(): Promise<unknown[]> {
    const { events } = await readAllJournals(workbench().journalFolder);
    return events.filter(({ k }) => k.startsWith('task-')).map(({ p }) => p);
  }

  it('is started by keyboard in five answers, and stands in the panel also after a reload', async () => {
    await workbench().openPanel();
    await workbench().ask('Grasp: Start Task…');
    await write('What is it?', 'Parse dates without a year');
    await choose('What kind of work is it?', 'Fix');
    await write('How long will it take?', '1.5 h');
    await choose('How sure are you that it takes 45\u{A0}min to 3\u{A0}h?', 'Fairly sure');
    await choose('Does AI help with it?', 'With AI');
    const words = /Parse dates without a year\s+since \d\d:\d\d · estimate 1\sh 30\smin · with AI/u;
    await (await workbench().panel()).locator('.tasks', { hasText: words }).waitFor();
    await workbench().reload();
    await workbench().openPanel();
    await (await workbench().panel()).locator('.tasks', { hasText: words }).waitFor();
    const said = { title: 'Parse dates without a year', kind: 'fix', estimate: 90, confidence: 70, ai: true };
    assert.deepEqual(await told(), [said]);
  });

  it('is finished from the panel, with the minutes since its start filled in and what it felt like', async () => {
    const { page } = workbench();
    const panel = await workbench().panel();
    await panel.getByRole('button', { name: 'Finish this task…' }).press('Enter');
    await choose('How did it come out?', 'Done');
    await page.locator('.quick-input-widget', { hasText: 'How long did you work on it?' }).waitFor();
    assert.match(await page.locator('.quick-input-widget input.input').inputValue(), /^\d{1,2}$/u);
    await write('How long did you work on it?', '100');
    await choose('How does it feel: how fast was it with AI, by what it would have been without?', 'Much faster');
    const row = panel.getByRole('row', { name: /^Parse dates without a year/u });
    await row.waitFor();
    assert.match(await row.innerText(), /with\s+1\sh 30\smin\s+1\sh 40\smin/u);
    const [, ended] = (await told()) as { as: string; minutes: number; felt: number }[];
    assert.deepEqual([ended?.as, ended?.minutes, ended?.felt], ['done', 100, 0.5]);
  });

  it('makes room for another one when it is called off', async () => {
    const { page } = workbench();
    const start = async (title: string): Promise<void> => {
      await write('What is it?', title);
      await choose('What kind of work is it?', 'Research');
      await write('How long will it take?', '20');
      await choose('How sure are you that it takes 10\u{A0}min to 40\u{A0}min?', 'I can not say');
      await choose('Does AI help with it?', 'Without AI');
    };
    const panel = await workbench().panel();
    await workbench().ask('Grasp: Start Task…');
    await start('Why it is slow');
    await panel.locator('.tasks', { hasText: 'Why it is slow' }).waitFor();
    await workbench().ask('Grasp: Start Task…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Call It Off' }).first().click();
    await start('Why it is slower');
    await panel.locator('.tasks', { hasText: 'Why it is slower' }).waitFor();
    assert.deepEqual(
      (await told())
        .slice(2)
        .map((one) => (one as { as?: string; title?: string }).as ?? (one as { title: string }).title),
      ['Why it is slow', 'called off', 'Why it is slower'],
    );
  });
});
