// AI quieted by the settings of a real VS Code, in a settings file of many forms.
import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { QuietEnded } from '../../src/features/quiet-ai/quietAi.ts';
import type { QuietResult } from '../../src/host/blocks/quietCommands.ts';
import { closeEditors, eventually, grasp } from './support.ts';

const UNDO = 'grasp.quietAi.undo';
const INLINE = 'editor.inlineSuggest.enabled';
const AGENT = 'chat.agent.enabled';
/** of the stand-in for an assistant */
const ASSISTANT = 'supermaven.enable';
/** Something else, by which it is seen that VS Code has read the file. */
const PROBE = 'editor.tabSize';
const { Global, Workspace } = vscode.ConfigurationTarget;

let probes = 0;
let file: vscode.Uri;
/** What the host was started with, on one line: without it VS Code would begin to ask, or load its window anew. */
let kept: string;

/** Puts a text in place of the settings file, with what is kept for `%`, and something that tells that it was read. Gives what stands there then. */
async function settingsAre(text: string): Promise<string> {
  probes += 1;
  await write(text.replace('%', () => `"${PROBE}": 1, ${kept}`));
  // VS Code may not see what is written past it, but reads it before it writes.
  await change(PROBE, 10 + probes);
  return textNow();
}

async function write(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
}

async function textNow(): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(file)).toString();
}

async function openSettings(): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('workbench.action.openSettingsJson');
  return eventually('the settings are open', () => {
    const active = vscode.window.activeTextEditor;
    return active?.document.uri.path.endsWith('/settings.json') === true ? active : undefined;
  });
}

function own(key: string, languageId?: string): unknown {
  const config = vscode.workspace.getConfiguration(undefined, languageId === undefined ? undefined : { languageId });
  const found = config.inspect(key);
  return languageId === undefined ? found?.globalValue : found?.globalLanguageValue;
}

function change(key: string, value: unknown, target = Global): Thenable<void> {
  return vscode.workspace.getConfiguration().update(key, value, target);
}

function quietAi(minutes = 5): Promise<QuietResult> {
  return Promise.resolve(vscode.commands.executeCommand<QuietResult>('grasp.quietAi', { minutes }));
}

function endQuietAi(): Promise<QuietEnded> {
  return Promise.resolve(vscode.commands.executeCommand<QuietEnded>('grasp.endQuietAi'));
}

/** What an earlier window left behind: its time is over. */
function leftBehind(entries: readonly object[]): string {
  return JSON.stringify({ v: 1, begun: Date.now() - 7_200_000, until: Date.now() - 3_600_000, entries });
}

/** What VS Code writes on one line, or in place of an object, it formats anew; all else is the same to the byte. */
const FORMS: [name: string, text: string, back: 'bytes' | 'values'][] = [
  ['two spaces', '{\n  %,\n  "editor.inlineSuggest.enabled": true\n}\n', 'bytes'],
  [
    'comments',
    '// mine\n{\n  // width\n  %, // here\n  /* on */ "chat.agent.enabled": true, // stays\n  "editor.fontSize": 12,\n}\n',
    'bytes',
  ],
  ['tabs', '{\n\t%,\n\t"editor.fontSize": 13\n}\n', 'bytes'],
  ['line ends of Windows', '{\r\n  %,\r\n  "chat.agent.enabled": true\r\n}\r\n', 'bytes'],
  ['one line', '{ %, "chat.agent.enabled": true }', 'values'],
  ['an object of languages', '{\n  %,\n  "supermaven.enable": { "python": true, /* no */ "c": false }\n}\n', 'values'],
  [
    'languages of their own',
    '{\n  %,\n  "[python]": {\n    "editor.inlineSuggest.enabled": true,\n    "editor.fontSize": 18\n  }\n}\n',
    'bytes',
  ],
];

describe('AI quieted by settings', () => {
  let seeded: string;

  before(async () => {
    await grasp();
    file = (await openSettings()).document.uri;
    await closeEditors();
    seeded = await textNow();
    kept = JSON.stringify(parse(seeded)).slice(1, -1);
  });
  after(async () => {
    await settingsAre('{ % }');
    await change(PROBE, undefined);
  });

  for (const [name, text, back] of FORMS) {
    it(`is off, and exactly back by ${back}, in a file with ${name}`, async () => {
      const before = await settingsAre(text);
      const { until, outcomes } = await quietAi();
      assert.ok(until > Date.now());
      assert.deepEqual(
        outcomes.filter(({ state }) => state !== 'quiet'),
        [],
      );
      assert.equal(vscode.workspace.getConfiguration().get(INLINE), false);
      assert.equal(vscode.workspace.getConfiguration(undefined, { languageId: 'python' }).get(INLINE), false);
      assert.deepEqual(await endQuietAi(), { ended: true, left: [], waiting: [], failed: [] });
      const after = await textNow();
      if (back === 'bytes') assert.equal(after, before);
      assert.deepEqual(parse(after), parse(before));
    });
  }

  it('leaves the settings of a workspace alone, and says that they decide', async () => {
    await settingsAre('{ % }');
    await change(INLINE, true, Workspace);
    try {
      const { outcomes } = await quietAi();
      assert.equal(outcomes.find(({ key }) => key === INLINE)?.state, 'elsewhere');
      assert.equal(outcomes.find(({ key }) => key === AGENT)?.state, 'quiet');
      assert.deepEqual([own(INLINE), vscode.workspace.getConfiguration().get(INLINE)], [false, true]);
      await endQuietAi();
      assert.equal(vscode.workspace.getConfiguration().inspect(INLINE)?.workspaceValue, true);
    } finally {
      await change(INLINE, undefined, Workspace);
    }
  });

  it('leaves what the person has changed meanwhile', async () => {
    await settingsAre('{ %, "chat.agent.enabled": true, "supermaven.enable": { "*": true } }');
    await quietAi();
    await change(ASSISTANT, { '*': false, python: true });
    assert.deepEqual(await endQuietAi(), { ended: true, left: [ASSISTANT], waiting: [], failed: [] });
    assert.deepEqual([own(AGENT), own(UNDO)], [true, undefined]);
    assert.equal(JSON.stringify(own(ASSISTANT)), '{"*":false,"python":true}');
  });

  it('puts back what an earlier window left behind, but for what waits for its extension', async () => {
    const gone = { key: 'vendor.gone', prior: { a: 1 }, wrote: false };
    const entries = [{ key: AGENT, prior: true, wrote: false }, { key: 'vendor.other', wrote: false }, gone];
    await settingsAre(
      `{ %, "${AGENT}": false, "vendor.gone": false, "vendor.other": false, "${UNDO}": ${leftBehind(entries)} }`,
    );
    await eventually('it is back', () => (own(AGENT) === true && own('vendor.other') === undefined ? true : undefined));
    const record = await eventually('the record is shorter', () => {
      const { entries: left } = own(UNDO) as { entries: unknown[] };
      return left.length === 1 ? left : undefined;
    });
    assert.deepEqual(JSON.parse(JSON.stringify(record)), [gone]);
    assert.deepEqual((await endQuietAi()).waiting, ['vendor.gone']);
    assert.equal(own('vendor.gone'), false);
  });

  describe('for a block without AI', () => {
    const CHOSEN = 'grasp.block.quietSettings';
    const OFF = '{"*":false,"markdown":false}';

    afterEach(async () => {
      await change(CHOSEN, undefined);
    });

    async function startBlock(): Promise<void> {
      await vscode.commands.executeCommand('grasp.startBlock', { minutes: 20 });
    }

    async function stopBlock(): Promise<void> {
      await vscode.commands.executeCommand('grasp.stopBlock');
    }

    function showQuieted(): Promise<unknown> {
      return Promise.resolve(vscode.commands.executeCommand('grasp.noAiBlock', { act: 'quieted' }));
    }

    function quietUntil(): number | undefined {
      return (own(UNDO) as { until: number } | undefined)?.until;
    }

    /** Waits until the block has quieted AI, and gives until when. */
    function seeQuiet(): Promise<number> {
      return eventually('AI is off', () =>
        [INLINE, AGENT].every((key) => own(key) === false) && JSON.stringify(own(ASSISTANT)) === OFF
          ? quietUntil()
          : undefined,
      );
    }

    it('is off where that is chosen, and back to the byte when the block is stopped', async () => {
      const before = await settingsAre(`{\n  // mine\n  %,\n  "${CHOSEN}": true,\n  "${AGENT}": true\n}\n`);
      await startBlock();
      const until = await seeQuiet();
      await showQuieted();
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.ok(Math.abs(until - Date.now() - 20 * 60_000) < 60_000, 'until the planned end of the block');
      await stopBlock();
      await eventually('it is back', () => (quietUntil() === undefined ? true : undefined));
      assert.equal(await textNow(), before);
      await assert.rejects(showQuieted(), /not quieted by settings now/u);
    });

    it('stays off where the person has quieted it for longer meanwhile', async () => {
      const before = await settingsAre(`{\n  %,\n  "${CHOSEN}": true\n}\n`);
      await startBlock();
      await seeQuiet();
      const { until } = await quietAi(60);
      await stopBlock();
      assert.equal((await quietAi()).until, until);
      assert.deepEqual([await seeQuiet(), own(INLINE)], [until, false]);
      await endQuietAi();
      assert.equal(await textNow(), before);
    });
  });

  it('changes nothing while the settings are being edited, and says why', async () => {
    await settingsAre('{ % }');
    const editor = await openSettings();
    const before = await textNow();
    try {
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), '// half a thought\n');
      });
      await assert.rejects(quietAi(), /could not be quieted.*unsaved/isu);
      assert.equal(await textNow(), before);
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await closeEditors();
    }
  });
});
