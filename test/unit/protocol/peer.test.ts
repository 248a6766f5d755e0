import assert from 'node:assert/strict';
import * as v from 'valibot';
import { Peer, RequestError } from '../../../src/protocol/peer.ts';
import { FakeTime } from '../../support/fakes.ts';

const REQUESTS = { double: { body: v.number(), reply: v.number() }, fail: { body: v.string(), reply: v.number() } };
const EVENTS = { news: v.string() };

function pair(answers: { double: (n: number) => unknown } = { double: (n) => n * 2 }) {
  const time = new FakeTime();
  const heard: string[] = [];
  const reports: string[] = [];
  const after = (ms: number, run: () => void) => {
    const timer = time.after(ms, run);
    return () => {
      timer.dispose();
    };
  };
  const report = (problem: string): void => void reports.push(problem);
  const asker = new Peer<typeof REQUESTS, typeof EVENTS, Record<never, never>, Record<never, never>>({
    post: (message) => {
      answerer.receive(structuredClone(message));
    },
    after,
    report,
    asks: REQUESTS,
    tells: EVENTS,
    answers: {},
    hears: {},
    onRequest: {},
    onEvent: {},
  });
  const answerer = new Peer<Record<never, never>, Record<never, never>, typeof REQUESTS, typeof EVENTS>({
    post: (message) => {
      asker.receive(structuredClone(message));
    },
    after,
    report,
    asks: {},
    tells: {},
    answers: REQUESTS,
    hears: EVENTS,
    onRequest: {
      double: answers.double as (n: number) => number,
      fail: (kind) => {
        throw kind === 'known' ? new RequestError('refused', 'Not today.') : new Error('secret detail');
      },
    },
    onEvent: { news: (text) => void heard.push(text) },
  });
  return { asker, answerer, time, heard, reports };
}

const code = (expected: string) => (error: unknown) => error instanceof RequestError && error.code === expected;

describe('the wire between host and panel', () => {
  it('brings a reply back to its request, in any order', async () => {
    const { asker } = pair();
    assert.deepEqual(await Promise.all([asker.request('double', 2), asker.request('double', 5)]), [4, 10]);
  });

  it('turns known errors into their code and words, and hides what others say', async () => {
    const { asker, reports } = pair();
    await assert.rejects(asker.request('fail', 'known'), /Not today\./u);
    await assert.rejects(asker.request('fail', 'other'), (error: Error) => !error.message.includes('secret'));
    assert.equal(reports.length, 1);
  });

  it('refuses a body and a reply of a wrong form', async () => {
    const { asker } = pair({ double: () => 'four' });
    await assert.rejects(asker.request('double', 'two' as unknown as number), code('invalid'));
    await assert.rejects(asker.request('double', 2), code('invalid'));
  });

  it('ends a request that nobody answers', async () => {
    const { asker, time } = pair({ double: () => new Promise(() => undefined) });
    const waiting = asker.request('double', 1);
    time.advance(10_000);
    // People read it, to whom the name of a request says nothing.
    await assert.rejects(waiting, { code: 'timeout', message: 'Grasp has not answered yet.' });
    assert.equal(time.pending, 0);
  });

  it('ends what is under way when it is disposed, and refuses what comes after', async () => {
    const { asker, time } = pair({ double: () => new Promise(() => undefined) });
    const waiting = asker.request('double', 1);
    asker.dispose();
    await assert.rejects(waiting, code('disposed'));
    await assert.rejects(asker.request('double', 1), code('disposed'));
    assert.equal(time.pending, 0);
  });

  it('delivers events and drops what is not one', () => {
    const { asker, answerer, heard, reports } = pair();
    asker.tell('news', 'hello');
    for (const junk of [
      null,
      7,
      {},
      { v: 2, kind: 'event', tag: 'news', body: 'x' },
      { v: 1, kind: 'event', tag: 'constructor', body: 'x' },
      { v: 1, kind: 'event', tag: 'news', body: 7 },
    ]) {
      answerer.receive(junk);
    }
    assert.deepEqual(heard, ['hello']);
    assert.equal(reports.length, 6);
    assert.ok(reports.every((report) => !report.includes('hello')));
  });

  it('answers a request that does not exist with an error', async () => {
    const { asker } = pair();
    const ask = asker.request.bind(asker) as (tag: string, body: unknown) => Promise<unknown>;
    await assert.rejects(ask('toString', {}), code('unknown'));
  });
});
