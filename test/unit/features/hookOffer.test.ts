import assert from 'node:assert/strict';
import { HookOffer } from '../../../src/features/commit-hook/hookOffer.ts';
import type { Landed } from '../../../src/features/landed-commits/landedCommits.ts';
import { MemoryLog } from '../../support/fakes.ts';

function setUp() {
  const state = { can: true, may: true, answer: 'answered' as 'answered' | 'skipped' | 'ignored', gone: '' };
  const offered = new Set<string>();
  const told: string[] = [];
  const log = new MemoryLog();
  const offer = new HookOffer({
    budget: {
      mayPrompt: async () => (state.may ? { may: true } : { may: false, reason: 'too soon', from: 1 }),
      record: (kind, { asked, outcome }) => void told.push(`${kind} ${String(asked)} ${outcome}`),
    },
    ...{ log, offered, ownerOf: async (root) => root.replace(/^\/tree of /u, '') },
    // Looking for the hook tells whether it is gone, as `HookMemory` keeps it.
    canEnable: async () => {
      offered.delete(state.gone);
      return state.can;
    },
    ask: async (root) => {
      told.push(`ask ${root}`);
      return state.answer;
    },
  });
  return { state, offered, told, log, offer };
}

describe('the offer of the commit hook', () => {
  it('is made once a repository, after a commit that it would have helped with', async () => {
    const { offered, told, offer } = setUp();
    await offer.landed({ root: '/a', unasked: false });
    assert.deepEqual(told, []);
    await Promise.all([offer.landed({ root: '/a', unasked: true }), offer.landed({ root: '/a', unasked: true })]);
    await offer.landed({ root: '/a', unasked: true });
    assert.deepEqual(told, ['commit hook false shown', 'ask /a', 'commit hook false answered']);
    assert.deepEqual([...offered], ['/a']);
  });

  it('waits for a commit at which it may be made, and for a repository that takes it', async () => {
    const { state, offered, told, offer } = setUp();
    state.may = false;
    await offer.landed({ root: '/a', unasked: true });
    state.may = true;
    state.can = false;
    await offer.landed({ root: '/a', unasked: true });
    assert.deepEqual([told, offered.size], [[], 0]);
    state.can = true;
    state.answer = 'skipped';
    await offer.landed({ root: '/a', unasked: true });
    assert.deepEqual(told.at(-1), 'commit hook false skipped');
  });

  it('is made once for all worktrees, which share their hooks', async () => {
    const { offered, told, offer } = setUp();
    const [tree, main] = ['/tree of /a', '/a'].map((root) => ({ root, unasked: true })) as [Landed, Landed];
    await Promise.all([offer.landed(tree), offer.landed(main)]);
    await offer.landed(main);
    assert.deepEqual(told, ['commit hook false shown', 'ask /tree of /a', 'commit hook false answered']);
    assert.deepEqual([...offered], ['/a']);
  });

  it('is made again as soon as it is seen that a tool has taken away what the person wanted', async () => {
    const { state, offered, told, offer } = setUp();
    offered.add('/a');
    await offer.landed({ root: '/a', unasked: true });
    assert.deepEqual(told, []);
    state.gone = '/a';
    await offer.landed({ root: '/a', unasked: true });
    assert.equal(told[1], 'ask /a');
  });

  it('that fails is told to the log, and to nobody else', async () => {
    const { offer, log, state, told } = setUp();
    Object.defineProperty(state, 'can', {
      get: () => {
        throw new Error('No disk.');
      },
    });
    await offer.landed({ root: '/a', unasked: true });
    assert.deepEqual([log.lines.length, told], [1, []]);
  });
});
