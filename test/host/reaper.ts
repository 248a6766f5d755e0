#!/usr/bin/env node
// Waits beside a server for its owner to end, in whatever way (even by SIGKILL), and then ends all of the server's processes.
// The owner holds the other end of this program's input; the system closes it with the owner.
import { endFamily } from './processTree.ts';

const rootPid = Number(process.argv[2]);
const mark = process.argv[3] ?? '';

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
process.stdin.resume();
process.stdin.once('close', () => {
  void endFamily(rootPid, mark).finally(() => process.exit(0));
});
