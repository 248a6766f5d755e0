// Takes the pictures of the README from the running product: node test/workbench/screenshots.ts
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host/hostPaths.ts';
import { Explaining } from './explaining.ts';
import { writePastBlocks } from './pastBlocks.ts';
import { Workbench } from './workbench.ts';

const FOLDER = join(projectRoot, '.pictures');
const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

async function acceptSome(workbench: Workbench): Promise<void> {
  for (const [file, typed] of [
    ['retry.ts', 'export function clamp('],
    ['prices.ts', 'function add('],
    ['labels.ts', 'const retry = '],
  ] as const) {
    await workbench.openFile(file);
    await workbench.type(typed);
    await workbench.seeGhostText();
    await workbench.page.keyboard.press('Tab');
    await workbench.page.waitForTimeout(600);
    await workbench.page.keyboard.press('Control+S');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  }
}

/** Something explained, something that waits, and something staged. */
async function explainSome(workbench: Workbench, explaining: Explaining): Promise<void> {
  explaining.signCommits();
  await explaining.stage('letters.ts', 'letters');
  await explaining.commit('Add letters');
  await explaining.answer(
    await explaining.asked(/^Before this commit/u),
    'Cents by weight step. A Map, since the order of the steps matters when the table is printed.',
  );
  await explaining.pageClosed();
  await explaining.stage('parcels.ts', 'parcels');
  explaining.git('commit', '--quiet', '--message', 'Add parcels');
  await explaining.waiting('parcels.ts');
  await explaining.stage('express.ts', 'express');
  await workbench.page.keyboard.type('Add express');
}

/** The page before a commit beside the panel, then the panel's part about explanations. */
async function takeExplaining(workbench: Workbench, explaining: Explaining, take: (kind: string) => Promise<unknown>) {
  const { page } = workbench;
  const panel = await workbench.openPanel();
  await page.locator('.tab[data-resource-name="letters.ts"]').click();
  await explaining.seeToExplain(1);
  await page.mouse.move(600, 450);
  // The notes of the file in front, with the weeks below them.
  await panel.locator('.notes h3', { hasText: 'letters.ts' }).waitFor();
  await panel.locator('.notes h2').evaluate((heading) => {
    heading.scrollIntoView();
  });
  await page.waitForTimeout(800);
  await take('explanations');
  await panel.locator('.next h2').evaluate((heading) => {
    heading.scrollIntoView();
  });
  await workbench.command('Grasp: Explain and Commit');
  const asked = await explaining.asked(/^Before this commit/u);
  await asked.locator('input[name="before"]:focus').waitFor();
  await page.waitForTimeout(800);
  await take('explain');
  await page.keyboard.press('Escape');
  await explaining.pageClosed();
}

/** A block without AI that runs, and what the panel says of the last ones and of tasks. */
async function takeBlock(workbench: Workbench, take: (name: string) => Promise<unknown>): Promise<void> {
  const { page, statusItem } = workbench;
  await writePastBlocks(workbench.dataFolder);
  const about = { minutes: 45, title: 'Parse sizes by hand', estimate: 40 };
  const start = [{ key: 'ctrl+alt+f9', command: 'grasp.startBlock', args: about }];
  writeFileSync(join(workbench.host.dataDir, 'data', 'User', 'keybindings.json'), JSON.stringify(start));
  await workbench.reload();
  await page.keyboard.press('Control+Alt+F9');
  await statusItem.filter({ hasText: /no-AI 45 min/u }).waitFor();
  const panel = await workbench.openPanel();
  // Both parts fit where lines need not be broken.
  await page.setViewportSize({ width: 960, height: 820 });
  await page.mouse.move(349, 450);
  await page.mouse.down();
  await page.mouse.move(480, 450, { steps: 10 });
  await page.mouse.up();
  await panel.locator('section.blocks .held').first().waitFor();
  await panel.locator('section.tasks').evaluate((tasks) => {
    tasks.scrollIntoView();
  });
  await page.locator('.tab[data-resource-name="retry.ts"]').click();
  await page.waitForTimeout(800);
  await take('block');
}

async function inTheme(workbench: Workbench, theme: string, work: () => Promise<void>): Promise<void> {
  const file = join(workbench.host.dataDir, 'data', 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
  await workbench.reload();
  await work();
}

const workbench = await Workbench.open({ settings: { 'grasp.gate.style': 'page', 'grasp.prompts.perDay': 0 } });
const explaining = new Explaining(() => workbench);
try {
  mkdirSync(FOLDER, { recursive: true });
  const take = (name: string) => workbench.page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await workbench.page.setViewportSize({ width: 960, height: 540 });
  await workbench.openPanel();
  await take('empty');
  await acceptSome(workbench);
  for (const [name, theme] of Object.entries(THEMES)) {
    await inTheme(workbench, theme, async () => {
      const panel = await workbench.openPanel();
      await workbench.page.locator('.tab[data-resource-name="retry.ts"]').click();
      await workbench.page.locator('.view-line', { hasText: 'clamp' }).waitFor();
      await panel.locator('.row').nth(1).focus();
      await workbench.page.waitForTimeout(800);
      await take(`panel-${name}`);
    });
  }
  await explainSome(workbench, explaining);
  for (const [name, theme] of Object.entries(THEMES)) {
    await inTheme(workbench, theme, () => takeExplaining(workbench, explaining, (kind) => take(`${kind}-${name}`)));
  }
  await inTheme(workbench, THEMES.dark, () => takeBlock(workbench, take));
} catch (error) {
  console.error(error, await workbench.host.keepEvidence(workbench.page, 'screenshots'));
  process.exitCode = 1;
} finally {
  await workbench.close();
}
