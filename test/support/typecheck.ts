import { existsSync, globSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/** One language-library and package file is parsed once, however many rooms read it. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The program of one tsconfig.json, just as `tsc -p` would build it, or one with its options and other `files`. */
export function programOf(configPath: string, files?: string[]): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    configPath,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic },
  );
  if (config === undefined) throw new Error(`${configPath} cannot be read.`);
  if (config.errors.length > 0) throw new Error(formatted(config.errors));
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (fileName, options, ...rest) => {
    const key = `${fileName} ${JSON.stringify(options)}`;
    if (!parsed.has(key)) parsed.set(key, read(fileName, options, ...rest));
    return parsed.get(key);
  };
  return ts.createProgram({ rootNames: files ?? config.fileNames, options: config.options, host });
}

function onUnRecoverableConfigFileDiagnostic(diagnostic: ts.Diagnostic): never {
  throw new Error(formatted([diagnostic]));
}

export function formatted(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  });
}

/** Every room's tsconfig.json; a room without one would be checked by nobody, so that is an error. */
export function roomConfigs(root: string = ROOT): string[] {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const configs = rooms.map(({ name }) => join(root, 'src', name, 'tsconfig.json'));
  const missing = configs.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`${relative(root, missing)} is missing.`);
  return [...configs, join(root, 'media/tsconfig.json')];
}

async function main(): Promise<void> {
  const known = new Set<string>();
  for (const config of [...roomConfigs(), join(ROOT, 'test/tsconfig.json')]) {
    const program = programOf(config);
    for (const name of program.getRootFileNames()) known.add(relative(ROOT, name).split(sep).join('/'));
    const diagnostics = ts.getPreEmitDiagnostics(program);
    if (diagnostics.length > 0) process.exitCode = 1;
    process.stdout.write(formatted(diagnostics));
  }
  const exempt = ['test/contract/fixtures/**', 'test/host/demo/**'];
  const sources = globSync(['src/**/*.ts', 'media/**/*.ts', 'test/**/*.ts'], { cwd: ROOT, exclude: exempt });
  const unchecked = sources.map((path) => path.split(sep).join('/')).filter((path) => !known.has(path));
  for (const path of unchecked) console.log(`${path} belongs to no tsconfig.json.`);
  if (unchecked.length > 0) process.exitCode = 1;
  console.log(`${known.size} files checked`);
}

if (import.meta.main) await main();
