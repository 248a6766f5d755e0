import { askBySigns, type Change, type Sign } from './change.ts';

const SIGNS: readonly Sign[] = [
  {
    pattern:
      /[\w.]{1,60}\[[^\]]{0,40}[+-]\s?\d{1,3}\s?\]|[\w.]{1,60}\.(?:slice|substring|substr|splice|charAt|subList|copyOfRange)\(|[\w.]{1,60}\[(?:\w{1,30}\s?:|:\s?-?\d)|\w{1,40}(?:\.length|\.size\(\)|\.len\(\)|\.Length|\.Count)\s?-\s?1|\blen\(\w{1,40}\)\s?-\s?1|\.\.=|\brange\(|\s(?:<=|>=)\s/u,
    part: 'expression',
    ask: (it) => `What happens at ${it} with nothing, with one, and with the last one?`,
  },
  {
    pattern:
      /\bnew Date\b|\bDate\.(?:now|parse|UTC)\b|\bdatetime\b|\btime\.(?:Now|Since|Parse|time|sleep)\b|\b(?:Local|Zoned|Offset)Date(?:Time)?\b|\bDateTime(?:Offset)?\b|\bTimeSpan\b|\btimedelta\b|\bInstant\b|\bDuration\b|\bTime\.(?:now|parse|zone)\b|\bset(?:Timeout|Interval)\b|\bstrf?[pf]time\b|\btimezone\b/u,
    part: 'expression',
    ask: (it) => `What happens at ${it} in another time zone, and in the night when the clocks change?`,
  },
  {
    pattern:
      /\b\w{0,30}(?:price|amount|total|balance|cents|discount|salary|invoice|currency|vat|tax)\w{0,30}\b|\b(?:parseFloat|toFixed|Math\.round|float64|f64|double|BigDecimal|Decimal)\b/iu,
    part: 'expression',
    ask: (it) => `What happens to the last digit at ${it}, and with a negative or a very large number?`,
  },
  {
    pattern:
      /\bJSON\.parse\b|\bjson\.(?:loads?|Unmarshal)\b|\bserde_json::from_\w{1,20}|\bparseInt\b|\bNumber\(|\bstrtol\b|\batoi\b|\bInteger\.parseInt\b|\bint\.(?:Try)?Parse\b|\bstrconv\.\w{1,20}|\breq(?:uest)?\.(?:body|params|query|headers|form|args|json)\b|\bparams\[|\b(?:argv|os\.Args|process\.argv)\b|\b(?:yaml|pickle)\.\w{0,5}load\b|\bread\s+-r\b/u,
    part: 'expression',
    ask: (it) => `What happens when somebody hands ${it} what you would never send?`,
  },
  {
    pattern:
      /\b\w{0,30}(?:password|passwd|token|secret|session|cookie|permission|isAdmin|is_admin|authenticat\w{0,10}|login)\w{0,30}\b/iu,
    part: 'expression',
    ask: (it) => `What could somebody who should not get in do with ${it}?`,
  },
];

/** Asks about values that are often wrong at their edges: places in lists, times, money, input from outside, secrets. */
export function askOfValues(change: Change): string {
  return askBySigns(change, SIGNS);
}
