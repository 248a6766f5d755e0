import { ENOUGH_TEXT, type Coverage } from '../../domain/velocity/coverage.ts';

/** Coverage of this week and of today for people: in short, and with what is not covered. */
export function coverageInWords(week: Coverage, today: Coverage): { words: string; explained: string } {
  const arrived = `${inCharacters(week.arrived)} arrived this week in recorded files.`;
  if (week.share === undefined) {
    const enough = ENOUGH_TEXT.toLocaleString('en');
    return {
      words: 'Coverage: not enough yet',
      explained: `${arrived} From ${enough} on a share of them says something. What you type is added once a minute.`,
    };
  }
  return {
    words: `Coverage ${percent(week.share)} this week`,
    explained: [
      `${arrived} Of ${percent(week.share)} Grasp knows the origin: typed, pasted, from a tool, restored, or by AI, certain or probable.`,
      `Not known: ${unknownInWords(week)}.`,
      `Today: ${today.share === undefined ? 'not enough yet' : percent(today.share)}.`,
      'What you type is added once a minute.',
    ].join(' '),
  };
}

function unknownInWords({ unknown, external, guess }: Coverage): string {
  const parts = [
    [unknown, 'of which nothing tells the origin'],
    [external, 'that changed on the disk'],
    [guess, 'in guesses'],
  ] as const;
  const told = parts.filter(([characters]) => characters > 0);
  return told.length === 0 ? 'none' : told.map(([one, what]) => `${inCharacters(one)} ${what}`).join(', ');
}

/** Rounded down: all is said only of all. */
function percent(share: number): string {
  return `${String(Math.floor(100 * share))}\u{A0}%`;
}

function inCharacters(characters: number): string {
  return `${characters.toLocaleString('en')} ${characters === 1 ? 'character' : 'characters'}`;
}
