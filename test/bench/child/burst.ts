import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { EDITS_COUNTED } from '../../../src/domain/events/editsCounted.ts';
import { spreadOf, sum, type Spread } from '../figures.ts';
import type { ExtensionName } from '../extensions.ts';
import { StandInDocument } from '../standIn/document.ts';
import { codeLines, randomNumbers } from '../standIn/random.ts';
import { changeEvent, show } from './editor.ts';
import { PROJECT, Session } from './session.ts';
import { memoryInUse } from './watch.ts';

const CHANGES = 20_000;
/** Longer than any change waits for its mark, in milliseconds. */
const SETTLED = 2_000;

export interface BurstInput {
  readonly stage: string;
  readonly storage: string;
  readonly extension: ExtensionName;
}

export interface BurstResult {
  readonly total: number;
  readonly each: Spread;
  readonly heap: number;
  readonly rss: number;
}

/** Changes one right after another, all in one turn of the loop, on a host that gives no reasons. */
export async function burst({ stage, storage, extension }: BurstInput): Promise<BurstResult> {
  const session = new Session({ stage, extension, storage });
  const random = randomNumbers(3);
  const document = new StandInDocument(`${PROJECT}/src/burst.ts`, codeLines(1_000, random));
  show(session.vscode, document);
  await delay(200);
  const before = memoryInUse();
  const times: number[] = [];
  for (let count = 0; count < CHANGES; count += 1) {
    const line = random(document.lineCount);
    const change = document.insert({ line, character: document.lengthOf(line) }, 'x');
    const event = changeEvent(document, [change], undefined);
    const started = performance.now();
    session.vscode.changed.fire(event);
    times.push(performance.now() - started);
  }
  const result = { total: sum(times), each: spreadOf(times) };
  times.length = 0;
  await delay(SETTLED);
  const after = memoryInUse();
  if (extension === 'grasp') await assertCounted(session);
  return { ...result, heap: after.heap - before.heap, rss: after.rss - before.rss };
}

async function assertCounted(session: Session): Promise<void> {
  await session.end();
  const events = session.events().filter(({ k }) => k === EDITS_COUNTED);
  const counted = events.flatMap(({ p }) => Object.values(p['counts'] as Record<string, { edits: number }>));
  assert.equal(sum(counted.map(({ edits }) => edits)), CHANGES, 'changes counted');
}
