/** Shells that read the block as it is meant. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ksh', 'zsh']);

/**
 * Why a text is no hook that the block can stand in, as the end of a sentence; `undefined` where it can.
 * @param text the bytes of the file, a character each
 */
export function whyNoShell(text: string): string | undefined {
  if (text.includes('\0')) return 'is a program and no script';
  if (text.includes('\r\n')) return 'has line ends of Windows, which a shell does not take';
  const first = /^[^\n]*/u.exec(text)?.[0] ?? '';
  if (!first.startsWith('#!')) return 'does not say in its first line what runs it';
  return SHELLS.has(shellOf(first)) ? undefined : 'is no script of a shell such as sh or bash';
}

/** The name of the program that a first line names, with or without `env` and options before it. */
function shellOf(line: string): string {
  const [program = '', ...rest] = line
    .slice(2)
    .trim()
    .split(/[ \t]+/u);
  if (nameOf(program) !== 'env') return nameOf(program);
  return nameOf(rest.find((word) => !word.startsWith('-') && !word.includes('=')) ?? '');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
