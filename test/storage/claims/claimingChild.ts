// A process that claims names one after the other, all of them at the word of its parent, and says which it got.
import { ClaimFiles } from '../../../src/storage/claims/claimFiles.ts';

const [folder = '', names = '0'] = process.argv.slice(2);
const claims = new ClaimFiles(folder, Date.now);
process.on('message', () => {
  void (async () => {
    const got: number[] = [];
    for (let at = 0; at < Number(names); at += 1) if (await claims.claim(`nudge.${String(at)}`)) got.push(at);
    process.send?.(got, () => {
      process.disconnect();
    });
  })();
});
process.send?.('ready');
