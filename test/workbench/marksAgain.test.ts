import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeBars, toggleMarks } from './marks.ts';
import { MODES } from './modes.ts';
import { useWorkbench } from './workbench.ts';

const COMPLETION = ['solid', 'solid', 'solid', 'solid'];

/** A window writes once a minute who wrote the lines of a file, and the other one asks some seconds after that. */
const TOLD_WITHIN = 120_000;

// It takes its time and tells nothing new without them.
for (const masked of MODES.filter((one) => !one)) {
  describe('marks beside the lines of before, with reasons from the editor', () => {
    const workbench = useWorkbench({ env: masked ? { GRASP_MASK_DETAILED_REASON: '1' } : {} });

    /** Waits until it is on the disk who wrote the lines. */
    async function written(): Promise<void> {
      const folder = join(workbench().dataFolder, 'journal');
      const isWritten = (name: string): boolean =>
        name.endsWith('.jsonl') && readFileSync(join(folder, name), 'utf8').includes('"k":"provenance"');
      while (!readdirSync(folder).some(isWritten)) await workbench().page.waitForTimeout(100);
    }

    it('are there again after the window was reloaded', async () => {
      const { page } = workbench();
      await workbench().newFile('marked.ts', 'const before = 1;\n');
      await workbench().type('export function clamp(');
      await workbench().seeGhostText();
      await page.keyboard.press('Tab');
      await workbench().seeLinesToday(4);
      await workbench().savedText('marked.ts');
      await toggleMarks(workbench());
      await seeBars(workbench(), COMPLETION);
      await written();
      await workbench().reload();
      await seeBars(workbench(), COMPLETION);
    });

    it('are there again after the extension host was killed', async () => {
      for (const pid of workbench().host.extensionHostPids()) process.kill(pid, 'SIGKILL');
      await workbench().page.waitForTimeout(1_000);
      await workbench().reload();
      await seeBars(workbench(), COMPLETION);
    });

    it('are the same in another window, and stay so when that reads from the disk what is typed in the first', async () => {
      const other = await workbench().anotherWindow();
      await other.openFile('marked.ts');
      await seeBars(other, COMPLETION);
      await workbench().goTo(1, 18);
      await workbench().type('\nconst typedByHand = someone.writes(this);');
      await workbench().savedText('marked.ts');
      await other.page.locator('.view-line', { hasText: 'typedByHand' }).waitFor();
      // First nobody can tell there whose that line is, then the first window has told.
      await seeBars(other, ['dotted', ...COMPLETION]);
      await seeBars(other, COMPLETION, TOLD_WITHIN);
    });
  });
}
