export function inLines(lines: number): string {
  return `${inNumbers(lines)} ${lines === 1 ? 'line' : 'lines'}`;
}

export function inNumbers(count: number): string {
  return count.toLocaleString('en');
}
