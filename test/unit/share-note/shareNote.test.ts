import assert from 'node:assert/strict';
import { carryOutShare, planShare, type ShareTargets } from '../../../src/features/share-note/shareNote.ts';
import { lotOf, noteOf } from '../../support/fakeExplanations.ts';

const [FIRST, SECOND] = ['1'.repeat(40), '2'.repeat(40)];

/** Places that remember what they were told. */
class MemoryTargets implements ShareTargets {
  readonly told: unknown[][] = [];
  /** what goes wrong from the second part on */
  problem = '';

  namesIn = async (folder: string) => (folder === '/app/docs/adr' ? ['0003-a.md'] : []);
  copy = (text: string) => this.#tell('copy', text);
  writeFile = (path: string, text: string) => this.#tell('file', path, text);
  writeInWorkspace = (folder: string, name: string, text: string) => this.#tell('workspace', folder, name, text);
  repositoryOf = async ({ uri }: { uri: string }) => (uri.startsWith('file:') ? '/app' : undefined);
  appendGitNote = (root: string, commit: string, text: string) => this.#tell('git', root, commit, text);

  async #tell(...what: unknown[]): Promise<string> {
    if (this.told.length > 0 && this.problem !== '') return this.problem;
    this.told.push(what);
    return '';
  }
}

describe('sharing a note', () => {
  interface Outcome {
    readonly refused?: string;
    readonly told?: readonly unknown[][];
    readonly done?: number;
    readonly problem?: string;
  }

  async function shared(
    part: Partial<Parameters<typeof planShare>[0]>,
    targets = new MemoryTargets(),
  ): Promise<Outcome> {
    const plan = await planShare({ note: noteOf(1), as: 'markdown', target: undefined, mask: false, ...part }, targets);
    if ('refused' in plan) return { refused: plan.refused };
    assert.deepEqual(targets.told, [], 'nothing is written before it was shown');
    return { ...(await carryOutShare(plan.parts, targets)), told: targets.told };
  }

  it('copies Markdown, or makes a file of it', async () => {
    assert.equal((await shared({})).told?.[0]?.[0], 'copy');
    assert.deepEqual((await shared({ target: '/tmp/a.md' })).told?.[0]?.slice(0, 2), ['file', '/tmp/a.md']);
  });

  it('makes a record of a decision under the next number of its folder', async () => {
    const { told = [] } = await shared({ as: 'adr', target: '/app/docs/adr' });
    const [[to, folder, name, text] = []] = told;
    assert.deepEqual([to, folder, name], ['workspace', '/app/docs/adr', '0004-retries-three-times-then-gives-up.md']);
    assert.match(String(text), /^# 4\. /u);
  });

  it('takes secrets out of texts and of names of files, where that is wanted', async () => {
    const note = noteOf(1, { text: 'password = "hunter2!x"' });
    assert.match(JSON.stringify(await shared({ note, as: 'adr', target: '/x' })), /hunter2/u);
    assert.doesNotMatch(JSON.stringify(await shared({ note, as: 'adr', target: '/x', mask: true })), /hunter2/u);
  });

  it('notes on each commit what is in it, and leaves out what lies in no repository that is open', async () => {
    const lots = [
      lotOf(1, { path: 'a.ts', commit: FIRST }),
      lotOf(1, { path: 'b.ts', commit: SECOND }),
      lotOf(1, { path: 'c.ts', commit: FIRST }),
      lotOf(1, { path: 'd.ts', commit: undefined }),
      lotOf(1, { path: 'e.ts', uri: 'grasp-hidden:1', commit: SECOND }),
    ];
    const { told = [] } = await shared({ note: noteOf(1, { lots }), as: 'git note' });
    const files = told.map(([, root, commit, text]) => [root, commit, String(text).match(/(?<=File: )\S+/gu)]);
    assert.deepEqual(files, [
      ['/app', FIRST, ['a.ts', 'c.ts']],
      ['/app', SECOND, ['b.ts']],
    ]);
  });

  it('says why nothing can be written', async () => {
    const none = noteOf(1, { lots: [lotOf(1, { commit: undefined })] });
    assert.match(String((await shared({ note: none, as: 'git note' })).refused), /in no commit/u);
    const hidden = noteOf(1, { lots: [lotOf(1, { uri: 'grasp-hidden:1' })] });
    assert.match(String((await shared({ note: hidden, as: 'git note' })).refused), /not open in this window/u);
    assert.match(String((await shared({ as: 'adr' })).refused), /needs a folder/u);
  });

  it('stops at what goes wrong, and says how much is done', async () => {
    const targets = new MemoryTargets();
    targets.problem = 'Not now.';
    const lots = [lotOf(1, { commit: FIRST }), lotOf(1, { commit: SECOND })];
    const { done, problem } = await shared({ note: noteOf(1, { lots }), as: 'git note' }, targets);
    assert.deepEqual([done, problem], [1, 'Not now.']);
  });
});
