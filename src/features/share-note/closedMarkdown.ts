const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})(?<rest>.*)$/u;

/** Markdown that ends where it ends: a code block or a comment that it leaves open would take in what comes after it. */
export function closedMarkdown(text: string): string {
  let open: string | undefined;
  let plain = '';
  for (const line of text.split('\n')) {
    const before = open;
    open = fenceAfter(before, line);
    if (before === undefined && open === undefined) plain += `${line}\n`;
  }
  const comment = plain.lastIndexOf('<!--') > plain.lastIndexOf('-->') ? '\n-->' : '';
  return `${text}${open === undefined ? '' : `\n${open}`}${comment}`;
}

/** The fence of the code block that is open after a line, from that before it. */
function fenceAfter(open: string | undefined, line: string): string | undefined {
  const { fence, rest = '' } = FENCE.exec(line)?.groups ?? {};
  if (fence === undefined) return open;
  if (open !== undefined) return fence.startsWith(open) && rest.trim() === '' ? undefined : open;
  // The words after backticks may have none in them.
  return fence.startsWith('`') && rest.includes('`') ? undefined : fence;
}
