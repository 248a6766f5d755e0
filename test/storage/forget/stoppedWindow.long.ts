import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ForgetScope } from '../../../src/domain/privacy/forgetScope.ts';
import type { Forgotten } from '../../../src/features/forget/forgetControl.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { filesWith } from '../../support/traces.ts';
import { assertLedgerIsWhole } from '../chaos/oracle.ts';
import { windows } from './windows.ts';

const SECRET = 'file:///home/me/work/secret%20plan.ts';
const TRACE = 'secret%20plan';
const SCOPE: ForgetScope = { what: 'place', path: '/home/me/work/secret plan.ts', isFolder: false, uris: [SECRET] };

/** What a window that was stopped holds is gone this long after it goes on, at the latest, in milliseconds. */
const FOLLOWS_WITHIN = 40_000;

describe('forgetting while a window is stopped', () => {
  const folders = temporaryFolder();
  const { open } = windows();

  it('lets a window that was stopped drop what it held, and cleans what was its own', async () => {
    await mkdir(join(folders.path, 'journal'));
    const all = [open(folders.path), open(folders.path)] as const;
    for (const window of all) await window.tell({ do: 'write', uri: SECRET });
    const [one, two] = all;
    await two.tell({ do: 'hold', uri: SECRET });
    two.process.kill('SIGSTOP');
    const { records, left } = await one.tell<Forgotten>({ do: 'forget', scope: SCOPE });
    assert.deepEqual([records, left], [2, 1]);
    assert.equal((await filesWith(folders.path, TRACE)).length, 1);
    await assertLedgerIsWhole(folders.path);
    two.process.kill('SIGCONT');
    const until = Date.now() + FOLLOWS_WITHIN;
    while ((await filesWith(folders.path, TRACE)).length > 0 && Date.now() < until) await sleep(250);
    assert.deepEqual(await filesWith(folders.path, TRACE), []);
    for (const window of all) await window.tell({ do: 'end' });
    await assertLedgerIsWhole(folders.path);
    assert.deepEqual(await filesWith(folders.path, TRACE), []);
  });
});
