import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTrace, replay, type TraceRow } from '../../support/chatTrace.ts';
import { Confusion } from '../../support/confusion.ts';
import { rowsOf } from '../../support/scenario.ts';
import { SCENARIOS } from './scenarios/all.ts';

const TRACES = readdirSync(join(import.meta.dirname, 'traces')).map((name) => name.replace('.jsonl', ''));
const README = join(import.meta.dirname, '..', '..', '..', 'README.md');
/** Of what a person takes from AI by keyboard or lets VS Code's chat write, so much at least must be found. */
const RECALL = 0.95;

/** A paste comes from the clipboard, of which the recordings of chat say nothing. */
function withClipboard(rows: readonly TraceRow[]): TraceRow[] {
  return rows.flatMap((row): TraceRow[] => {
    if (row.is !== 'change' || row.source?.[1] !== 'paste') return [row];
    const text = row.changes[0]?.text ?? '';
    return [{ at: row.at, is: 'clipboard', holds: { kind: 'text', text } }, row];
  });
}

async function confusion(masked: boolean): Promise<Confusion> {
  const all = new Confusion();
  for (const { cold = false, ...scenario } of SCENARIOS) {
    all.add((await replay(rowsOf(scenario), { masked, cold })).judged);
  }
  for (const name of TRACES) all.add((await replay(withClipboard(readTrace(name)), { masked })).judged);
  return all;
}

/** What the README says of it, word for word. */
function textForReadme(seen: Confusion, unseen: Confusion): string {
  return [
    `Without the editor's reasons, as in released VS Code, over ${String(SCENARIOS.length)} scenarios and ${String(TRACES.length)} recordings of VS Code's chat:`,
    '',
    unseen.table(),
    '',
    'The same with the reasons:',
    '',
    seen.table(),
    '',
  ].join('\n');
}

describe('how often Grasp is right', () => {
  let [seen, unseen] = [new Confusion(), new Confusion()];
  before(async () => {
    [seen, unseen] = [await confusion(false), await confusion(true)];
    console.log(`\n${textForReadme(seen, unseen)}`);
  });

  for (const masked of [false, true]) {
    describe(masked ? "without the editor's reasons" : "with the editor's reasons", () => {
      const result = (): Confusion => (masked ? unseen : seen);

      it('calls nothing AI at certain or probable that a person, a tool, an undo or the disk brought', () => {
        assert.deepEqual(result().falseAlarms, []);
      });

      for (const author of ['completion by key', 'edit by chat'] as const) {
        it(`finds ${author} in at least ${String(RECALL * 100)} of 100 texts`, () => {
          assert.ok(result().recall(author) >= RECALL, `${String(result().recall(author))} of ${author}`);
        });
      }
    });
  }

  it('is what the README says', () => {
    const text = textForReadme(seen, unseen);
    assert.ok(readFileSync(README, 'utf8').includes(text), `Put this into the README, under Honesty:\n\n${text}`);
  });
});
