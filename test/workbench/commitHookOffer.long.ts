import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Explaining } from './explaining.ts';
import { useWorkbench } from './workbench.ts';
describe('the offer of the commit hook', () => {
  const workbench = useWorkbench({
    env: { GRASP_MASK_DETAILED_REASON: '1' },
    settings: { 'grasp.gate.style': 'page' },
  });
  const explaining = new Explaining(workbench);
  it('is made after a commit that nobody was asked about, and puts the hook in place', async () => {
    explaining.signCommits();
    const { page, folder } = workbench();
    await explaining.stage('apples.ts', 'apples');
    explaining.git('commit', '--quiet', '--message', 'Add apples');
    const offer = page
      .locator('.notification-list-item', { hasText: 'lines by AI were committed that nobody has explained' })
      .first();
    await offer.waitFor({ timeout: 25_000 });
    await offer.getByRole('button', { name: 'Ask before Commits' }).click();
    await workbench().seeNotification(/Grasp asks before commits in parcel desk/u);
    assert.match(readFileSync(join(folder, '.git', 'hooks', 'pre-commit'), 'utf8'), /grasp-commit\.sh/u);
  });
});
