export function counted(count: number, word: string, many = `${word}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? word : many}`;
}

/** The local days from one wall time to another, such as "from Nov 3, 2026 to Nov 5, 2026". */
export function daysInWords({ earliest = 0, latest = 0 }: { earliest?: number; latest?: number }): string {
  const [from, to] = [earliest, latest].map((at) => new Date(at).toLocaleDateString('en-US', { dateStyle: 'medium' }));
  return from === to ? `of ${from ?? ''}` : `from ${from ?? ''} to ${to ?? ''}`;
}

/** How far something is, such as "40 %". */
export function percentOf({ done, total }: { readonly done: number; readonly total: number }): string {
  return `${String(Math.floor((100 * done) / Math.max(total, 1)))} %`;
}

/** A text from elsewhere in a notification, where `[words](address)` would become a link. */
export function plainInNotification(text: string): string {
  return text.replaceAll('](', '] (');
}

/** What the disk said, in short. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** A text from elsewhere in a quick pick or a CodeLens, where `$(name)` would become an icon. */
export function plainInQuickPick(text: string): string {
  return text.replaceAll('$(', '$ (');
}
