/** Moves the focus over the rows with the arrow keys, Home and End, as in the trees of VS Code. Enter and Tab stay native. */
export function moveWithArrows(event: KeyboardEvent, root: ParentNode): void {
  const rows = [...root.querySelectorAll<HTMLElement>('button.row')];
  const at = rows.indexOf(event.target as HTMLElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = destination(event.key, at, rows.length);
  if (to === undefined) return;
  rows[to]?.focus();
  event.preventDefault();
}

function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
