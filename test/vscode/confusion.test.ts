import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ACCEPTANCE_GROWN } from '../../src/domain/events/acceptanceRecorded.ts';
import { Confusion } from '../support/confusion.ts';
import { joinEdits, type RecordedEvent } from '../support/recordedEdits.ts';
import type { TrueAuthor } from '../support/trueAuthor.ts';
import { eventually, exportedText, grasp, MASKED, ON_FLOOR, settled } from './support.ts';
import { trueEdits } from './trueEdits.ts';

/** Of what a person takes from AI by keyboard so much at least must be found. */
const RECALL = 0.95;
/** Whose texts a busy machine can make look like another person's or tool's; but never like AI's, which is tested besides. */
const MAY_VARY: ReadonlySet<TrueAuthor> = new Set(['typed', 'tool']);

/** Joins all edits of the tests before this one with what was recorded of them. */
async function confusion(): Promise<Confusion> {
  const { byUri } = trueEdits;
  // What is counted of a document is written when it closes.
  await eventually('all documents are closed', () =>
    vscode.workspace.textDocuments.some(({ uri }) => byUri.has(uri.toString())) ? undefined : true,
  );
  await settled();
  const { events } = JSON.parse(await exportedText()) as { events: RecordedEvent[] };
  const all = new Confusion();
  for (const [uri, edits] of byUri) {
    for (const { by, said } of joinEdits(edits, eventsOf(uri, events))) all.note(by, said);
  }
  return all;
}

/** What the journals have of a document; what follows an acceptance names only that. */
function eventsOf(uri: string, events: readonly RecordedEvent[]): RecordedEvent[] {
  const own = events.filter(({ p }) => p.uri === uri);
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...events.filter(({ k, p }) => k === ACCEPTANCE_GROWN && ids.has(p.of))];
}

describe(`how often Grasp is right in a real VS Code, ${MASKED ? 'without' : 'with'} the editor's own reasons`, () => {
  let found = new Confusion();
  before(async () => {
    assert.ok(trueEdits.areTold, 'This VS Code does not tell who really made an edit.');
    found = await confusion();
    console.log(`\n${found.table()}\n`);
  });

  it('calls nothing AI at certain or probable that a person, a tool, an undo or the disk brought', () => {
    assert.deepEqual(found.falseAlarms, []);
  });

  it(`finds completion by key in at least ${String(RECALL * 100)} of 100 texts`, () => {
    assert.ok(found.recall('completion by key') >= RECALL, String(found.recall('completion by key')));
  });

  // An older VS Code names other reasons for some edits.
  if (!ON_FLOOR) {
    it('is what the README says', async () => {
      const { extension } = await grasp();
      const readme = readFileSync(join(extension.extensionPath, 'README.md'), 'utf8');
      const [, after = ''] = readme.split(
        `In a real VS Code, ${MASKED ? "without the editor's" : 'with the'} reasons:\n\n`,
      );
      const [table = ''] = after.split('\n\n');
      const missing = found.rowsMissingIn(table).filter((author) => !MAY_VARY.has(author));
      assert.deepEqual(missing, [], `Put this into the README, under Honesty:\n\n${found.table()}`);
    });
  }
});
