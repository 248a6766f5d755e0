import type { Edit, Move, Place, Step } from '../../../support/scenario.ts';

/** Keys that a person presses: an edit each, after which the caret moves as the keyboard moves it. */
export function typed(text: string): Step[] {
  return Array.from(text, (character) => key(character));
}

/** What one key does; Enter and Backspace move the caret for no named cause. */
export function key(put: string, over = '', move: Move = 'keyboard behind'): Edit {
  return { is: 'edit', by: 'typed', source: ['cursor', 'type'], places: [{ put, over }], moves: [move] };
}

/** A completion that is accepted with its key, behind which the caret stands then. */
export function byKey(...places: Place[]): Step[] {
  return [accepted('completion by key', places), { is: 'accept key', part: 'whole' }];
}

/** The next word or line of a completion, accepted with its key. */
export function partByKey(...places: Place[]): Step[] {
  const source = ['inlineCompletionPartialAccept'] as const;
  return [
    { ...accepted('completion by key', places), source },
    { is: 'accept key', part: 'part' },
  ];
}

/** A completion that is accepted by a click, or with a key that Grasp does not know. */
export function byMouse(...places: Place[]): Step[] {
  return [accepted('completion by mouse', places)];
}

function accepted(by: Edit['by'], places: readonly Place[]): Edit {
  return { is: 'edit', by, source: ['inlineCompletionAccept'], places, moves: ['behind'] };
}

/** A paste; `move` is that of the keyboard where each text has one line. */
export function pasted(places: readonly Place[], move: Move): Edit {
  return { is: 'edit', by: 'pasted', source: ['cursor', 'paste'], places, moves: [move] };
}

/** What a tool of the editor does, or another extension. */
export function tool(source: Edit['source'], places: readonly Place[], ...moves: Move[]): Edit {
  return { is: 'edit', by: 'tool', source, places, moves };
}

/** What another program wrote to the file, as the editor takes it over. */
export function reloaded(...places: Place[]): Edit {
  return written('external', ...places);
}

/** The same by somebody of whom it is known who that is. */
export function written(by: Edit['by'], ...places: Place[]): Edit {
  return { is: 'edit', by, source: ['reloadFromDisk'], places, moves: [], reloads: 'written' };
}

/** What lay on the disk, when unsaved edits are given up for it. */
export function reverted(...places: Place[]): Edit {
  return { ...reloaded(...places), reloads: 'as it lay there' };
}

/** A terminal begins a command, or ends it. */
export function terminal(begins: string | undefined, number = 0): Step {
  return { is: 'terminal', number, begins };
}

export function copied(text: string): Step {
  return { is: 'clipboard', holds: { kind: 'text', text } };
}

export function pass(milliseconds: number): Step {
  return { is: 'pass', milliseconds };
}
