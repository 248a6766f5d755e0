// Takes the pictures of the README from the running product: node test/workbench/screenshots.ts
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host/hostPaths.ts';
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

async function inTheme(workbench: Workbench, theme: string, work: () => Promise<void>): Promise<void> {
  const file = join(workbench.host.dataDir, 'data', 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
  await workbench.reload();
  await work();
}

const workbench = await Workbench.open();
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
} catch (error) {
  console.error(error, await workbench.host.keepEvidence(workbench.page, 'screenshots'));
  process.exitCode = 1;
} finally {
  await workbench.close();
}
