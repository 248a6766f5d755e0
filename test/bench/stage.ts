import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageGrasp } from '../host/graspPackage.ts';
import { projectRoot } from '../host/hostPaths.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { entryOf } from './extensions.ts';

/** What was built, set aside so that a build that runs meanwhile changes nothing under the bench. */
export interface Stage {
  readonly folder: string;
  readonly vsix: string;
  readonly dist: string;
  remove(): void;
}

const BARE = `const vscode = require('vscode');
let seen = 0;
exports.activate = (context) => {
  context.subscriptions.push(vscode.workspace.onDidChangeTextDocument((event) => void (seen += event.contentChanges.length)));
};
`;
const NONE = `require('vscode');
exports.activate = () => undefined;
`;
const PROGRAMS = ['extension.cjs', 'ledger.cjs', 'sql-wasm.wasm', 'grasp-report.sh', 'grasp-commit.sh'];
const DIST_FILES = [...PROGRAMS, 'panel.js', 'panel-style.css'];

/** Builds and packages Grasp, and lays it beside two extensions to compare it with and a stand-in for `vscode`. */
export async function prepareStage(report: (line: string) => void): Promise<Stage> {
  const built = await packageGrasp(report);
  const { path: folder, remove } = temporaryFolder('grasp-bench-');
  const dist = join(folder, 'dist');
  const vscode = join(folder, 'node_modules', 'vscode');
  for (const made of [dist, vscode]) mkdirSync(made, { recursive: true });
  for (const name of DIST_FILES) copyFileSync(join(projectRoot, 'dist', name), join(dist, name));
  copyFileSync(join(dist, 'extension.cjs'), entryOf(folder, 'grasp'));
  writeFileSync(entryOf(folder, 'bare'), BARE);
  writeFileSync(entryOf(folder, 'none'), NONE);
  writeFileSync(join(vscode, 'index.js'), 'module.exports = globalThis.benchVscode;\n');
  const vsix = join(folder, 'grasp.vsix');
  copyFileSync(built, vsix);
  return { folder, vsix, dist, remove };
}
