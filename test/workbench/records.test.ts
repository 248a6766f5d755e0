import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { useWorkbench, type Workbench } from './workbench.ts';

/** What another window may take to show what this one has recorded, in milliseconds. */
const SEEN_WITHIN = 2_000;

async function acceptOne(window: Workbench): Promise<void> {
  await window.openFile('retry.ts');
  await window.type('export function clamp(');
  await window.seeGhostText();
  await window.page.keyboard.press('Tab');
}

describe('two windows on one folder', () => {
  const workbench = useWorkbench();
  let other: Workbench;

  it('see what the other one records', async () => {
    await workbench().seeLinesToday(0);
    const first = workbench().host.extensionHostPids();
    other = await workbench().anotherWindow();
    await other.seeLinesToday(0);
    await acceptOne(workbench());
    await workbench().seeLinesToday(4);
    await other.seeLinesToday(4, SEEN_WITHIN);
    for (const pid of first) process.kill(pid, 'SIGKILL');
  });

  it('go on with what a killed one has recorded', async () => {
    const panel = await other.openPanel();
    await panel.locator('.row', { hasText: 'retry.ts' }).waitFor();
    assert.match(await panel.locator('.row').innerText(), /4 lines/u);
    await other.reload();
    await other.seeLinesToday(4);
  });
});

describe('the ledger of a window', () => {
  const workbench = useWorkbench();

  function publishedLedgers(): string[] {
    const folder = join(workbench().dataFolder, 'ledger');
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
  }

  it('is made again by its command, which says what was read', async () => {
    await acceptOne(workbench());
    await workbench().seeLinesToday(4);
    await workbench().command('Grasp: Rebuild Ledger');
    await workbench()
      .page.locator('.statusbar-item', { hasText: /Grasp: \d+ records read/u })
      .waitFor();
    assert.equal(publishedLedgers().length, 1);
  });

  it('does without one that was cut off', async () => {
    const [name = ''] = publishedLedgers();
    truncateSync(join(workbench().dataFolder, 'ledger', name), 5_000);
    await workbench().reload();
    await workbench().seeLinesToday(4);
  });

  it('is left to a newer Grasp, and the panel says so', async () => {
    const newer = join(workbench().dataFolder, 'ledger', 'ledger-99.0000000009.db');
    writeFileSync(newer, 'of a later version');
    const panel = await workbench().openPanel();
    await workbench().reload();
    const fresh = await workbench().openPanel();
    await fresh.locator('.notice', { hasText: 'A newer Grasp has written here' }).waitFor();
    assert.ok(panel !== fresh);
    rmSync(newer);
  });
});

describe('records in a folder of one’s own', () => {
  const folder = temporaryFolder('grasp records é-');
  const data = temporaryFolder('grasp-workbench-');
  mkdirSync(join(data.path, 'data', 'Machine'), { recursive: true });
  writeFileSync(
    join(data.path, 'data', 'Machine', 'settings.json'),
    JSON.stringify({ 'grasp.dataFolder': folder.path }),
  );
  const workbench = useWorkbench({ dataDir: data.path });
  after(() => {
    folder.remove();
    data.remove();
  });

  it('lie there and nowhere else', async () => {
    await acceptOne(workbench());
    await workbench().seeLinesToday(4);
    assert.equal(readdirSync(join(folder.path, 'journal')).length, 1);
    assert.ok(!existsSync(workbench().journalFolder));
  });

  it('are opened by a command', async () => {
    const opened = workbench().page.context().waitForEvent('page');
    await workbench().command('Grasp: Open Data Folder');
    assert.match(decodeURIComponent((await opened).url()), /grasp records é/u);
  });
});
