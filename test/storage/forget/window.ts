// A window of its own: a journal, a ledger in its thread, and what forgets. It takes orders as lines of JSON, and answers each.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { eventId } from '../../../src/domain/events/journalEvent.ts';
import type { ForgetScope } from '../../../src/domain/privacy/forgetScope.ts';
import { ForgetControl } from '../../../src/features/forget/forgetControl.ts';
import { systemClock, systemTimers } from '../../../src/host/systemTime.ts';
import { SessionJournal } from '../../../src/storage/journal/sessionJournal.ts';
import { LedgerClient } from '../../../src/storage/ledger/ledgerClient.ts';
import { MemoryLog, RECORDED } from '../../support/fakes.ts';
import { WASM } from '../../support/ledger.ts';

export type Order =
  | { readonly do: 'write' | 'hold'; readonly uri: string }
  | { readonly do: 'go on writing'; readonly uri: string }
  | { readonly do: 'forget'; readonly scope: ForgetScope }
  | { readonly do: 'end' };

const folder = process.argv[2] ?? '';
// The thread of the ledger alone keeps no process alive.
setInterval(() => undefined, 60_000);
const journal = new SessionJournal({
  folder: join(folder, 'journal'),
  newSession: () => randomBytes(8).toString('hex'),
  header: { grasp: '0.1.0', vscode: '1.103.0', pid: process.pid, host: hostname() },
  clock: systemClock,
  timers: systemTimers,
});
const ledger = new LedgerClient({
  folder,
  wasm: WASM,
  program: resolve(import.meta.dirname, '../../../src/storage/ledger/ledgerThread.ts'),
  log: new MemoryLog(),
  noticeOrder: (latest) => {
    journal.noticeOrder(latest);
  },
});
ledger.hold(false);

/** Files of which something is counted that is not written yet. */
let held: string[] = [];
const forgetting = new ForgetControl({
  ...{ journal, ledger, timers: systemTimers, log: new MemoryLog(), known: Promise.resolve() },
  isPaused: () => false,
  letGo: async () => {
    await Promise.all(held.splice(0).map(write));
  },
  drop: () => {
    held = [];
    return Promise.resolve();
  },
  forgot: () => undefined,
});
// A window asks when it starts, and again whenever something has changed.
ledger.onDidChange(() => void ledger.acceptances({ since: Infinity }));
await ledger.acceptances({ since: Infinity });

async function write(uri: string): Promise<string> {
  const { event, written } = journal.append('acceptance', { ...RECORDED, uri });
  await written;
  return eventId(event);
}

let isOver = false;
const written: string[] = [];
async function goOn(uri: string): Promise<void> {
  while (!isOver) written.push(await write(uri));
}

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'write':
      return write(order.uri);
    case 'hold':
      return held.push(order.uri);
    case 'go on writing':
      void goOn(order.uri);
      return undefined;
    case 'forget':
      return forgetting.forget(order.scope, () => undefined).done;
    case 'end':
      isOver = true;
      await journal.close();
      ledger.dispose();
      return written;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  process.stdout.write(`${JSON.stringify((await obey(order)) ?? null)}\n`);
  if (order.do === 'end') break;
}
process.exit();
