import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './workbench.ts';

const OWN = { key: 'ctrl+enter', command: 'editor.action.inlineSuggest.commit', when: 'inlineSuggestionVisible' };

describe('an accept key of somebody’s own, as released VS Code tells of it', () => {
  // On a slow machine the editor suggests words before the language is there, which hides the grey text.
  const settings = { 'editor.wordBasedSuggestions': 'off' };
  const workbench = useWorkbench({ env: { GRASP_MASK_DETAILED_REASON: '1' }, settings });
  const keyBindings = (): string => join(workbench().host.dataDir, 'data', 'User', 'keybindings.json');

  it('is noticed after twenty guesses, and the key binding that makes it known is shown, and not written', async () => {
    const { page } = workbench();
    writeFileSync(keyBindings(), JSON.stringify([OWN]));
    await workbench().reload();
    await workbench().newFile('own.ts');
    const notice = page.locator('.notification-toast', { hasText: 'no accept key has marked any' });
    for (let guess = 0; guess < 20; guess += 1) {
      assert.equal(await notice.count(), 0);
      await workbench().type('function add(');
      await workbench().seeGhostText();
      await page.keyboard.press('Control+Enter');
      await page.locator('[class*="ghost-text-decoration"]').first().waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
    }
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Show Key Binding' }).click();
    await page.locator('.tab[data-resource-name="keybindings.json"]').waitFor();
    await page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
    await page.locator('.view-line', { hasText: 'grasp.markAccepted' }).first().waitFor();
    await notice.waitFor({ state: 'detached' });
    assert.deepEqual(JSON.parse(readFileSync(keyBindings(), 'utf8')), [OWN]);
  });
});
