// Bundles what ships (the extension host's program and the panel) and, with --tests, the suite that runs inside VS Code.
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, logLevel: 'warning', legalComments: 'none', charset: 'utf8' };

await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  platform: 'node',
  format: 'cjs',
  // VS Code 1.103, the oldest that Grasp supports, runs extensions on Node 22.
  target: 'node22',
  external: ['vscode'],
});

await build({
  ...shared,
  entryPoints: { panel: 'media/panel/main.ts', 'panel-style': 'media/styles/panel.css' },
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
});

if (process.argv.includes('--tests')) {
  await build({
    ...shared,
    minify: false,
    sourcemap: 'inline',
    entryPoints: ['test/vscode/suite.ts'],
    outfile: '.vscode-test/out/suite.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    // Mocha is bundled too: the host of VS Code 1.103 can not load its modules. It never runs its parallel mode here.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}
