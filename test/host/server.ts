import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverEnv } from './hostEnv.ts';
import { HostError } from './hostError.ts';
import { newLogFile, projectRoot } from './hostPaths.ts';
import type { NpmHost } from './npmHost.ts';
import { endFamily, markVariable, processFamily, type RunningProcess } from './processTree.ts';
import { runLogged } from './runLogged.ts';
import { onShutdown } from './shutdown.ts';

export interface ServerOptions {
  readonly host: NpmHost;
  /** A free one unless given. */
  readonly port?: number | undefined;
  /** Settings, extensions, global storage and logs of this server. */
  readonly dataDir: string;
  readonly extensionsDir?: string | undefined;
  /** Workspace trust is asked for; without it every folder is trusted. */
  readonly trust: boolean;
  /** Lets the page's address choose extensions under development and a test suite. */
  readonly smokeTestDriver: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningServer {
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
  readonly authority: string;
  /** The address of the workbench with this folder (or .code-workspace file) open. */
  url(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  processes(): RunningProcess[];
  /** Resolves when the server has ended, by whatever cause. */
  readonly ended: Promise<void>;
  /** Ends the server with all its processes, and returns when none is left. */
  stop(): Promise<void>;
}

const startLimitMs = 60_000;

/** No extension gallery: the host asks no other machine for anything. */
const offline = { EXTENSIONS_GALLERY: '{}' };

/** Starts the server on this machine's own address only; whoever opens it needs the token that is in its `url`. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (options.port !== undefined) await assertPortIsFree(options.port);
  const logFile = newLogFile('server');
  const token = ensureToken(options.dataDir);
  const mark = randomBytes(8).toString('hex');
  const log = openSync(logFile, 'a');
  const child = spawn(options.host.node, serverArgs(options, token.file), {
    cwd: options.dataDir,
    env: serverEnv({ ...offline, ...options.env, [markVariable]: mark }),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const stop = stopper(child, mark);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('exit', () => {
      resolve();
    });
  });
  try {
    const port = await whenReady(child, logFile);
    const url = workbenchUrl(port, token.value);
    const processes = (): RunningProcess[] => processFamily(child.pid ?? 0, mark);
    const authority = `localhost:${String(port)}`;
    return { port, dataDir: options.dataDir, logFile, authority, url, processes, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArgs(options: ServerOptions, tokenFile: string): string[] {
  const args = [options.host.serverMain, '--host', '127.0.0.1', '--port', String(options.port ?? 0)];
  args.push('--connection-token-file', tokenFile, ...dataArgs(options.dataDir, options.extensionsDir));
  if (!options.trust) args.push('--disable-workspace-trust');
  if (options.smokeTestDriver) args.push('--enable-smoke-test-driver');
  return args;
}

function dataArgs(dataDir: string, extensionsDir: string | undefined): string[] {
  const args = ['--accept-server-license-terms', '--disable-telemetry', '--server-data-dir', dataDir];
  return extensionsDir === undefined ? args : [...args, '--extensions-dir', extensionsDir];
}

/** A page of another origin, or another user of this machine, must not be able to drive an editor that can run programs. */
function ensureToken(dataDir: string): { file: string; value: string } {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'token');
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return { file, value: readFileSync(file, 'utf8').trim() };
}

function workbenchUrl(port: number, token: string): RunningServer['url'] {
  return (folder, payload) => {
    const query = [`tkn=${token}`];
    if (folder !== undefined) {
      query.push(`${folder.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(folder)}`);
    }
    if (payload !== undefined) query.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return `http://localhost:${String(port)}/?${query.join('&')}`;
  };
}

async function whenReady(child: ChildProcess, logFile: string): Promise<number> {
  const shownLog = relative(projectRoot, logFile);
  const started = Date.now();
  while (Date.now() - started < startLimitMs) {
    const output = readFileSync(logFile, 'utf8');
    const port = /Web UI available at \S+?:(\d+)/.exec(output)?.[1];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      const reason = output.includes('EADDRINUSE') ? 'its port is in use' : 'it ended at once';
      throw new HostError(`The VS Code server did not start: ${reason}.`, shownLog);
    }
    await delay(50);
  }
  throw new HostError(`The VS Code server did not start within ${String(startLimitMs / 1000)} s.`, shownLog);
}

function stopper(child: ChildProcess, mark: string): () => Promise<void> {
  const rootPid = child.pid ?? 0;
  // Its input closes when this process ends, however that happens; then it does what `stop` would have done.
  const reaper = spawn(process.execPath, [join(import.meta.dirname, 'reaper.ts'), String(rootPid), mark], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  reaper.unref();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    forget();
    stopping ??= endFamily(rootPid, mark).finally(() => reaper.stdin.destroy());
    return stopping;
  };
  const forget = onShutdown(stop);
  return stop;
}

/** Fails with the way out when something else listens on this port. */
export async function assertPortIsFree(port: number): Promise<void> {
  const started = Date.now();
  let code = await portObstacle(port);
  // An earlier run that was just told to stop needs a moment to be gone.
  while (code === 'EADDRINUSE' && Date.now() - started < 2500) {
    await delay(100);
    code = await portObstacle(port);
  }
  const shown = String(port);
  if (code === 'EADDRINUSE') {
    throw new HostError(`Port ${shown} is in use: stop what runs there, or choose another with npm start -- --port N.`);
  }
  if (code === 'EACCES') {
    throw new HostError(`Port ${shown} is reserved for the system: choose one above 1023 with --port N.`);
  }
}

async function portObstacle(port: number): Promise<string | undefined> {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const probe = createServer();
      probe.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      });
      probe.listen(port, host, () => {
        probe.close(() => {
          resolve(undefined);
        });
      });
    });
    if (code === 'EADDRINUSE' || code === 'EACCES') return code;
  }
  return undefined;
}

export interface InstallTarget {
  readonly host: NpmHost;
  readonly dataDir: string;
  readonly extensionsDir?: string | undefined;
}

/** Installs .vsix files into a data folder, each in place of an older one of any version. The server need not run. */
export async function installExtensions(target: InstallTarget, vsixFiles: readonly string[]): Promise<void> {
  mkdirSync(target.dataDir, { recursive: true });
  const logFile = newLogFile('install');
  const wanted = vsixFiles.flatMap((file) => ['--install-extension', file]);
  const result = await runLogged({
    command: target.host.node,
    args: [target.host.serverMain, ...dataArgs(target.dataDir, target.extensionsDir), ...wanted, '--force'],
    cwd: target.dataDir,
    env: serverEnv(offline),
    logFile,
    waitingFor: 'installing extensions',
    report: () => undefined,
    timeoutMs: startLimitMs,
  });
  const installed = result.output.match(/successfully installed/g)?.length ?? 0;
  if (result.exitCode === 0 && installed === vsixFiles.length) return;
  throw new HostError(`Cannot install ${vsixFiles.join(', ')} into the test host.`, relative(projectRoot, logFile));
}
