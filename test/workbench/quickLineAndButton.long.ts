import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';

const SOURCES = 'git.diagnosticsCommitHook.sources';
const ENABLED = 'git.diagnosticsCommitHook.enabled';
const OWN_SOURCES = { mine: 'error' };
const SETTINGS = {
  ...{ 'grasp.gate.style': 'by size', 'grasp.prompts.perDay': 0 },
  ...{ 'grasp.gate.commitButton': true, [SOURCES]: OWN_SOURCES },
};

describe('explaining in one line, and from the commit button', () => {
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings: SETTINGS });
  const explaining = new Explaining(workbench);
  const line = (): Locator => workbench().page.locator('.quick-input-widget input.input');
  const box = (): Locator => workbench().page.locator('.monaco-dialog-box');

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await workbench().page.keyboard.press(key);
  }

  async function asksInOneLine(title: string): Promise<void> {
    const { page } = workbench();
    await page.locator('.quick-input-title', { hasText: title }).waitFor();
    await page.locator('.quick-input-widget input.input:focus').waitFor();
  }

  async function pressCommitButton(): Promise<void> {
    await workbench().page.locator('.scm-view .monaco-button', { hasText: 'Commit' }).first().click();
  }

  async function seeSettingsOfGit(sources: object, enabled: boolean | undefined): Promise<void> {
    const file = join(workbench().host.dataDir, 'data', 'User', 'settings.json');
    const end = Date.now() + 20_000;
    let said = '';
    const wanted = JSON.stringify([sources, enabled]);
    while (Date.now() < end && said !== wanted) {
      await workbench().page.waitForTimeout(50);
      const text = readFileSync(file, 'utf8');
      // It may be about to be written.
      if (!text.trimEnd().endsWith('}')) continue;
      const settings = JSON.parse(text) as Record<string, unknown>;
      said = JSON.stringify([settings[SOURCES], settings[ENABLED]]);
    }
    assert.equal(said, wanted);
  }

  it('keeps message and words at Escape, comes back from the reasons to skip, and saves at Enter', async () => {
    const { page } = workbench();
    explaining.signCommits();
    const { head } = explaining;
    await explaining.stage('apples.ts', 'apples');
    await explaining.commit('Add apples');
    await asksInOneLine('Before this commit: apples.ts · other · 12 lines by AI');
    await press('Enter');
    await page.locator('.quick-input-message', { hasText: 'Say what this code does, in a few words.' }).waitFor();
    await page.keyboard.type('a price');
    await press('Escape');
    await line().waitFor({ state: 'hidden' });
    await explaining.seeMessage('Add apples');
    await explaining.commitBox();
    await press('Control+Enter');
    await asksInOneLine('Before this commit');
    assert.equal(await line().inputValue(), '3: a price');
    await press('Control+A');
    await page.keyboard.type('3: skip');
    await press('Enter');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'I know it already' }).waitFor();
    await press('Escape');
    await page.locator('.quick-input-list').waitFor({ state: 'hidden' });
    await asksInOneLine('Before this commit');
    assert.equal(await line().inputValue(), '3: skip');
    assert.equal(explaining.head, head);
    await press('Control+A');
    await page.keyboard.type('4: a price for each apple');
    await press('Enter');
    assert.equal(await explaining.committedAfter(head), 'Add apples');
    assert.equal(await box().count(), 0);
    const panel = await workbench().openPanel();
    await panel.locator('.note', { hasText: 'a price for each apple' }).waitFor();
  });

  it('hands over to the page and back, and commits with "Later"', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await explaining.stage('pears.ts', 'pears');
    await explaining.commit('Add pears');
    await asksInOneLine('Before this commit: pears.ts');
    await page.keyboard.type('a price');
    await page.locator('.quick-input-titlebar .action-label[aria-label="Open the page"]').click();
    const asked = await explaining.asked(/^Before this commit: 12 lines by AI/u);
    await asked.locator('input[name="before"]:focus').waitFor();
    assert.equal(await asked.locator('#note').inputValue(), 'a price');
    await press('Escape');
    await explaining.pageClosed();
    assert.equal(explaining.head, head);
    await page.locator('.part.editor .monaco-editor.focused').waitFor();
    await explaining.commitBox();
    await press('Control+Enter');
    await asksInOneLine('Before this commit');
    assert.equal(await line().inputValue(), '3: a price');
    await press('Control+A');
    await page.keyboard.type('later');
    await press('Enter');
    assert.equal(await explaining.committedAfter(head), 'Add pears');
    assert.equal(await box().count(), 0);
    await explaining.waiting('pears.ts');
  });

  it('stops the commit button where lines are not explained, leads to their explanation, and stops it no more', async () => {
    const { page } = workbench();
    const { head } = explaining;
    await seeSettingsOfGit({ grasp: 'information', '*': 'none' }, true);
    await explaining.stage('plums.ts', 'plums');
    await page.keyboard.type('Add plums');
    await pressCommitButton();
    await box().locator('.monaco-button', { hasText: 'View Problems' }).click();
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: '12 AI lines not yet explained' });
    await problem.locator('.monaco-link', { hasText: 'Explain…' }).click();
    assert.equal(explaining.head, head);
    await asksInOneLine('plums.ts · other · 12 lines by AI');
    await page.keyboard.type('a price for each plum');
    await press('Enter');
    await explaining.seeToExplain(undefined);
    await pressCommitButton();
    assert.equal(await explaining.committedAfter(head), 'Add plums');
    assert.equal(await box().count(), 0);
  });

  it('commits anyway, and gives the settings of git back as they were', async () => {
    const { head } = explaining;
    await explaining.stage('figs.ts', 'figs');
    await workbench().page.keyboard.type('Add figs');
    await pressCommitButton();
    await box().locator('.monaco-button', { hasText: 'Commit Anyway' }).click();
    assert.equal(await explaining.committedAfter(head), 'Add figs');
    await explaining.waiting('figs.ts');
    explaining.set({ 'grasp.gate.commitButton': false });
    await workbench().reload();
    await seeSettingsOfGit(OWN_SOURCES, undefined);
  });
});
