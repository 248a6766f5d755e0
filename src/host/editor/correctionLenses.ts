import * as vscode from 'vscode';
import type { Acceptance } from '../../domain/attribution/acceptance.ts';
import { answerInWords, answersTo, countsAs, type OfferedAnswer } from '../../domain/attribution/correction.ts';
import { AS_RECORDED } from '../../domain/events/acceptanceRecorded.ts';
import { isWaiting } from '../../domain/velocity/acceptedByFile.ts';
import { shownRange } from '../../features/accepted-lines/acceptedLinesSnapshot.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { counted } from '../commands/words.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';
import { RECORDED_SCHEMES } from './editObserver.ts';

/** Most acceptances of a document that have a line above them, the newest ones. */
const MOST_LENSES = 50;

const SETTING = 'correctionLens';

export interface CorrectionLensesParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** URIs under which a file may be recorded besides its own */
  readonly hiddenUris: (uri: string) => Promise<readonly string[]>;
  /** where those that are followed begin now, with line breaks that count as one; `undefined` where nothing is left */
  readonly startsIn: (uri: string) => ReadonlyMap<string, number | undefined>;
}

/** Lines above accepted text that say what it counts as and correct it. Switched off, VS Code knows nothing of them. */
export class CorrectionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: CorrectionLensesParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;
  /** what was asked of the ledger since something changed, by document */
  readonly #asked = new Map<string, Promise<readonly Acceptance[]>>();
  #registration: vscode.Disposable | undefined;

  constructor(parts: CorrectionLensesParts) {
    this.#parts = parts;
    this.#listener = onDidChangeSettings(() => {
      this.#switch();
    }, SETTING);
    this.#switch();
  }

  /** Something is known of acceptances that was not before. */
  refresh(): void {
    this.#asked.clear();
    if (this.#registration !== undefined) this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const uri = document.uri.toString();
    const accepted = await this.#acceptancesIn(uri);
    // Asked afterwards, so that it is where the text is now.
    const starts = this.#parts.startsIn(uri);
    const shown = accepted.filter(({ state }) => state === 'kept').slice(-MOST_LENSES);
    return shown.flatMap((one) => {
      const start = starts.get(one.id);
      if (start !== undefined) return lensesOf(one, lineAt(document, start), '');
      if (starts.has(one.id)) return [];
      return lensesOf(one, Math.min(one.line, document.lineCount - 1), ' · at the line that was recorded');
    });
  }

  dispose(): void {
    this.#registration?.dispose();
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #switch(): void {
    const isOn = readSetting(SETTING);
    if (isOn === (this.#registration !== undefined)) return;
    this.#registration?.dispose();
    this.#registration = isOn
      ? vscode.languages.registerCodeLensProvider(
          [...RECORDED_SCHEMES].map((scheme) => ({ scheme })),
          this,
        )
      : undefined;
    this.#asked.clear();
  }

  #acceptancesIn(uri: string): Promise<readonly Acceptance[]> {
    let asked = this.#asked.get(uri);
    if (asked === undefined) {
      asked = this.#ask(uri);
      this.#asked.set(uri, asked);
      asked.catch(() => this.#asked.delete(uri));
    }
    return asked;
  }

  async #ask(uri: string): Promise<readonly Acceptance[]> {
    const { ledger, clock, hiddenUris } = this.#parts;
    const { week } = shownRange(clock, readSetting('week.firstDay'));
    return (await ledger.acceptances({ since: week, path: uri, uris: await hiddenUris(uri) })).acceptances;
  }
}

function lensesOf(one: Acceptance, line: number, place: string): vscode.CodeLens[] {
  const range = new vscode.Range(line, 0, line, 0);
  const lens = (title: string, answer?: OfferedAnswer): vscode.CodeLens => {
    const argument = answer === undefined ? { id: one.id } : { id: one.id, origin: answer };
    const tooltip = answer === undefined ? `${one.reason} Click to correct it.` : undefined;
    return new vscode.CodeLens(range, {
      ...{ title, command: 'grasp.correctOrigin', arguments: [argument] },
      ...(tooltip === undefined ? {} : { tooltip }),
    });
  };
  // A guess is answered with one click, and what was said is taken back with one; anything else asks first.
  const answers = answersTo(one).filter((answer) => isWaiting(one) || answer === AS_RECORDED);
  return [
    lens(`${counted(one.lines, 'line')} · ${countsAs(one)}${place}`),
    ...answers.map((answer) => lens(answerInWords(answer), answer)),
  ];
}

/** The line of an offset that counts each line break as one, whatever the document has. Binary search: files are long. */
function lineAt(document: vscode.TextDocument, offset: number): number {
  if (document.eol === vscode.EndOfLine.LF) return document.positionAt(offset).line;
  let low = 0;
  let high = document.lineCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (document.offsetAt(new vscode.Position(middle, 0)) - middle <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
