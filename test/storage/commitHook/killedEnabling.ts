// A process that enables the commit hook, and dies when its draft is whole and has no name yet.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { enableCommitHook } from '../../../src/git/hook/commitHook.ts';

fs.promises.rename = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
syncBuiltinESMExports();
const [, , root = '', version = ''] = process.argv;
await enableCommitHook(root, true, version);
