import * as vscode from 'vscode';
import { confidenceWord } from '../../domain/attribution/confidence.ts';
import { originWord, provenanceRanges, type ProvenanceRange } from '../../domain/provenance/provenanceRanges.ts';
import type { ProvenanceKeeper } from '../../features/provenance/provenanceKeeper.ts';
import type { Disposable } from '../../ports/disposable.ts';
import type { Guard } from '../guard.ts';
import { onDidChangeSettings, readSetting } from '../settings/readSetting.ts';

/** What a mark tells apart, each by a pattern of its own beside its colour. */
type MarkKind = 'certain' | 'probable' | 'unknown';

/** Colours of the theme, which has its own for high contrast. */
const LOOKS: Record<MarkKind, { readonly line: string; readonly colour: string }> = {
  certain: { line: 'solid', colour: 'charts.purple' },
  probable: { line: 'dashed', colour: 'charts.purple' },
  unknown: { line: 'dotted', colour: 'descriptionForeground' },
};
const KINDS = Object.keys(LOOKS) as MarkKind[];

/** Marks beside the lines that AI wrote, or of which nobody knows who did, for as long as the person wants to see them. */
export class ProvenanceMarks implements Disposable {
  readonly #keeper: ProvenanceKeeper;
  readonly #guard: Guard;
  readonly #setting: Disposable;
  #listeners: readonly Disposable[] = [];
  #types: ReadonlyMap<MarkKind, vscode.TextEditorDecorationType> = new Map();

  constructor(keeper: ProvenanceKeeper, guard: Guard) {
    this.#keeper = keeper;
    this.#guard = guard;
    this.#setting = onDidChangeSettings(() => {
      this.#switch();
    }, 'showProvenance');
    this.#switch();
  }

  dispose(): void {
    this.#setting.dispose();
    this.#switchOff();
  }

  #switch(): void {
    this.#switchOff();
    if (!readSetting('showProvenance')) return;
    this.#types = new Map(KINDS.map((kind) => [kind, decorationType(kind)]));
    const mark = this.#guard.listener('Marking lines', (which: (uri: string) => boolean) => {
      this.#mark(which);
    });
    const markAll = (): void => {
      mark(() => true);
    };
    this.#listeners = [
      this.#keeper.onDidChange((changed) => {
        mark((uri) => changed.has(uri));
      }),
      vscode.window.onDidChangeVisibleTextEditors(markAll),
    ];
    markAll();
  }

  /** With its type a mark is gone from all editors at once. */
  #switchOff(): void {
    for (const one of [...this.#listeners, ...this.#types.values()]) one.dispose();
    this.#listeners = [];
    this.#types = new Map();
  }

  #mark(which: (uri: string) => boolean): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      if (!which(uri)) continue;
      const ranges = provenanceRanges(this.#keeper.lineOrigins(uri));
      for (const [kind, type] of this.#types) {
        const marked = ranges.filter((range) => kindOf(range) === kind);
        editor.setDecorations(type, marked.map(toDecoration));
      }
    }
  }
}

/** A line of one's own has no mark, and one that a tool wrote has none: there is nothing to ask of either. */
function kindOf({ origin, confidence }: ProvenanceRange): MarkKind | undefined {
  if (origin === 'typed' || origin === 'tool' || origin === 'restored') return undefined;
  if (origin !== 'completion' && origin !== 'agent') return 'unknown';
  return confidence === 'certain' ? 'certain' : 'probable';
}

function decorationType(kind: MarkKind): vscode.TextEditorDecorationType {
  const { line, colour } = LOOKS[kind];
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    // No wider than the room that a letter leaves: there is no place for colours of the theme beside the text.
    borderWidth: '0 0 0 2px',
    borderStyle: line,
    borderColor: new vscode.ThemeColor(colour),
    overviewRulerColor: new vscode.ThemeColor(colour),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function toDecoration({ firstLine, lastLine, origin, confidence, reason }: ProvenanceRange): vscode.DecorationOptions {
  const words = [originWord(origin), ...(confidence === undefined ? [] : [confidenceWord(confidence)])].join(', ');
  return {
    range: new vscode.Range(firstLine, 0, lastLine, Number.MAX_SAFE_INTEGER),
    hoverMessage: new vscode.MarkdownString().appendText(`Grasp: ${words}. ${reason}`),
  };
}
