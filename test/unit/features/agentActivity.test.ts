import assert from 'node:assert/strict';
import { AgentActivity } from '../../../src/features/record-edits/agentActivity.ts';
import { FakeTime } from '../../support/fakes.ts';

describe('what runs in the terminals', () => {
  let time = new FakeTime();
  let activity = new AgentActivity(time);
  const [one, other] = [{}, {}];

  beforeEach(() => {
    time = new FakeTime();
    activity = new AgentActivity(time);
  });

  it('is an agent from its start until a little after its end', () => {
    activity.began(one, 'claude');
    const begun = time.now();
    time.advance(5_000);
    activity.ended(one);
    time.advance(60_000);
    assert.equal(activity.whoMayWrite(begun - 1), undefined);
    assert.equal(activity.whoMayWrite(begun + 4_000), 'claude-code');
    assert.equal(activity.whoMayWrite(begun + 7_000), 'claude-code');
    assert.equal(activity.whoMayWrite(begun + 9_000), undefined);
  });

  it('may be another command that was just called, which may have written too', () => {
    activity.began(one, 'claude');
    time.advance(1_000);
    activity.began(other, 'npx prettier --write .');
    assert.equal(activity.whoMayWrite(time.now()), undefined);
    assert.equal(activity.isActive(time.now()), true);
    activity.ended(other);
    assert.equal(activity.whoMayWrite(time.now()), undefined);
    time.advance(10_000);
    assert.equal(activity.whoMayWrite(time.now()), 'claude-code');
  });

  it('may be a server that has run for long, which writes nothing', () => {
    activity.began(other, 'npm run dev');
    time.advance(120_000);
    activity.began(one, 'codex');
    assert.equal(activity.whoMayWrite(time.now()), 'codex');
  });

  it('may be several agents, of which nobody can tell which one wrote', () => {
    activity.began(one, 'claude');
    activity.began(other, 'codex');
    assert.equal(activity.whoMayWrite(time.now()), 'several');
  });

  it('ends with the next command of its terminal', () => {
    const begun: number[] = [];
    activity.onDidBegin(() => begun.push(time.now()));
    activity.began(one, 'claude');
    activity.began(other, 'codex');
    time.advance(1_000);
    activity.began(one, 'ls');
    activity.ended(other);
    time.advance(10_000);
    assert.equal(activity.isActive(time.now()), false);
    activity.ended(other);
    activity.began(other, 'codex');
    assert.equal(begun.length, 2);
  });

  it('tells of each end of an agent, and of no other command', () => {
    let ends = 0;
    activity.onDidEnd(() => (ends += 1));
    activity.began(one, 'claude');
    activity.began(other, 'ls');
    activity.ended(other);
    assert.equal(ends, 0);
    activity.began(one, 'ls');
    assert.equal(ends, 1);
    activity.ended(one);
    activity.ended(one);
    assert.equal(ends, 1);
  });
});
