import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, format } from 'date-fns';
import * as vscode from 'vscode';
import { closeEditors, eventually, grasp, offer, openFile, settled, type } from './support.ts';

describe('weekly blocks without AI', () => {
  let folder: string;

  before(async () => {
    await grasp();
    folder = await mkdtemp(join(tmpdir(), 'grasp-blocks-'));
  });
  after(async () => {
    await run('scheduleBlock', { off: true });
    await rm(folder, { recursive: true });
  });

  function run(command: string, argument: unknown): Promise<unknown> {
    return Promise.resolve(vscode.commands.executeCommand(`grasp.${command}`, argument));
  }

  function schedule(): unknown {
    return vscode.workspace.getConfiguration('grasp').get('block.schedule');
  }

  it('are none until somebody schedules one, and the commands say so', async () => {
    assert.equal(schedule(), '');
    await assert.rejects(run('skipBlock', { reason: 'away' }), /No block without AI is scheduled/u);
    await assert.rejects(run('scheduleBlock', { weekday: 'thursday', time: '25:99' }), /Nothing was changed/u);
    assert.equal(schedule(), '');
  });

  it('run by program: started, noted in, paused, stopped and looked back at, each with its answer', async () => {
    await assert.rejects(run('stopBlock', undefined), /No block without AI runs/u);
    await assert.rejects(run('startBlock', { minutes: 0 }), /Nothing was started/u);
    const task = { title: 'Fix a bug', estimate: 20, confidence: 4, done: 'it is green' };
    const { until } = (await run('startBlock', { minutes: 20, ...task })) as { until: string };
    assert.match(until, /^\d{4}-\d\d-\d\dT\d\d:\d\d$/u);
    await assert.rejects(run('startBlock', { minutes: 20 }), /runs already/u);
    const lookUp = { what: 'Array.flat', why: 'for its depth', found: '1' };
    assert.deepEqual(await run('jotLookUp', lookUp), { lookUps: 1 });
    await assert.rejects(run('jotLookUp', { what: '' }), /Nothing was noted/u);
    assert.deepEqual(await run('pauseBlock', undefined), { paused: true });
    await assert.rejects(run('pauseBlock', undefined), /paused already/u);
    assert.deepEqual(await run('resumeBlock', undefined), { paused: false });
    await assert.rejects(run('debriefBlock', { outcome: 'done' }), /still runs/u);
    assert.deepEqual(await run('stopBlock', undefined), { minutes: 0 });
    await assert.rejects(run('debriefBlock', { outcome: 'failed' }), /Nothing was noted/u);
    const debrief = { outcome: 'partly', minutes: 18, felt: 4, stress: 2, gone: 'the depth', ai: 'none' };
    assert.deepEqual(await run('debriefBlock', debrief), { minutes: 18, assisted: 0 });
  });

  it('keep VS Code from asking for completions of themselves, until they are stopped', async () => {
    const offered = offer('by AI');
    const isAsked = async (): Promise<void> => {
      const before = offered.asked();
      await type('a');
      await eventually('a completion was asked for', () => offered.asked() > before || undefined);
    };
    try {
      await openFile('');
      await isAsked();
      await run('startBlock', { minutes: 20 });
      const before = offered.asked();
      await type('abc');
      await settled();
      assert.equal(offered.asked(), before);
      await run('stopBlock', undefined);
      await isAsked();
    } finally {
      offered.dispose();
      await closeEditors();
    }
  });

  it('are scheduled, moved, skipped, frozen and exported by program, each told as it is then', async () => {
    const day = format(addDays(Date.now(), 3), 'EEEE').toLowerCase();
    const written = `${day} 09:05, 45 minutes`;
    assert.deepEqual(await run('scheduleBlock', { weekday: day, time: '9:05', minutes: 45 }), { schedule: written });
    assert.equal(schedule(), written);
    const to = `${format(addDays(Date.now(), 2), 'yyyy-MM-dd')}T14:00`;
    const moved = (await run('moveBlock', { to })) as { block: string; at: string };
    assert.equal(moved.at, to);
    await assert.rejects(run('moveBlock', { to: '2020-01-01T10:00' }), /has passed/u);
    const target = join(folder, 'blocks.ics');
    assert.deepEqual(await run('exportBlockCalendar', { target }), { target, sequence: 0 });
    assert.match(await readFile(target, 'utf8'), /RECURRENCE-ID:\d{8}T090500\r\n/u);
    assert.equal(((await run('skipBlock', { reason: 'on call' })) as { block: string }).block, moved.block);
    assert.deepEqual(await run('exportBlockCalendar', { target }), { target, sequence: 1 });
    assert.match(await readFile(target, 'utf8'), /EXDATE:\d{8}T090500\r\n/u);
    assert.equal(((await run('skipBlock', { undo: true })) as { block: string }).block, moved.block);
    await assert.rejects(run('skipBlock', { undo: true }), /No coming block is skipped or moved/u);
    const until = format(addDays(Date.now(), 30), 'yyyy-MM-dd');
    assert.deepEqual(await run('freezeBlocks', { until }), { until });
    const { at } = (await run('skipBlock', { reason: 'other' })) as { at: string };
    assert.ok(at.slice(0, 10) >= until, at);
    assert.deepEqual(await run('freezeBlocks', { off: true }), { until: '' });
    assert.deepEqual(await run('scheduleBlock', { off: true }), { schedule: '' });
    assert.equal(schedule(), '');
  });
});
