import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { plainEnv } from './hostEnv.ts';
import { HostError } from './hostError.ts';
import { cacheFolder } from './hostPaths.ts';
import { ensureNpmFolder } from './npmFolder.ts';
import type { Report } from './runLogged.ts';

/** What playwright's `chromium.launch` needs to know. */
export interface BrowserChoice {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const chromiumVersion = '153.0.0';
const fontsVersion = '2.37.3';
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];

const pathNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macPaths = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** The browser that shows the workbench: GRASP_BROWSER, else an installed one that starts, else one from npm. */
export async function ensureBrowser(report: Report): Promise<BrowserChoice> {
  const chosen = process.env['GRASP_BROWSER'];
  if (chosen !== undefined && chosen !== '') return ensureStarts(plain(chosen), 'Correct GRASP_BROWSER, or unset it.');
  for (const executablePath of installedBrowsers()) {
    try {
      return await ensureStarts(plain(executablePath), '');
    } catch {
      report(`${executablePath} does not start without a screen; looking on.`);
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new HostError('No browser found: install Chrome, Chromium or Edge, or name one in GRASP_BROWSER.');
  }
  return browserFromNpm(report);
}

function plain(executablePath: string): BrowserChoice {
  return { executablePath, args, env: plainEnv() };
}

function installedBrowsers(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => pathNames.map((name) => join(folder, name)));
  const candidates =
    process.platform === 'darwin' ? [...macPaths, ...onPath] : [...onPath, '/opt/google/chrome/chrome'];
  return candidates.filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function browserFromNpm(report: Report): Promise<BrowserChoice> {
  const folder = await ensureNpmFolder({
    name: `chromium-${chromiumVersion}-linux-x64`,
    title: `Chromium ${chromiumVersion}`,
    expected: 'about a quarter of a minute',
    packages: [`@sparticuz/chromium@${chromiumVersion}`, `dejavu-fonts-ttf@${fontsVersion}`],
    finish: unpackChromium,
    report,
  });
  const choice = npmChoice(folder);
  return ensureStarts(choice, 'Install Chrome or Chromium, or name one in GRASP_BROWSER.');
}

function npmChoice(folder: string): BrowserChoice {
  const unpacked = join(folder, 'unpacked');
  // The libraries come first in the search, so that a machine without them, and one with older ones, behave alike.
  const libraries = [join(unpacked, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  const env = { ...plainEnv(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(unpacked, 'fonts.conf') };
  return { executablePath: join(unpacked, 'chromium'), args, env };
}

function unpackChromium(staging: string): void {
  const packed = join(staging, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const unpacked = join(staging, 'unpacked');
  mkdirSync(unpacked);
  const program = join(unpacked, 'chromium');
  writeFileSync(program, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))));
  chmodSync(program, 0o755);
  for (const name of ['al2023', 'fonts']) {
    const input = brotliDecompressSync(readFileSync(join(packed, `${name}.tar.br`)));
    const { status, error } = spawnSync('tar', ['-x', '-C', unpacked], { input });
    if (error !== undefined) throw new HostError('Cannot unpack Chromium: there is no tar on the PATH. Install tar.');
    if (status !== 0) throw new HostError(`Cannot unpack ${name}.tar of Chromium ${chromiumVersion}: tar failed.`);
  }
  writeFileSync(join(unpacked, 'fonts.conf'), fontsConf);
}

// Relative folders are taken from this file's own place, so that it survives the rename of its parent.
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir prefix="relative">../node_modules/dejavu-fonts-ttf/ttf</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
</fontconfig>
`;

/** A browser that is there may still not start (a stub, a missing library): tried once per file, remembered after. */
async function ensureStarts(choice: BrowserChoice, wayOut: string): Promise<BrowserChoice> {
  if (!existsSync(choice.executablePath))
    throw new HostError(`There is no browser at ${choice.executablePath}. ${wayOut}`);
  const { mtimeMs } = statSync(choice.executablePath);
  const key = createHash('sha256')
    .update(`${choice.executablePath} ${String(mtimeMs)}`)
    .digest('hex')
    .slice(0, 16);
  const proof = join(cacheFolder, 'browsers', key);
  if (existsSync(proof)) return choice;
  try {
    const browser = await chromium.launch({ ...choice, timeout: 30_000 });
    try {
      const page = await browser.newPage();
      await page.goto('about:blank');
    } finally {
      await browser.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new HostError(`The browser ${choice.executablePath} does not start (${reason}). ${wayOut}`);
  }
  mkdirSync(join(cacheFolder, 'browsers'), { recursive: true });
  writeFileSync(proof, `${choice.executablePath}\n`);
  return choice;
}
