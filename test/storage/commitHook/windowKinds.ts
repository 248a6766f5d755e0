// What a window may do while hooks ask it, each with what somebody in the terminal sees of it.
import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { access, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommitAsk } from '../../../src/ports/commitAsks.ts';
import type { Terminal } from './hookedRepository.ts';
import { openWindowChild, ScriptedWindow, type ChildDoes, type WindowChild } from './scriptedWindow.ts';

export interface OpenWindow {
  readonly terminal: Terminal;
  /** how many hooks have asked, as far as this process knows */
  readonly asked: () => readonly CommitAsk[];
  /** Closes it. Rejects where something stays that the next look does not sweep. */
  close(): Promise<void>;
}

/** What comes of hooks that ask so often. */
export interface Expected {
  /** how many are taken by windows of this process */
  readonly asked: number;
  /** how many say in the terminal that there is a question */
  readonly told: number;
}

export interface WindowKind {
  readonly name: string;
  expect(asks: number): Expected;
  open(dataFolder: string): Promise<OpenWindow>;
}

const NONE = (): Expected => ({ asked: 0, told: 0 });
const ALL = (asks: number): Expected => ({ asked: asks, told: asks });
const TAKEN = (asks: number): Expected => ({ asked: asks, told: 0 });
const ONE = (asks: number): Expected => ({ asked: Math.min(1, asks), told: Math.min(1, asks) });
const ONE_TOLD = (asks: number): Expected => ({ asked: 0, told: Math.min(1, asks) });

/** Resolves once nothing else is in a folder. */
async function untilOnly(folder: string, names: readonly string[]): Promise<void> {
  while ((await readdir(folder)).join() !== names.join()) await sleep(10);
}

/** What a listener of the test may use. */
interface Stage {
  readonly window: ScriptedWindow;
  /** resolves when somebody in the terminal is told that there is a question */
  told(): Promise<unknown>;
}

type Answer = (ask: CommitAsk, stage: Stage) => Promise<void>;

/** Windows in this process, which share a folder. */
async function scripted(dataFolder: string, answer: Answer, { windows = 1, isLeft = false } = {}): Promise<OpenWindow> {
  const terminal = new EventEmitter();
  const told = (): Promise<unknown> => once(terminal, 'line');
  const all = Array.from({ length: windows }, () => {
    const window: ScriptedWindow = new ScriptedWindow(dataFolder, (ask) => answer(ask, { window, told }));
    return window;
  });
  for (const { asks } of all) await asks.serve(true);
  const asked = (): CommitAsk[] => all.flatMap((window) => window.asked);
  const folder = all[0]?.folder ?? '';
  return {
    terminal: { window: folder, onLine: () => terminal.emit('line') },
    asked,
    close: async () => {
      await Promise.all(asked().map(({ isOver }) => isOver));
      // Nobody may have asked it before.
      if (isLeft) for (const { asks } of all) await asks.serve(false);
      await untilOnly(folder, isLeft ? [] : ['here']);
      for (const { asks } of all) asks.dispose();
      for (const { log } of all) assert.deepEqual(log.lines, []);
      await assert.rejects(access(folder), { code: 'ENOENT' });
    },
  };
}

interface ChildKind {
  readonly what: ChildDoes;
  readonly opened?: (child: WindowChild) => Promise<void>;
  readonly onLine?: (child: WindowChild) => void;
  /** whether it lives on and clears away by itself; otherwise the next window does */
  readonly goesOn?: boolean;
}

/** A window in another process, to which something happens. */
async function inChild(dataFolder: string, { what, opened, onLine, goesOn }: ChildKind): Promise<OpenWindow> {
  const child = await openWindowChild(dataFolder, what);
  await opened?.(child);
  return {
    terminal: { window: child.folder, onLine: () => onLine?.(child) },
    asked: () => [],
    close: async () => {
      child.signal('SIGCONT');
      if (goesOn === true) await untilOnly(child.folder, ['here']);
      await child.kill();
      const next = new ScriptedWindow(dataFolder, undefined);
      await next.asks.serve(true);
      assert.deepEqual(await readdir(child.folder), ['here']);
      next.asks.dispose();
    },
  };
}

async function gone(dataFolder: string): Promise<OpenWindow> {
  const { terminal, close } = await scripted(dataFolder, (ask) => ask.go());
  await close();
  return { terminal, asked: () => [], close: () => Promise.resolve() };
}

const asksAndAnswers: Answer = async (ask, { told }) => {
  const heard = told();
  await ask.wait(12, 300, 300);
  await heard;
};

const isWrittenIn: Answer = async (ask, { told }) => {
  const heard = told();
  await ask.wait(12, 1, 300);
  ask.writing();
  await heard;
  const ended = ask.isOver.then(() => Promise.reject(new Error('It did not wait for what is written.')));
  await Promise.race([sleep(1_500), ended]);
  // It ends with the answer, and that is no fault.
  ended.catch(() => undefined);
};

const isLeftThen: Answer = async (ask, { window, told }) => {
  const heard = told();
  await ask.wait(12, 300, 300);
  await heard;
  await window.asks.serve(false);
  await ask.isOver;
};

const isNotAnswered: Answer = async (ask) => {
  await ask.wait(12, 1, 1);
  await ask.isOver;
};

function stop(child: WindowChild): void {
  child.signal('SIGSTOP');
}

export const WINDOW_KINDS: readonly WindowKind[] = [
  {
    name: 'is not there',
    expect: NONE,
    open: () => Promise.resolve({ terminal: {}, asked: () => [], close: () => Promise.resolve() }),
  },
  { name: 'has gone', expect: NONE, open: gone },
  { name: 'says nothing', expect: TAKEN, open: (data) => scripted(data, ({ isOver }) => isOver) },
  { name: 'has nothing to ask', expect: TAKEN, open: (data) => scripted(data, (ask) => ask.go()) },
  { name: 'has a fault', expect: TAKEN, open: (data) => scripted(data, () => Promise.resolve()) },
  { name: 'asks and answers', expect: ALL, open: (data) => scripted(data, asksAndAnswers) },
  { name: 'is written in and answers', expect: ALL, open: (data) => scripted(data, isWrittenIn) },
  { name: 'is not answered', expect: ALL, open: (data) => scripted(data, isNotAnswered) },
  { name: 'is left', expect: ONE, open: (data) => scripted(data, isLeftThen, { isLeft: true }) },
  { name: 'has a second one beside it', expect: ALL, open: (data) => scripted(data, asksAndAnswers, { windows: 2 }) },
  {
    name: 'was killed',
    expect: NONE,
    open: (data) => inChild(data, { what: 'wait', opened: (child) => child.kill() }),
  },
  {
    ...{ name: 'is killed while it asks', expect: ONE_TOLD },
    open: (data) => inChild(data, { what: 'wait', onLine: (child) => void child.kill() }),
  },
  {
    ...{ name: 'was stopped', expect: NONE },
    open: (data) => inChild(data, { what: 'wait', opened: async (child) => child.signal('SIGSTOP'), goesOn: true }),
  },
  {
    ...{ name: 'is stopped while it asks', expect: ONE_TOLD },
    open: (data) => inChild(data, { what: 'wait a second', onLine: stop, goesOn: true }),
  },
];
