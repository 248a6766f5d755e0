const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})(?<rest>.*)$/u;

/** Markdown that ends where it ends: a code block or a comment that it leaves open would take in what comes after it. */
export function closedMarkdown(text: string): string {
  let open: string | undefined;
  let plain = '';
  for (const line of text.split('\n')) {
    const { fence = '', rest = '' } = FENCE.exec(line)?.groups ?? {};
    if (open === undefined) {
      // The words after backticks may have none in them.
      if (fence !== '' && !(fence.startsWith('`') && rest.includes('`'))) open = fence;
      else plain += `${line}\n`;
    } else if (fence.startsWith(open) && rest.trim() === '') open = undefined;
  }
  const comment = plain.lastIndexOf('<!--') > plain.lastIndexOf('-->') ? '\n-->' : '';
  return `${text}${open === undefined ? '' : `\n${open}`}${comment}`;
}
