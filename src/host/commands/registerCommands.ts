import * as vscode from 'vscode';
import type { Guard } from '../guard.ts';
import { COMMANDS, type CommandHandlers, type CommandId } from './commandTable.ts';

/** Registers a handler for every command of the table, each behind the guard. */
export function registerCommands(handlers: CommandHandlers, guard: Guard): vscode.Disposable {
  const ids = Object.keys(COMMANDS) as CommandId[];
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, (argument?: unknown) => guard.run(id, () => handlers[id](argument))),
    ),
  );
}
