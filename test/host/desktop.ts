import { spawn } from 'node:child_process';
import { HostError } from './hostError.ts';
import { toolCommand } from './toolCommand.ts';

/** Fails with the way out when there is no VS Code to install into. */
export async function assertDesktop(): Promise<void> {
  await runCode(['--version'], 'ignore');
}

/** Installs Grasp into the person's own VS Code and opens it. */
export async function openInDesktop(vsix: string, folder: string | undefined): Promise<void> {
  const installed = await runCode(['--install-extension', vsix, '--force']);
  if (installed !== 0) throw new HostError(`VS Code did not install ${vsix}: see what it printed above.`);
  const opened = await runCode(folder === undefined ? ['--new-window'] : [folder]);
  if (opened !== 0) throw new HostError('Grasp is installed, but VS Code did not open: start it yourself.');
}

function runCode(args: readonly string[], stdio: 'inherit' | 'ignore' = 'inherit'): Promise<number | null> {
  const tool = toolCommand('code', args);
  const child = spawn(tool.command, tool.args, { stdio });
  return new Promise((resolve, reject) => {
    child.once('error', () => {
      reject(
        new HostError(
          'There is no "code" on the PATH. In VS Code run "Shell Command: Install \'code\' command in PATH", ' +
            'or leave --desktop out.',
        ),
      );
    });
    child.once('exit', resolve);
  });
}
