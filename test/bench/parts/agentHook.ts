import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentFolder, placeReportScript } from '../../../src/storage/spool/reportScript.ts';
import { spreadOf } from '../figures.ts';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

const CALLS = 60;
/** Milliseconds that an agent waits for its hook. */
const TARGET = 50;
const TEN_MEGABYTES = 10_000_000;

/** 9: what an agent waits for when it tells of an edit, beside a shell that does nothing. */
export const agentHooks: Part = async ({ stage, freshStorage }) => {
  const folder = freshStorage();
  const agents = agentFolder(folder);
  await placeReportScript(agents, join(stage.dist, 'grasp-report.sh'));
  mkdirSync(join(folder, 'project'));
  const path = join(folder, 'project/a.ts');
  writeFileSync(path, 'export const answer = 42;\n'.repeat(400));
  const edit = { file_path: path, old_string: 'const a = 1;\n'.repeat(10), new_string: 'const b = 2;\n'.repeat(10) };
  const told = { session_id: 's', cwd: folder, tool_name: 'Edit', tool_input: edit };
  const hook = (input: string): number[] => times(['sh', agents.script, 'claude-code'], input);
  const nothing = spreadOf(times(['sh', '-c', ':'], ''));
  const row = (scenario: string, measured: readonly number[]): Row[] => {
    const spread = spreadOf(measured);
    return [
      { scenario, measure: 'p50', unit: 'ms', grasp: spread.p50, none: nothing.p50, target: TARGET },
      { scenario, measure: 'p99', unit: 'ms', grasp: spread.p99, none: nothing.p99 },
    ];
  };
  return [
    ...row('hook of an agent, an edit', hook(JSON.stringify(told))),
    ...row('hook of an agent, 10 MB', hook(JSON.stringify({ ...told, tool_response: 'x'.repeat(TEN_MEGABYTES) }))),
  ];
};

function times([program = '', ...args]: readonly string[], input: string): number[] {
  return Array.from({ length: CALLS }, () => {
    const begun = performance.now();
    const { status } = spawnSync(program, args, { input });
    if (status !== 0) throw new Error(`The hook ended with ${String(status)}.`);
    return performance.now() - begun;
  });
}
