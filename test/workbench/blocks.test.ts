import assert from 'node:assert/strict';
import { addMinutes, format } from 'date-fns';
import type { Locator } from 'playwright-core';
import { readAllJournals } from '../support/journals.ts';
import { useWorkbench, type Workbench } from './workbench.ts';

/** Within ten minutes from now, with time to spare for what the test does before. */
const AHEAD = 9;

describe('a weekly block without AI', () => {
  const workbench = useWorkbench();
  let other: Workbench;

  /** Chooses in what is asked at the top of the window, by keyboard as a person does who knows the words. */
  async function answer(...words: string[]): Promise<void> {
    const { page } = workbench();
    const input = page.locator('.quick-input-widget input.input');
    for (const word of words) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: word }).first().waitFor();
      await input.fill(word);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: word }).waitFor();
      await page.keyboard.press('Enter');
    }
  }

  function message(window = workbench()): Locator {
    const words = /your block without AI begins in \d+ minutes?, at \d\d:\d\d, for 90 minutes/u;
    return window.page.locator('.notification-list-item', { hasText: words }).first();
  }

  async function seeInTooltip(words: RegExp, { statusItem, page } = workbench()): Promise<void> {
    await statusItem.hover();
    await page.locator('.monaco-hover', { hasText: words }).waitFor();
  }

  async function row(words: RegExp): Promise<void> {
    const panel = await workbench().panel();
    await panel.locator('[data-row="block"]', { hasText: words }).waitFor();
  }

  it('is scheduled in two steps, and told of at once when it is less than ten minutes ahead', async () => {
    const { page } = workbench();
    const soon = addMinutes(Date.now(), AHEAD);
    await workbench().openPanel();
    await workbench().ask('Grasp: Schedule No-AI Block…');
    await page.getByPlaceholder('There are too few commits yet to suggest one').waitFor();
    await answer(format(soon, 'EEEE'), 'Another time…');
    await page.getByText('Such as 09:30').waitFor();
    await page.keyboard.type(format(soon, 'HH:mm'));
    await page.keyboard.press('Enter');
    await row(new RegExp(`^\\s*No-AI block ${format(soon, 'EEE HH:mm')}\\s+90 minutes`, 'u'));
    await message().waitFor();
    const buttons = await message().locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
    assert.deepEqual(buttons.map((one) => one.trim()).sort(), ['Move…', 'Skip…', 'Start']);
  });

  it('is told of in no other window, whose status bar says in its tooltip when it is', async () => {
    other = await workbench().anotherWindow();
    await seeInTooltip(/Next\sno-AI\sblock:\s\w{3}\s\d\d:\d\d/u, other);
    assert.equal(await message(other).count(), 0);
  });

  it('is skipped from there with a reason, and held after all from its row in the panel', async () => {
    const { page } = workbench();
    await message().locator('.monaco-button', { hasText: 'Skip…' }).click();
    await answer('On call');
    await row(/No-AI block \w+, \w+ \d+ \d\d:\d\d/u);
    const panel = await workbench().panel();
    await panel.locator('[data-row="block"]').focus();
    await page.keyboard.press('Enter');
    await answer('Hold as Scheduled');
    await row(/No-AI block \w{3} \d\d:\d\d/u);
  });

  it('is frozen for two weeks, and the status bar says in its tooltip when the next one is', async () => {
    await workbench().ask('Grasp: Freeze No-AI Blocks…');
    await answer('For 2 weeks');
    await row(/90 minutes · frozen until \w+ \d+/u);
    await seeInTooltip(/Next\sno-AI\sblock:\s\w+,\s\w+\s\d+\s\d\d:\d\d/u);
    await seeInTooltip(/Next\sno-AI\sblock:\s\w+,\s\w+\s\d+\s\d\d:\d\d/u, other);
  });

  it('was told of once in all', async () => {
    const { events } = await readAllJournals(workbench().journalFolder);
    const told = events.filter(({ k, p }) => k === 'prompted' && p['kind'] === 'block' && p['outcome'] === 'shown');
    assert.equal(told.length, 1);
    assert.equal(await message(other).count(), 0);
  });
});
