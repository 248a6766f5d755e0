import assert from 'node:assert/strict';
import type { EditFact, EditSource } from '../../src/domain/attribution/editFact.ts';
import type { AcceptanceFollowUp, AcceptanceRecorded } from '../../src/domain/events/acceptanceRecorded.ts';
import type { EditsCounted } from '../../src/domain/events/editsCounted.ts';
import { ChatEditing, type ChatTexts } from '../../src/domain/attribution/chatEditing.ts';
import type { Decision } from '../../src/domain/provenance/author.ts';
import { ProvenanceKeeper } from '../../src/features/provenance/provenanceKeeper.ts';
import { blobNames } from '../../src/git/committedText.ts';
import { AgentActivity } from '../../src/features/record-edits/agentActivity.ts';
import { DiskWrites } from '../../src/features/record-edits/diskWrites.ts';
import { AcceptanceFollower, type AcceptanceStore } from '../../src/features/record-edits/acceptanceFollower.ts';
import { EditCounts } from '../../src/features/record-edits/editCounts.ts';
import { EditRecorder } from '../../src/features/record-edits/editRecorder.ts';
import type { EditWitness } from '../../src/features/record-edits/editWitness.ts';
import type { ClipboardAnswer } from '../../src/ports/clipboard.ts';
import { editFact, FakeTime } from './fakes.ts';

export const URI = editFact().uri;
export const ACCEPT: EditSource = { name: 'inlineCompletionAccept', detail: '', extensionId: 'some.provider' };
export const MARK = { uri: URI, part: 'whole', listIsGreyText: false } as const;

/** What tells of writes to the disk, where no agent and no git is at work. */
export function quietDisk(time: FakeTime): DiskWrites {
  return new DiskWrites({
    ...{
      timers: time,
      clock: time,
      activity: new AgentActivity(time),
      textOf: () => undefined,
      letGo: () => undefined,
    },
    repositories: {
      committed: async () => undefined,
      isGitAtWork: async () => false,
      blobNames: () => [],
    },
    report: (error) => assert.fail(String(error)),
  });
}

/** A recorder of edits with everything that it writes, in memory. */
export function recorder(
  clipboard: ClipboardAnswer | Promise<ClipboardAnswer> | (() => ClipboardAnswer) = { kind: 'unreadable' },
  texts: (uri: string) => ChatTexts | undefined = () => undefined,
  textOf: (uri: string) => string | undefined = () => undefined,
  letGo: () => void = () => undefined,
) {
  const accepted: AcceptanceRecorded[] = [];
  const followUps: AcceptanceFollowUp[] = [];
  const counted: EditsCounted[] = [];
  const errors: unknown[] = [];
  const time = new FakeTime();
  const store: AcceptanceStore = {
    record: (one) => `id${String(accepted.push(one))}`,
    followUp: (one) => followUps.push(one),
  };
  const follower = new AcceptanceFollower(store, time, time);
  const chat = new ChatEditing(texts);
  /** lines of open documents, by URI */
  const open = new Map<string, string[]>();
  const provenance = new ProvenanceKeeper({
    clock: time,
    timers: time,
    linesOf: (uri, most = Infinity) => ((open.get(uri)?.length ?? 0) > most ? undefined : open.get(uri)),
    report: (error) => errors.push(error),
  });
  /** what each edit was decided to be, the last time that it was decided */
  const decided = new Map<EditFact, Decision>();
  const witness: EditWitness = {
    edited: (change) => {
      provenance.edited(change);
    },
    decided: (change, decision) => {
      decided.set(change.fact, decision);
      provenance.decided(change, decision);
    },
    forgetDocument: (uri) => {
      provenance.forgetDocument(uri);
    },
    letGo: () => {
      provenance.letGo();
    },
  };
  const activity = new AgentActivity(time);
  /** the texts that git has of a file, by its URI; `undefined` where nobody can tell */
  const committed = new Map<string, readonly string[] | undefined>();
  const git = { isAtWork: false, last: -Infinity };
  const report = (error: unknown) => errors.push(error);
  const disk = new DiskWrites({
    ...{ timers: time, clock: time, activity, report, textOf, letGo },
    repositories: {
      committed: async (uri) => {
        const known = committed.has(uri) ? committed.get(uri) : [];
        return known && { texts: known };
      },
      isGitAtWork: async (_uri, since) => git.isAtWork || git.last >= since,
      blobNames: (text) => blobNames(Buffer.from(text)),
    },
  });
  const recorder = new EditRecorder({
    timers: time,
    clock: time,
    chat,
    clipboard: { read: async () => (typeof clipboard === 'function' ? clipboard() : clipboard) },
    follower,
    disk,
    counts: new EditCounts(time, (one) => counted.push(one)),
    witness,
    report,
  });
  /** What was counted for a document, once everything has been decided. */
  const counts = async (): Promise<EditsCounted['counts']> => {
    time.advance(1_600);
    await new Promise((resolve) => setImmediate(resolve));
    recorder.dispose();
    assert.deepEqual(errors, []);
    return counted[0]?.counts ?? {};
  };
  return {
    ...{ recorder, accepted, followUps, counted, counts, time, follower, chat, provenance, decided, open, errors },
    ...{ activity, disk, committed, git },
  };
}
