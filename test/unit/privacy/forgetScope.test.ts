import assert from 'node:assert/strict';
import { concernedBy, tracesOf, type ForgetScope } from '../../../src/domain/privacy/forgetScope.ts';
import { FORGOTTEN, isOrder, readForgotten } from '../../../src/domain/events/forgotten.ts';
import { eventOf, sessionOf } from '../../support/ledger.ts';

const A = sessionOf('a');

describe('what a scope is about', () => {
  const about = (scope: ForgetScope, p: Record<string, unknown>): boolean => concernedBy(scope)(eventOf(A, 0, { p }));
  const file = (path: string): ForgetScope => ({ what: 'place', path, isFolder: false, uris: [] });
  const folder = (path: string): ForgetScope => ({ what: 'place', path, isFolder: true, uris: [] });

  it('is a file by its path, whatever the form of its URI', () => {
    assert.ok(about(file('/p/a b.ts'), { uri: 'file:///p/a%20b.ts' }));
    assert.ok(about(file('/p/a.ts'), { uri: 'vscode-remote://host/p/a.ts' }));
    assert.ok(about(file('C:\\p\\a.ts'), { uri: 'file:///c%3A/p/a.ts' }));
    assert.ok(about(file('untitled:Untitled-1'), { uri: 'untitled:Untitled-1' }));
    assert.ok(!about(file('/p/a.ts'), { uri: 'file:///p/a.tsx' }));
    assert.ok(!about(file('/p'), { uri: 'file:///p/a.ts' }));
  });

  it('is a folder and all that is in it, and nothing that only begins alike', () => {
    assert.ok(about(folder('/p'), { uri: 'file:///p/a/b.ts' }));
    assert.ok(about(folder('/p/'), { uri: 'file:///p/a.ts' }));
    assert.ok(about(folder('/p'), { folder: 'file:///p' }));
    assert.ok(about(folder('/'), { uri: 'file:///p/a.ts' }));
    assert.ok(about(folder('c:/p'), { uri: 'file:///C%3A/p/a.ts' }));
    assert.ok(!about(folder('/p'), { uri: 'file:///pp/a.ts' }));
    assert.ok(!about(folder('/p'), { uri: 'file:///q/p/a.ts' }));
  });

  it('ends at a depth that nobody writes', () => {
    let deep: Record<string, unknown> = { uri: 'file:///p/a.ts' };
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    assert.ok(!about(file('/p/a.ts'), deep));
  });

  it('leaves its traces in lines that can not be read; a time has none', () => {
    assert.deepEqual(tracesOf({ what: 'place', path: '/p', isFolder: true, uris: ['file:///p'] }), ['file:///p']);
    assert.deepEqual(tracesOf({ what: 'everything' }), ['']);
    assert.deepEqual(tracesOf({ what: 'time', from: 0, until: 1 }), []);
  });
});

describe('an event that forgets', () => {
  const read = (ids: unknown, part: object = {}) => readForgotten(eventOf(A, 0, { k: FORGOTTEN, p: { ids }, ...part }));

  it('names numbers by session', () => {
    assert.equal(
      read({ [A]: '3-5,9' })
        ?.get(A)
        ?.toString(),
      '3-5,9',
    );
  });

  it('of another kind, of a later version, or with numbers that can not be meant is none', () => {
    assert.equal(read({ [A]: '1' }, { k: 'acceptance' }), undefined);
    assert.equal(read({ [A]: '1' }, { v: 2 }), undefined);
    for (const text of ['', '5-3', '1,1', '3-5,4', '-1', '1-', 'x', '0-99999999'])
      assert.equal(read({ [A]: text }), undefined);
    assert.equal(read({ a: '1' }), undefined);
    assert.equal(read(undefined), undefined);
  });

  it('is an order, as a pause is, and an acceptance is none', () => {
    for (const k of ['forgotten', 'forget-begun', 'pause', 'resume']) assert.ok(isOrder({ k }), k);
    assert.ok(!isOrder({ k: 'acceptance' }));
  });
});
