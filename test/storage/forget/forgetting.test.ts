import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ForgetScope } from '../../../src/domain/privacy/forgetScope.ts';
import type { Forgotten } from '../../../src/features/forget/forgetControl.ts';
import { readAllJournals } from '../../support/journals.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { filesWith } from '../../support/traces.ts';
import { assertKept, assertLedgerIsWhole } from '../chaos/oracle.ts';
import { windows, type Window } from './windows.ts';

const SECRET = 'file:///home/me/work/secret%20plan.ts';
const OTHER = 'file:///home/me/work/retry.ts';
const TRACE = 'secret%20plan';
const SCOPE: ForgetScope = { what: 'place', path: '/home/me/work/secret plan.ts', isFolder: false, uris: [SECRET] };

describe('forgetting with several windows open', () => {
  const folders = temporaryFolder();
  const { open } = windows();
  let all: Window[];

  beforeEach(async () => {
    await mkdir(join(folders.path, 'journal'));
    all = [1, 2, 3].map(() => open(folders.path));
    for (const window of all) for (const uri of [SECRET, OTHER]) await window.tell({ do: 'write', uri });
  });

  async function end(): Promise<string[]> {
    return (await Promise.all(all.map((window) => window.tell<string[]>({ do: 'end' })))).flat();
  }

  it('leaves nothing of it, also of what they have not written yet, and loses nothing else while they write', async () => {
    const [one, two, three] = all as [Window, Window, Window];
    for (const window of all) await window.tell({ do: 'go on writing', uri: OTHER });
    for (const window of [two, three]) await window.tell({ do: 'hold', uri: SECRET });
    assert.notDeepEqual(await filesWith(folders.path, TRACE), []);
    const { records, acceptances, files, left } = await one.tell<Forgotten>({ do: 'forget', scope: SCOPE });
    assert.deepEqual([records, acceptances, files, left], [5, 5, 1, 0]);
    assert.deepEqual(await filesWith(folders.path, TRACE), []);
    const promised = await end();
    assert.ok(promised.length > 20, String(promised.length));
    await assertKept(folders.path, new Map(promised.map((id) => [id, 'acceptance'])));
    assert.equal((await contentOf(folders.path)).acceptances, promised.length + 3);
    assert.deepEqual(await filesWith(folders.path, TRACE), []);
  });

  it('of everything leaves ids and nothing else, and goes on recording', async () => {
    const [one, two] = all as [Window, Window];
    const { records, left } = await one.tell<Forgotten>({ do: 'forget', scope: { what: 'everything' } });
    assert.deepEqual([records, left], [6, 0]);
    for (const trace of [TRACE, 'retry.ts', 'accept-mark', 'typescript', 'Europe/Berlin']) {
      const places = await filesWith(folders.path, trace);
      // What says that it is forgotten has a time zone too.
      assert.ok(places.length <= (trace === 'Europe/Berlin' ? 1 : 0), `${trace} in ${places.join()}`);
    }
    await two.tell({ do: 'write', uri: OTHER });
    // Each window takes the ledgers away and publishes its own when it hears of it. One that ends in between leaves none.
    while (!(await hasLedger(folders.path))) await sleep(20);
    await end();
    await assertLedgerIsWhole(folders.path);
    assert.equal((await contentOf(folders.path)).acceptances, 1);
  });
});

async function hasLedger(folder: string): Promise<boolean> {
  return (await readdir(join(folder, 'ledger'))).some((name) => name.endsWith('.db'));
}

async function contentOf(folder: string): Promise<{ acceptances: number }> {
  const { events } = await readAllJournals(join(folder, 'journal'));
  return { acceptances: events.filter(({ k }) => k === 'acceptance').length };
}
