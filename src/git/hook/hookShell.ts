/** Shells that read the block as it is meant. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ksh', 'zsh']);

/** The file itself as an argument, and not as a part of one. */
const ITSELF = /\s["']?\$(?:0|\{0\})["']?(?:[\s;&|]|$)/u;

/**
 * Why a text is no hook that the block can stand in, as the end of a sentence; `undefined` where it can.
 * @param text the bytes of the file, a character each
 */
export function whyNoShell(text: string): string | undefined {
  if (text.includes('\0')) return 'is a program and no script';
  if (text.includes('\r\n')) return 'has line ends of Windows, which a shell does not take';
  const first = /^[^\n]*/u.exec(text)?.[0] ?? '';
  if (!first.startsWith('#!')) return 'does not say in its first line what runs it';
  if (!SHELLS.has(shellOf(first))) return 'is no script of a shell such as sh or bash';
  if (handsItselfOn(text)) return 'hands itself to another program, which may not read the lines as a shell does';
  return undefined;
}

/** Whether it has another program read it, to which its first lines are something else, as `exec python3 "$0" "$@"` does. */
function handsItselfOn(text: string): boolean {
  return text.split('\n').some((line) => {
    const at = line.search(/\bexec\b/u);
    return at >= 0 && ITSELF.test(line.slice(at));
  });
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
