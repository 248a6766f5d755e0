import assert from 'node:assert/strict';
import { eventOrder } from '../../../src/domain/events/journalEvent.ts';
import { ForgetControl, type ForgetOutcome } from '../../../src/features/forget/forgetControl.ts';
import type { FoundRecords, Job } from '../../../src/ports/dataJob.ts';
import { FakeLedger, FakeTime, MemoryJournal, MemoryLog } from '../../support/fakes.ts';

const SCOPE = { what: 'everything' } as const;
const FOUND: FoundRecords = { ids: { '00000000000000bb': '0-3' }, records: 3, acceptances: 2, files: 1 };
const NEVER = new Promise<void>(() => undefined);

function job<T>(done: Promise<T>): Job<T> & { isOff: boolean } {
  const state = {
    done,
    isOff: false,
    cancel: () => {
      state.isOff = true;
    },
  };
  return state;
}

describe('forgetting', () => {
  let time: FakeTime;
  let journal: MemoryJournal;
  let ledger: FakeLedger;
  let control: ForgetControl;
  let done: string[];
  let isPaused: boolean;
  let finding: Job<FoundRecords | { declined: string }> & { isOff: boolean };

  beforeEach(() => {
    time = new FakeTime();
    journal = new MemoryJournal(time);
    ledger = new FakeLedger();
    done = [];
    isPaused = false;
    finding = job(Promise.resolve(FOUND));
    ledger.find = () => finding;
    ledger.purge = (traces) => {
      done.push(`purge ${JSON.stringify(traces)}`);
      return job(Promise.resolve({ purged: 1, left: 0 }));
    };
    const note = (what: string) => () => {
      done.push(what);
      return Promise.resolve();
    };
    control = new ForgetControl({
      ...{ journal, ledger, timers: time, log: new MemoryLog(), known: Promise.resolve() },
      ...{ isPaused: () => isPaused, letGo: note('let go'), drop: note('drop') },
      forgot: () => {
        done.push('forgot');
      },
    });
  });

  const kinds = (): string[] => journal.events.map(({ k }) => k);
  const hear = async (begun: string, told: string): Promise<void> => {
    await ledger.answer(undefined, { forgetting: { begun, done: told } });
  };
  const forget = (): Promise<ForgetOutcome> => control.forget(SCOPE, () => undefined).done;

  it('lets go first, then tells, looks, tells what is forgotten by ids alone, and cleans up', async () => {
    const { ids: _ids, ...counts } = FOUND;
    assert.deepEqual(await forget(), { ...counts, purged: 1, left: 0 });
    assert.deepEqual(kinds(), ['forget-begun', 'forgotten']);
    assert.deepEqual(journal.events[1]?.p, { ids: FOUND.ids });
    assert.deepEqual(done, ['let go', 'forgot', 'purge [""]']);
    assert.deepEqual(journal.told, ['rest']);
  });

  it('of nothing tells nothing more', async () => {
    finding = job(Promise.resolve({ ...FOUND, ids: {}, records: 0 }));
    assert.deepEqual(await forget(), { records: 0, acceptances: 2, files: 1, purged: 0, left: 0 });
    assert.deepEqual(kinds(), ['forget-begun']);
  });

  it('that is declined forgets nothing', async () => {
    finding = job(Promise.resolve({ declined: 'A newer Grasp was here.' }));
    assert.deepEqual(await forget(), { declined: 'A newer Grasp was here.' });
    assert.deepEqual(kinds(), ['forget-begun']);
  });

  it('in a paused window leaves no file open', async () => {
    isPaused = true;
    await forget();
    assert.deepEqual(journal.told, ['rest', 'rest']);
  });

  it('says that the disk takes nothing, after some seconds', async () => {
    journal.written = NEVER;
    const outcome = forget();
    await new Promise((resolve) => setImmediate(resolve));
    time.advance(10_000);
    assert.equal(await outcome, 'untold');
    assert.deepEqual(done, ['let go']);
  });

  it('is called off while it looks, and also when that is asked for before', async () => {
    const off = (): Promise<never> => Promise.reject(Object.assign(new Error('Off.'), { name: 'AbortError' }));
    finding = job(off());
    finding.done.catch(() => undefined);
    const work = control.forget(SCOPE, () => undefined);
    work.cancel();
    await assert.rejects(work.done, { name: 'AbortError' });
    assert.equal(finding.isOff, true);
    assert.deepEqual(kinds(), ['forget-begun']);
  });

  describe('by another window', () => {
    it('lets go of everything when that begins, and again when it is done', async () => {
      await hear('', '');
      await hear('1', '');
      assert.deepEqual(done, ['let go']);
      await hear('1', '2');
      assert.deepEqual(done, ['let go', 'forgot', 'let go']);
      assert.deepEqual(journal.told, ['rest', 'rest']);
      await hear('1', '2');
      assert.equal(done.length, 3);
    });

    it('drops what is held when all is over before this one hears of it', async () => {
      await hear('', '');
      await hear('1', '2');
      assert.deepEqual(done, ['forgot', 'drop']);
    });

    it('before this one began means nothing to it', async () => {
      await hear('1', '2');
      assert.deepEqual(done, []);
    });
  });

  it('by this window is no news to it', async () => {
    await hear('', '');
    await forget();
    const [begun, told] = journal.events;
    assert.ok(begun !== undefined && told !== undefined);
    done = [];
    await hear(eventOrder(begun), eventOrder(told));
    assert.deepEqual(done, []);
    control.dispose();
    await hear('9', '9');
    assert.deepEqual(done, []);
  });
});
