export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface ContentChange {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** A URI as far as listeners look at one; its text is made once, as VS Code does it. */
export class StandInUri {
  readonly scheme = 'file';
  readonly path: string;
  readonly fsPath: string;
  readonly #text: string;

  constructor(path: string) {
    this.path = path;
    this.fsPath = path;
    this.#text = `file://${path}`;
  }

  toString(): string {
    return this.#text;
  }
}

/** A document that applies its changes itself and tells of each as VS Code does. Its own time is never counted. */
export class StandInDocument {
  readonly uri: StandInUri;
  readonly languageId = 'typescript';
  /** line feeds */
  readonly eol = 1;
  readonly isClosed = false;
  isDirty = true;
  version = 1;
  #lines: string[];

  constructor(path: string, lines: readonly string[]) {
    this.uri = new StandInUri(path);
    this.#lines = [...lines];
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  lineAt(line: number): { readonly text: string } {
    return { text: this.#lines[line] ?? '' };
  }

  lengthOf(line: number): number {
    return this.#lines[line]?.length ?? 0;
  }

  insert(at: Place, text: string): ContentChange {
    return this.replace(at, at, text);
  }

  rewrite(lines: readonly string[]): ContentChange {
    const last = this.lineCount - 1;
    return this.replace({ line: 0, character: 0 }, { line: last, character: this.lengthOf(last) }, lines.join('\n'));
  }

  replace(start: Place, end: Place, text: string): ContentChange {
    const rangeOffset = this.#offsetOf(start);
    const rangeLength = this.#offsetOf(end) - rangeOffset;
    const first = this.#lines[start.line] ?? '';
    const last = this.#lines[end.line] ?? '';
    const inserted = text.split('\n');
    inserted[0] = first.slice(0, start.character) + (inserted[0] ?? '');
    inserted[inserted.length - 1] = (inserted.at(-1) ?? '') + last.slice(end.character);
    this.#lines = this.#lines.toSpliced(start.line, end.line - start.line + 1, ...inserted);
    this.version += 1;
    return { range: { start, end }, rangeOffset, rangeLength, text };
  }

  #offsetOf({ line, character }: Place): number {
    let offset = character;
    for (let above = 0; above < line; above += 1) offset += (this.#lines[above]?.length ?? 0) + 1;
    return offset;
  }
}

/** Where a text ends that was inserted at a place. */
export function endOf(at: Place, text: string): Place {
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  return lines.length === 1
    ? { line: at.line, character: at.character + last.length }
    : { line: at.line + lines.length - 1, character: last.length };
}
