import * as vscode from 'vscode';
import { QUICK_FORM, QUICK_WORDS, quickLine, readQuickAnswer, type QuickWord } from '../../domain/debt/quickAnswer.ts';
import { SKIP_WORDS } from '../../domain/debt/skipWords.ts';
import { SKIP_REASONS, type SkipReason } from '../../domain/events/lotRecorded.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExplainActs, ExplainAnswer, ExplainAsked, ExplainDraft, ExplainPage } from '../../ports/explainPage.ts';
import { counted, plainInQuickPick } from '../commands/words.ts';

type Outcome = Awaited<ReturnType<ExplainPage['ask']>>;

/** So many characters that arrive at once were not typed. */
const PASTED = 8;

/** What is typed is kept this often at the most, in milliseconds: it costs more than a key may. */
const KEEPS_EVERY = 2_000;

const BUTTONS = {
  page: { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: 'Open the page' },
  later: { iconPath: new vscode.ThemeIcon('clock'), tooltip: 'Later' },
  skip: { iconPath: new vscode.ThemeIcon('circle-slash'), tooltip: 'Skip…' },
} satisfies Record<QuickWord, vscode.QuickInputButton>;
/** In place of "Later" where a commit waits. */
const COMMIT_NOW: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('git-commit'),
  tooltip: 'Commit now, explain later',
};

export interface QuickExplainParts {
  readonly clock: Clock;
  /** asks where one line is not enough */
  readonly page: ExplainPage;
}

/** Asks for an explanation in one line at the top of the window. */
export class QuickExplain implements ExplainPage, vscode.Disposable {
  readonly #parts: QuickExplainParts;
  #asking: QuickAsking | undefined;

  constructor(parts: QuickExplainParts) {
    this.#parts = parts;
  }

  ask(asked: ExplainAsked, acts: ExplainActs): Promise<Outcome> {
    this.#asking?.close();
    const asking = new QuickAsking(asked, acts, this.#parts);
    this.#asking = asking;
    return asking.outcome;
  }

  dispose(): void {
    this.#asking?.close();
  }
}

/** One question, from when it is shown until it is answered or put away. */
class QuickAsking {
  readonly outcome: Promise<Outcome>;
  readonly #asked: ExplainAsked;
  readonly #acts: ExplainActs;
  readonly #parts: QuickExplainParts;
  readonly #box = vscode.window.createInputBox();
  readonly #begun: number;
  #settle: (outcome: Outcome | Promise<Outcome>) => void = () => undefined;
  #isOver = false;
  /** whether the box is away for something that comes back to it */
  #isAway = false;
  #pasted: number;
  /** when the draft was kept last, in milliseconds */
  #kept = -Infinity;
  #before: string;

  constructor(asked: ExplainAsked, acts: ExplainActs, parts: QuickExplainParts) {
    this.#asked = asked;
    this.#acts = acts;
    this.#parts = parts;
    this.#begun = parts.clock.now();
    this.#pasted = asked.draft.pasted;
    this.#before = quickLine(asked.draft.text, asked.draft.after);
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = (outcome) => {
        Promise.resolve(outcome).then(resolve, reject);
      };
    });
    this.#show();
  }

  /** Puts the question away, and keeps what was written. */
  close(): void {
    if (this.#isOver) return;
    this.#acts.keep(this.#draft());
    this.#end('closed');
  }

  #show(): void {
    const box = this.#box;
    box.title = titleOf(this.#asked);
    box.value = this.#before;
    box.valueSelection = [box.value.length, box.value.length];
    box.placeholder = QUICK_FORM;
    box.prompt = promptOf(this.#asked);
    box.ignoreFocusOut = true;
    box.buttons = buttonsFor(this.#asked);
    void this.#acts.wentOn?.then((asked) => {
      if (this.#isOver) return;
      box.title = titleOf(asked);
      box.prompt = promptOf(asked);
      box.buttons = buttonsFor(asked);
    });
    box.onDidChangeValue((value) => {
      this.#changed(value);
    });
    box.onDidAccept(() => {
      this.#run(() => this.#accept());
    });
    box.onDidTriggerButton((button) => {
      const word = button === COMMIT_NOW ? 'later' : QUICK_WORDS.find((one) => BUTTONS[one] === button);
      if (word !== undefined) this.#run(() => this.#leave(word));
    });
    box.onDidHide(() => {
      // An answer that is on its way settles it.
      if (!this.#isAway && !this.#box.busy) this.close();
    });
    box.show();
  }

  #changed(value: string): void {
    const arrived = value.length - this.#before.length;
    if (arrived >= PASTED) this.#pasted += arrived;
    this.#before = value;
    this.#box.validationMessage = undefined;
    const now = this.#parts.clock.now();
    if (now - this.#kept < KEEPS_EVERY) return;
    this.#kept = now;
    this.#acts.keep(this.#draft());
  }

  async #accept(): Promise<void> {
    const read = readQuickAnswer(this.#box.value);
    if (read.kind === 'problem') {
      this.#box.validationMessage = { message: read.words, severity: vscode.InputBoxValidationSeverity.Info };
    } else if (read.kind === 'word') await this.#leave(read.word);
    else await this.#answer({ kind: 'saved', draft: this.#draft(), forOthers: false });
  }

  /** By a button, or by its word: VS Code leads to the buttons of a line by keyboard only at times. */
  async #leave(word: QuickWord): Promise<void> {
    if (word === 'page') {
      const draft = this.#draft();
      this.#acts.keep(draft);
      this.#end(this.#parts.page.ask({ ...this.#asked, draft }, this.#acts));
    } else if (word === 'later') await this.#answer({ kind: 'later', draft: this.#draft() });
    else {
      const reason = await this.#askWhy();
      // Something else may be asked by now.
      if (this.#isOver) return;
      if (reason !== undefined) await this.#answer({ kind: 'skipped', reason, draft: this.#draft() });
    }
  }

  /** The box goes away for the choice, and comes back with all that is in it. */
  async #askWhy(): Promise<SkipReason | undefined> {
    this.#isAway = true;
    try {
      const reasons = SKIP_REASONS.map((reason) => ({ label: SKIP_WORDS[reason], reason }));
      const options = { title: titleOf(this.#asked), placeHolder: 'Why not?', ignoreFocusOut: true };
      return (await vscode.window.showQuickPick(reasons, options))?.reason;
    } finally {
      if (!this.#isOver) this.#box.show();
      this.#isAway = false;
    }
  }

  /** What can not be taken down leaves the box as it is, and says why. */
  async #answer(answer: ExplainAnswer): Promise<void> {
    this.#box.enabled = false;
    this.#box.busy = true;
    try {
      const problem = await this.#acts.answer(answer);
      if (this.#isOver) return;
      if (problem === '') this.#end(answer.kind);
      else {
        this.#box.validationMessage = problem;
        this.#box.show();
      }
    } finally {
      if (!this.#isOver) {
        this.#box.enabled = true;
        this.#box.busy = false;
      }
    }
  }

  /** What fails goes to whoever asked, with what was written kept. */
  #run(work: () => Promise<void>): void {
    // One answer at a time.
    if (this.#isOver || this.#box.busy) return;
    work().catch((error: unknown) => {
      if (this.#isOver) return;
      this.#acts.keep(this.#draft());
      this.#end(Promise.reject(error instanceof Error ? error : new Error(String(error))));
    });
  }

  #end(outcome: Outcome | Promise<Outcome>): void {
    this.#isOver = true;
    this.#settle(outcome);
    this.#box.dispose();
  }

  #draft(): ExplainDraft {
    const { draft } = this.#asked;
    const read = readQuickAnswer(this.#box.value);
    const given = this.#box.value.replace(/^\s*[1-5](?:\s*:|\s|$)/u, '').trim();
    // The line shows a longer draft without its line breaks; untouched it stays what it was.
    const isUntouched = read.kind === 'word' || this.#box.value === quickLine(draft.text, draft.after);
    const text = isUntouched ? draft.text : read.kind === 'answer' ? read.text : given;
    return {
      ...draft,
      text,
      after: read.kind === 'answer' ? read.rating : draft.after,
      pasted: Math.min(this.#pasted, text.length),
      seconds: draft.seconds + Math.max(0, Math.round((this.#parts.clock.now() - this.#begun) / 1_000)),
    };
  }
}

function buttonsFor({ purpose }: ExplainAsked): vscode.QuickInputButton[] {
  return QUICK_WORDS.map((word) => (word === 'later' && purpose === 'waiting' ? COMMIT_NOW : BUTTONS[word]));
}

/** What else it does. */
const ESCAPE_ENDS: Partial<Record<ExplainAsked['purpose'], string>> = {
  commit: ', and commits nothing',
  waiting: ', and lets the commit go on',
};

/** VS Code itself says after it what Enter and Escape do, in one word each. */
function promptOf({ question, purpose }: ExplainAsked): string {
  const form = `${QUICK_FORM[0]?.toUpperCase() ?? ''}${QUICK_FORM.slice(1)}.`;
  const escape = `Escape keeps what you wrote${ESCAPE_ENDS[purpose] ?? ''}.`;
  const words = `Or one word: ${QUICK_WORDS.join(', ')}.`;
  return [question, [form, words, escape].join(' ')].filter((part) => part !== '').join(' · ');
}

function titleOf({ places: [first], lines, purpose }: ExplainAsked): string {
  const what = first === undefined ? '' : `${first.path} · ${first.area} · `;
  const when = purpose === 'commit' || purpose === 'waiting' ? 'Before this commit: ' : '';
  return plainInQuickPick(`${when}${what}${counted(lines, 'line')} by AI`);
}
