import assert from 'node:assert/strict';
import { useWorkbench } from './workbench.ts';

describe('Restricted Mode', () => {
  const workbench = useWorkbench({ trust: true, env: { GRASP_MASK_DETAILED_REASON: '1' } });

  it('is said to change nothing, in a message that does not stand in the way', async () => {
    const { page } = workbench();
    await page.locator('#status\\.workspaceTrust', { hasText: 'Restricted Mode' }).waitFor();
    await page.locator('.notification-toast', { hasText: 'In Restricted Mode Grasp records as usual' }).waitFor();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });

  it('records as usual', async () => {
    await workbench().openFile('retry.ts');
    await workbench().type('export function clamp(');
    await workbench().seeGhostText();
    await workbench().page.keyboard.press('Tab');
    await workbench().seeLinesToday(4);
    await workbench().page.keyboard.press('Control+S');
  });

  it('is not spoken of again, neither in a later window nor when trust is granted', async () => {
    const { page } = workbench();
    const said = page.locator('.notification-toast', { hasText: 'Grasp' });
    await workbench().reload();
    await workbench().seeLinesToday(4);
    await page.waitForTimeout(2_000);
    assert.equal(await said.count(), 0);
    await workbench().command('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await page.locator('#status\\.workspaceTrust').waitFor({ state: 'detached' });
    await page.waitForTimeout(2_000);
    assert.equal(await said.count(), 0);
    await workbench().ready();
  });
});
