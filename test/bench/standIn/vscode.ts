import { StandInUri, type StandInDocument } from './document.ts';

type Listener = (event: unknown) => unknown;

/** An event that a bench can fire; it also gives all its listeners away as one, so that these can be timed alone. */
class StandInEvent {
  readonly listeners: Listener[] = [];
  readonly listen = (listener: Listener): { dispose: () => void } => {
    this.listeners.push(listener);
    return { dispose: () => void this.listeners.splice(this.listeners.indexOf(listener), 1) };
  };

  /** What all of them do with an event. */
  get listener(): Listener {
    if (this.listeners.length === 0) throw new Error('Nobody listens.');
    const all = [...this.listeners];
    return (event) => {
      for (const one of all) one(event);
    };
  }

  fire(event: unknown): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

class Disposable {
  readonly dispose: () => void;

  constructor(dispose: () => void) {
    this.dispose = dispose;
  }

  static from(...parts: { dispose: () => unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }
}

class EventEmitter {
  readonly #event = new StandInEvent();
  readonly event = this.#event.listen;

  fire(event: unknown): void {
    this.#event.fire(event);
  }

  dispose(): void {
    this.#event.listeners.length = 0;
  }
}

class MarkdownString {
  value = '';

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }

  appendText(text: string): this {
    return this.appendMarkdown(text);
  }
}

class Uri extends StandInUri {
  static file(path: string): Uri {
    return new Uri(path);
  }

  static parse(text: string): Uri {
    return new Uri(text.replace(/^file:\/\//u, ''));
  }

  static joinPath(base: StandInUri, ...parts: string[]): Uri {
    return new Uri([base.path, ...parts].join('/'));
  }
}

class StandInPattern {
  readonly base: unknown;

  constructor(base: unknown) {
    this.base = base;
  }
}

const nothing = (): Disposable => new Disposable(() => undefined);

/**
 * As much of the `vscode` module as an extension needs that records and shows nothing: the events are the bench's to
 * fire, and what the extension shows is counted.
 */
export class StandInVscode {
  readonly opened = new StandInEvent();
  readonly changed = new StandInEvent();
  readonly closed = new StandInEvent();
  readonly selected = new StandInEvent();
  /** fires whenever the status bar shows something */
  readonly shown = new StandInEvent();
  /** fires for a line in the log that tells of an error */
  readonly failed = new StandInEvent();
  readonly headMoved = new StandInEvent();
  readonly commands = new Map<string, (argument?: unknown) => unknown>();
  active: StandInDocument | undefined;
  /** what the clipboard holds */
  copied = '';
  readonly #folder: StandInUri;
  readonly #git = { rootUri: new StandInUri(''), state: { HEAD: {}, onDidChange: this.headMoved.listen } };

  constructor(folder: string) {
    this.#folder = new StandInUri(folder);
    this.#git = { rootUri: this.#folder, state: { HEAD: head('1'), onDidChange: this.headMoved.listen } };
  }

  /** What `require('vscode')` gives. */
  get module(): Readonly<Record<string, unknown>> {
    return {
      version: '1.0.0-stand-in',
      Disposable,
      EventEmitter,
      MarkdownString,
      Uri,
      CancellationError: class extends Error {},
      StatusBarAlignment: { Left: 1, Right: 2 },
      TextDocumentChangeReason: { Undo: 1, Redo: 2 },
      TextEditorSelectionChangeKind: { Keyboard: 1, Mouse: 2, Command: 3 },
      RelativePattern: StandInPattern,
      UIKind: { Desktop: 1, Web: 2 },
      ProgressLocation: { Window: 10 },
      env: { uiKind: 1, clipboard: { readText: () => Promise.resolve(this.copied) } },
      workspace: this.#workspace(),
      window: this.#window(),
      commands: this.#commandRegistry(),
      extensions: { getExtension: (id: string) => (id === 'vscode.git' ? this.#gitExtension() : undefined) },
    };
  }

  /** As the git extension tells of a commit. */
  commit(): void {
    this.#git.state.HEAD = head('2');
    this.headMoved.fire(undefined);
  }

  #workspace(): object {
    const folder = { uri: this.#folder, name: 'project', index: 0 };
    return {
      isTrusted: true,
      textDocuments: [],
      onDidChangeWorkspaceFolders: nothing,
      workspaceFolders: [folder],
      getWorkspaceFolder: () => folder,
      getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
      onDidChangeConfiguration: nothing,
      onDidOpenTextDocument: this.opened.listen,
      onDidChangeTextDocument: this.changed.listen,
      onDidCloseTextDocument: this.closed.listen,
      onWillSaveTextDocument: nothing,
      onDidSaveTextDocument: nothing,
      createFileSystemWatcher: () => ({
        onDidChange: nothing,
        onDidCreate: nothing,
        onDidDelete: nothing,
        dispose: nothing,
      }),
    };
  }

  #window(): object {
    const activeEditor = (): unknown => this.active && { document: this.active };
    const error = (line: string): void => {
      this.failed.fire(line);
    };
    return {
      get activeTextEditor() {
        return activeEditor();
      },
      visibleTextEditors: [],
      onDidChangeVisibleTextEditors: nothing,
      onDidChangeTextEditorSelection: this.selected.listen,
      onDidStartTerminalShellExecution: nothing,
      onDidEndTerminalShellExecution: nothing,
      onDidCloseTerminal: nothing,
      createOutputChannel: () => ({
        debug: nothing,
        info: nothing,
        warn: error,
        error,
        show: nothing,
        dispose: nothing,
      }),
      createStatusBarItem: () => ({
        show: () => {
          this.shown.fire(undefined);
        },
        dispose: nothing,
      }),
      registerWebviewViewProvider: nothing,
    };
  }

  #commandRegistry(): object {
    return {
      registerCommand: (id: string, run: (argument?: unknown) => unknown) => {
        this.commands.set(id, run);
        return nothing();
      },
      executeCommand: () => Promise.resolve(),
    };
  }

  #gitExtension(): object {
    const api = { repositories: [this.#git], onDidOpenRepository: nothing, onDidCloseRepository: nothing };
    return { activate: () => Promise.resolve({ getAPI: () => api }) };
  }
}

function head(commit: string): { name: string; commit: string } {
  return { name: 'main', commit };
}
