import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HostError } from './hostError.ts';

export interface StartOptions {
  readonly desktop: boolean;
  readonly help: boolean;
  readonly port: number;
  /** The person's own folder, or undefined for the sample. */
  readonly folder: string | undefined;
}

const startUsage = 'Usage: npm start -- [--desktop] [--port N] [PATH]';

export const startHelp = `${startUsage}

Builds Grasp, installs it into a VS Code that is fetched from npm, and opens a small sample project in your browser.

  PATH        open your own folder instead of the sample
  --port N    serve on this port (8123 unless given)
  --desktop   install Grasp into your own VS Code (the "code" command) and open that
`;

export function parseStartOptions(args: readonly string[], startedIn: string): StartOptions {
  let desktop = false;
  let help = false;
  let port = 8123;
  const paths: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--desktop') desktop = true;
    else if (arg === '--help' || arg === '-h') help = true;
    else if (arg === '--port') port = parsePort(args[(index += 1)]);
    else if (arg.startsWith('--port=')) port = parsePort(arg.slice('--port='.length));
    else if (arg.startsWith('-')) throw new HostError(`Unknown option ${arg}. ${startUsage}`);
    else paths.push(arg);
  }
  if (paths.length > 1) throw new HostError(`One folder at a time. ${startUsage}`);
  const [path] = paths;
  return {
    desktop,
    help,
    port,
    folder: path === undefined || help ? undefined : existingFolder(resolve(startedIn, path)),
  };
}

function parsePort(text: string | undefined): number {
  const port = Number(text);
  if (text !== undefined && /^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port;
  throw new HostError(`--port wants a number from 1 to 65535. ${startUsage}`);
}

function existingFolder(path: string): string {
  if (!existsSync(path)) throw new HostError(`There is no folder ${path}: check the path after npm start --.`);
  if (statSync(path).isDirectory() || path.endsWith('.code-workspace')) return realpathSync(path);
  throw new HostError(`${path} is a file: name a folder, or a .code-workspace file.`);
}
