export interface ToolCommand {
  readonly command: string;
  readonly args: string[];
}

/** How to start a tool that is found on the PATH. On Windows it is a command file, which only the interpreter can run. */
export function toolCommand(name: string, args: readonly string[]): ToolCommand {
  if (process.platform !== 'win32') return { command: name, args: [...args] };
  return { command: 'cmd.exe', args: ['/d', '/s', '/c', name, ...args] };
}
