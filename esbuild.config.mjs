// Bundles what ships (the extension host's program, the ledger's thread and the pages) and, with --tests, the suite that runs inside VS Code.
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, logLevel: 'warning', legalComments: 'none', charset: 'utf8' };

// VS Code 1.103, the oldest that Grasp supports, runs extensions on Node 22.
const onNode = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  // The other form of jsonc-parser finds its parts only when it runs.
  mainFields: ['module', 'main'],
};

await build({ ...onNode, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs' });

await build({
  ...onNode,
  entryPoints: ['src/storage/ledger/ledgerThread.ts'],
  outfile: 'dist/ledger.cjs',
  // sql.js can fetch its program in a browser. It is given it here, and what could fetch anything is not there to be called.
  define: { fetch: 'undefined', XMLHttpRequest: 'undefined', importScripts: 'undefined', window: 'undefined' },
});
await copyFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'), 'dist/sql-wasm.wasm');

// What the hooks of agents and of git run are files of their own on the person's disk, so they are shipped as such.
await copyFile('src/storage/spool/grasp-report.sh', 'dist/grasp-report.sh');
await copyFile('src/storage/commitHook/grasp-commit.sh', 'dist/grasp-commit.sh');

await build({
  ...shared,
  entryPoints: {
    panel: 'media/panel/main.ts',
    'panel-style': 'media/styles/panel.css',
    explain: 'media/explain/main.ts',
    'explain-style': 'media/styles/explain.css',
  },
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
});

if (process.argv.includes('--tests')) {
  await build({
    ...onNode,
    minify: false,
    sourcemap: 'inline',
    entryPoints: ['test/vscode/suite.ts'],
    outfile: '.vscode-test/out/suite.cjs',
    // Mocha is bundled too: the host of VS Code 1.103 can not load its modules. It never runs its parallel mode here.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}
