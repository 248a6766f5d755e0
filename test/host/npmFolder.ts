import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { npmEnv } from './hostEnv.ts';
import { HostError } from './hostError.ts';
import { cacheFolder, newLogFile, projectRoot } from './hostPaths.ts';
import { isAlive } from './processTree.ts';
import { runLogged, secondsSince, type Report } from './runLogged.ts';
import { onShutdown } from './shutdown.ts';

export type RunNpm = (folder: string, args: readonly string[], waitingFor: string) => Promise<void>;

export interface NpmFolder {
  /** The folder's name below the cache; it carries the version, so a new version is a new folder. */
  readonly name: string;
  readonly title: string;
  /** How long the fetch takes on a good line, in words. */
  readonly expected: string;
  readonly packages: readonly string[];
  /** What is left to do after the install, still out of everybody's sight. */
  readonly finish: (folder: string, runNpm: RunNpm) => Promise<void> | void;
  readonly report: Report;
}

const doneMarker = 'complete.json';
const npmLimitMs = 20 * 60_000;
const lockLimitMs = 30 * 60_000;

/**
 * A folder below the cache with npm packages in it, made once. It is built under another name and renamed into place
 * when whole: under its own name it is either complete or absent, however many processes ask and wherever one is killed.
 */
export async function ensureNpmFolder(wanted: NpmFolder): Promise<string> {
  const target = join(cacheFolder, wanted.name);
  if (isComplete(target)) return target;
  mkdirSync(cacheFolder, { recursive: true });
  const unlock = await lock(target, wanted);
  try {
    if (!isComplete(target)) await build(target, wanted);
    return target;
  } finally {
    unlock();
  }
}

function isComplete(folder: string): boolean {
  return existsSync(join(folder, doneMarker));
}

async function build(target: string, wanted: NpmFolder): Promise<void> {
  removeAbandoned(wanted.name);
  const staging = join(
    cacheFolder,
    `.building-${wanted.name}-${String(process.pid)}-${randomBytes(3).toString('hex')}`,
  );
  const discard = (): void => {
    rmSync(staging, { recursive: true, force: true });
  };
  const forget = onShutdown(discard);
  const started = Date.now();
  wanted.report(`Fetching ${wanted.title} from npm, once; it takes ${wanted.expected} on a good line…`);
  try {
    mkdirSync(staging);
    writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
    const runNpm = npmRunner(wanted);
    await runNpm(staging, ['install', '--ignore-scripts', '--no-save', ...wanted.packages], `fetching ${wanted.title}`);
    await wanted.finish(staging, runNpm);
    writeFileSync(join(staging, doneMarker), `${JSON.stringify({ packages: wanted.packages })}\n`);
    publish(staging, target);
    wanted.report(`Fetched ${wanted.title} in ${secondsSince(started)}.`);
  } catch (error) {
    throw isDiskFull(error) ? new HostError(diskFullLine) : error;
  } finally {
    discard();
    forget();
  }
}

function publish(staging: string, target: string): void {
  // Only an incomplete folder of another origin can stand here: ours appear under this name when whole.
  if (!isComplete(target)) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(staging, target);
  } catch (error) {
    if (!isComplete(target)) throw error;
  }
}

function npmRunner(wanted: NpmFolder): RunNpm {
  const logFile = newLogFile(`npm-${wanted.name}`);
  return async (folder, args, waitingFor) => {
    const result = await runLogged({
      command: 'npm',
      args: [...args, '--no-audit', '--no-fund', '--loglevel=http'],
      cwd: folder,
      env: npmEnv(),
      logFile,
      waitingFor,
      report: wanted.report,
      timeoutMs: npmLimitMs,
    });
    if (result.exitCode === 0) return;
    throw new HostError(explainNpmFailure(wanted.title, result.missing, result.output), relative(projectRoot, logFile));
  };
}

const diskFullLine = `The disk is full: free about 2 GB for ${relative(projectRoot, cacheFolder)}/ and run this again.`;

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** One line with the way out for what npm printed. */
function explainNpmFailure(title: string, missing: boolean, output: string): string {
  if (missing) return `Cannot fetch ${title}: there is no npm on the PATH. Install Node.js 20 or later with npm.`;
  if (/ENOSPC|EDQUOT/.test(output)) return diskFullLine;
  if (/SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|CERT_/.test(output)) {
    return `Cannot fetch ${title}: the registry's certificate is not trusted. Set npm's cafile to your organization's certificate.`;
  }
  if (/\bE40[13]\b/.test(output)) return `Cannot fetch ${title}: the registry refuses access. Run npm login for it.`;
  if (/\bE404\b|ETARGET/.test(output))
    return `Cannot fetch ${title}: your npm registry does not carry it. Check: npm config get registry.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONN(REFUSED|RESET)|E?TIMEDOUT|E(NET|HOST)UNREACH|ERR_SOCKET|ENOTCACHED/.test(output)) {
    return `Cannot fetch ${title}: the npm registry cannot be reached. Check the network and npm's proxy settings, then run this again.`;
  }
  return `Cannot fetch ${title}: npm failed.`;
}

/**
 * Keeps a second process from fetching the same thing at the same time. Correctness does not rest on it (see `build`),
 * so a lock whose owner is gone, or that is older than any fetch, is simply taken away.
 */
async function lock(target: string, wanted: NpmFolder): Promise<() => void> {
  const file = `${target}.lock`;
  const started = Date.now();
  let told = false;
  while (!tryLock(file)) {
    const owner = lockOwner(file);
    const stale = owner === undefined || !isAlive(owner) || Date.now() - started > lockLimitMs;
    if (stale) rmSync(file, { recursive: true, force: true });
    else {
      if (!told) wanted.report(`Process ${String(owner)} is fetching ${wanted.title}; waiting for it…`);
      told = true;
      await delay(500);
    }
  }
  const unlock = (): void => {
    if (lockOwner(file) === process.pid) rmSync(file, { recursive: true, force: true });
  };
  const forget = onShutdown(unlock);
  return () => {
    forget();
    unlock();
  };
}

/** Renaming a folder onto one that is not empty fails, so the lock appears in one step with its owner's name in it. */
function tryLock(file: string): boolean {
  const own = `${file}-${String(process.pid)}`;
  mkdirSync(join(own, String(process.pid)), { recursive: true });
  try {
    renameSync(own, file);
    return true;
  } catch {
    rmSync(own, { recursive: true, force: true });
    return false;
  }
}

function lockOwner(file: string): number | undefined {
  try {
    const name = readdirSync(file)[0];
    return name === undefined ? undefined : Number(name);
  } catch {
    return undefined;
  }
}

/** What a killed process left half built. */
function removeAbandoned(name: string): void {
  for (const entry of readdirSync(cacheFolder)) {
    const owner = entry.startsWith(`.building-${name}-`)
      ? entry.slice(`.building-${name}-`.length).split('-')[0]
      : undefined;
    if (owner !== undefined && !isAlive(Number(owner)))
      rmSync(join(cacheFolder, entry), { recursive: true, force: true });
  }
}
