import assert from 'node:assert/strict';
import { HookMemory } from '../../../src/host/commitHook/hookMemory.ts';
import { MemoryState } from '../../support/memoryState.ts';

describe('what is known of the commit hook', () => {
  it('is whether it was offered, by no name of a folder', () => {
    const state = new MemoryState();
    const memory = new HookMemory(state);
    memory.add('/home/me/secret');
    assert.deepEqual([memory.has('/home/me/secret'), memory.has('/home/me/other')], [true, false]);
    assert.equal(new HookMemory(state).has('/home/me/secret'), true);
    assert.doesNotMatch(JSON.stringify(state.keys().map((key) => state.get(key))), /secret/u);
  });

  it('is no offer any more where a tool took away what the person wanted, and one where the person did', () => {
    const memory = new HookMemory(new MemoryState());
    memory.chosen('/a', true);
    memory.gone('/a');
    assert.equal(memory.has('/a'), false);
    memory.chosen('/b', true);
    memory.chosen('/b', false);
    memory.gone('/b');
    assert.equal(memory.has('/b'), true);
    memory.add('/c');
    memory.gone('/c');
    assert.equal(memory.has('/c'), true);
  });

  it('is nothing where what was kept is no list', () => {
    const state = new MemoryState();
    void state.update('commitHookOffered', { length: 3 });
    assert.equal(new HookMemory(state).has('/a'), false);
  });
});
