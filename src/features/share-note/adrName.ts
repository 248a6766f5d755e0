const RECORD = /^(?<number>\d{1,6})(?:\D.*)?\.(?:md|markdown|mdx|adoc|rst|txt)$/iu;
/** Digits of a number where no other record says it, and the most characters of the words behind it. */
const DIGITS = 4;
const LONGEST_WORDS = 50;

/** The number after the last one in a folder, and how many digits numbers have there. */
export function nextAdr(names: readonly string[]): { readonly number: number; readonly digits: number } {
  const numbers = names.flatMap((name) => RECORD.exec(name)?.groups?.['number'] ?? []);
  const last = numbers.reduce((most, one) => (Number(one) > Number(most) ? one : most), '');
  return { number: Number(last) + 1, digits: last === '' ? DIGITS : last.length };
}

/** The name of a record's file: a number and some plain words, and so no path, whatever the title is. */
export function adrName({ number, digits }: ReturnType<typeof nextAdr>, title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_WORDS)
    .replaceAll(/^-|-$/gu, '');
  return `${String(number).padStart(digits, '0')}-${words === '' ? 'decision' : words}.md`;
}
