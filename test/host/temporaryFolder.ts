import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onShutdown } from './shutdown.ts';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** A fresh folder that is removed by `remove`, or when a signal ends this process. */
export function temporaryFolder(prefix: string): TemporaryFolder {
  // The real path: VS Code reports files by it, and on macOS the temporary folder is a link.
  const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  const removeFolder = (): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const forget = onShutdown(removeFolder);
  const remove = (): void => {
    forget();
    removeFolder();
  };
  return { path, remove };
}
