const vscode = require('vscode');

const typescript = ['typescript', 'typescriptreact'];
const javascript = ['javascript', 'javascriptreact'];

// `after` is what the line must hold up to the caret (or beyond it, into `offer`); `below` is a comment on the line above.
const offers = [
  { languages: typescript, after: 'function add(', offer: 'a: number, b: number): number {\n  return a + b;\n}' },
  { languages: javascript, after: 'function add(', offer: 'a, b) {\n  return a + b;\n}' },
  { languages: ['python'], after: 'def add(', offer: 'a, b):\n    return a + b' },
  {
    languages: typescript,
    below: '// sum of squares',
    offer:
      'function sumOfSquares(values: number[]): number {\n' +
      '  return values.reduce((sum, value) => sum + value * value, 0);\n' +
      '}',
  },
  {
    languages: ['python'],
    below: '# sum of squares',
    offer: 'def sum_of_squares(values):\n    return sum(value * value for value in values)',
  },
  {
    languages: typescript,
    after: 'const retry = ',
    offer: 'async <T>(work: () => Promise<T>): Promise<T> => work().catch(() => pause(backOff(1)).then(work));',
  },
  {
    languages: javascript,
    after: 'const retry = ',
    offer: '(work, times) => work().catch((error) => (times > 1 ? retry(work, times - 1) : Promise.reject(error)));',
  },
  {
    languages: typescript,
    after: 'export function clamp(',
    offer:
      'value: number, low: number, high: number): number {\n' +
      '  if (value < low) return low;\n' +
      '  return value > high ? high : value;\n' +
      '}',
  },
];

// An edit of a line elsewhere, once the caret stands behind `after`: what an editor calls a next edit suggestion.
const nextEdits = [
  {
    languages: typescript,
    after: '// up to two minutes',
    replace: 'Math.min(60_000, 250',
    offer: 'Math.min(120_000, 500',
  },
];

// Below such a comment it is a table of what the comment names, so that no two need be alike.
const tables = { languages: typescript, below: /^\/\/ a table of (.+)$/ };

function tableOf(what) {
  const rows = Array.from({ length: 10 }, (_, at) => `  ['${what} ${at + 1}', ${390 + at * 60}],`);
  return ['export const prices = new Map([', ...rows, ']);'].join('\n');
}

function offersAt(languageId, lineAbove) {
  const what = tables.languages.includes(languageId) ? tables.below.exec(lineAbove)?.[1] : undefined;
  const table = { below: lineAbove, offer: tableOf(what) };
  return [...(what === undefined ? [] : [table]), ...offers.filter(({ languages }) => languages.includes(languageId))];
}

/** What is left of an offer once `typed` stands before the caret, or undefined when it is no offer for this place. */
function remainder(entry, typed, lineAbove) {
  if (entry.below !== undefined) {
    const fits = lineAbove === entry.below && entry.offer.startsWith(typed);
    return fits ? entry.offer.slice(typed.length) : undefined;
  }
  const whole = entry.after + entry.offer;
  return typed.length >= entry.after.length && whole.startsWith(typed) ? whole.slice(typed.length) : undefined;
}

function provideInlineCompletionItems(document, position) {
  const line = document.lineAt(position.line).text;
  // A bracket that the editor closed by itself is replaced; with anything else behind the caret there is no offer.
  if (!/^[)\]}]*$/.test(line.slice(position.character))) return [];
  const before = line.slice(0, position.character);
  const typed = before.trimStart();
  const indent = before.slice(0, before.length - typed.length);
  const lineAbove = position.line > 0 ? document.lineAt(position.line - 1).text.trim() : '';
  for (const entry of offersAt(document.languageId, lineAbove)) {
    const rest = remainder(entry, typed, lineAbove);
    if (rest === undefined || rest === '') continue;
    const range = new vscode.Range(position, document.lineAt(position.line).range.end);
    return [new vscode.InlineCompletionItem(rest.replaceAll('\n', `\n${indent}`), range)];
  }
  return nextEdit(document, position);
}

function nextEdit(document, position) {
  const line = document.lineAt(position.line).text.trim();
  const entry = nextEdits.find(({ languages, after }) => languages.includes(document.languageId) && line === after);
  const at = entry === undefined ? -1 : document.getText().indexOf(entry.replace);
  if (at < 0) return [];
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + entry.replace.length));
  // A proposed interface; where it is not to be had, the editor shows nothing, as the edit is not at the caret.
  return [Object.assign(new vscode.InlineCompletionItem(entry.offer, range), { isInlineEdit: true })];
}

exports.activate = (context) => {
  const everywhere = [
    { pattern: '**', scheme: 'file' },
    { pattern: '**', scheme: 'untitled' },
  ];
  const provider = { provideInlineCompletionItems };
  context.subscriptions.push(
    vscode.languages.registerInlineCompletionItemProvider(everywhere, provider),
    // Its commit box makes it uncertain which repository the commit key means.
    vscode.commands.registerCommand('graspDemo.openOtherSourceControl', () => {
      context.subscriptions.push(vscode.scm.createSourceControl('paper', 'Paper'));
    }),
  );
};
