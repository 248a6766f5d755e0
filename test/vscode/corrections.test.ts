import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Acceptance } from '../../src/domain/attribution/acceptance.ts';
import {
  acceptOffered,
  closeEditors,
  eventually,
  exportedText,
  grasp,
  offer,
  openFile,
  toldAcceptances,
} from './support.ts';

function correct(argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('grasp.correctOrigin', argument);
}

describe('grasp.correctOrigin', () => {
  const told = toldAcceptances();
  let accepted: Acceptance;

  before(grasp);
  beforeEach(async () => {
    const editor = await openFile('');
    const offered = offer('const corrected = 1;');
    await acceptOffered(editor);
    offered.dispose();
    accepted = await eventually('it was recorded', () => told[0]);
  });
  afterEach(closeEditors);

  async function asKnown(): Promise<Acceptance | undefined> {
    const { api } = await grasp();
    return (await api.acceptances({ path: accepted.uri })).find(({ id }) => id === accepted.id);
  }

  it('has written the answer when it returns, and takes it back', async () => {
    const { id } = accepted;
    assert.deepEqual(await correct({ id, origin: 'typed' }), { id, origin: 'typed', confidence: 'certain' });
    const recorded = { origin: 'completion', confidence: 'certain', reason: accepted.reason };
    assert.deepEqual(
      { ...accepted, ...{ origin: 'typed', reason: 'You said so.', recorded } },
      { ...(await asKnown()), survival: {} },
    );
    const { events } = JSON.parse(await exportedText()) as { events: { k: string; p: unknown }[] };
    const said = events.filter(({ k }) => k === 'acceptance-corrected').at(-1);
    assert.deepEqual(said?.p, { of: id, origin: 'typed' });
    assert.deepEqual(await correct({ id, origin: 'ai' }), { id, origin: 'completion', confidence: 'certain' });
    await correct({ id, origin: 'as recorded' });
    const { origin, reason, recorded: before } = (await asKnown()) ?? {};
    assert.deepEqual([origin, reason, before], ['completion', accepted.reason, undefined]);
  });

  it('asks what it was, and offers to undo the answer', async () => {
    const asked = correct({ id: accepted.id });
    for (const [move, expected] of [
      [0, 'typed'],
      [1, 'completion'],
    ] as const) {
      await sleep(700);
      for (let at = 0; at < move; at += 1) await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await eventually(`it counts as ${expected}`, async () =>
        (await asKnown())?.origin === expected ? true : undefined,
      );
    }
    assert.equal(((await asked) as Acceptance).origin, 'completion');
  });

  it('asks which one is meant, and calls off without a change', async () => {
    const asked = correct();
    await sleep(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await asked, undefined);
  });

  it('writes nothing while Grasp is paused, and says so', async () => {
    await vscode.commands.executeCommand('grasp.pause', { scope: 'window' });
    await assert.rejects(
      Promise.resolve(correct({ id: accepted.id, origin: 'typed' })),
      /paused.*nothing was changed/u,
    );
    await vscode.commands.executeCommand('grasp.resume');
    assert.equal((await asKnown())?.origin, 'completion');
  });

  const refused: [string, (id: string) => unknown][] = [
    ['an origin that it does not have', (id) => ({ id, origin: 'dreamt' })],
    ['an origin that nobody can know', (id) => ({ id, origin: 'unknown' })],
    ['an id of a wrong kind', () => ({ id: 7, origin: 'typed' })],
    ['an id that is too long', () => ({ id: 'a'.repeat(10_000), origin: 'typed' })],
    ['an id that nothing has', () => ({ id: `${'f'.repeat(16)}:1`, origin: 'typed' })],
    ['an id that nothing has, without an answer', () => ({ id: 'none' })],
    ['more than it takes', (id) => ({ id, origin: 'typed', confidence: 'guess' })],
    ['something else than an argument', () => 'typed'],
    ['nothing at all', () => null],
  ];
  for (const [what, argument] of refused) {
    it(`refuses ${what} in words, and changes nothing`, async () => {
      await assert.rejects(Promise.resolve(correct(argument(accepted.id))), /Nothing was changed/u);
      assert.equal((await asKnown())?.recorded, undefined);
    });
  }
});
