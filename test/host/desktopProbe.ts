import { readdirSync } from 'node:fs';
import { cacheFolder } from './hostPaths.ts';

const releasesPage = 'https://update.code.visualstudio.com/api/releases/stable';
const probeLimitMs = 4000;

/** Why the desktop VS Code cannot be used here, or undefined when it can. */
export async function desktopObstacle(): Promise<string | undefined> {
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform === 'linux' && !x11 && !wayland) return 'there is no display';
  if (hasDownload()) return undefined;
  try {
    const response = await fetch(releasesPage, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return response.ok ? undefined : 'desktop VS Code cannot be downloaded';
  } catch {
    return 'desktop VS Code cannot be downloaded';
  }
}

/** The test library keeps its downloads beside ours, under `vscode-<platform>-<version>`. */
function hasDownload(): boolean {
  try {
    return readdirSync(cacheFolder).some((name) => /^vscode-(linux|darwin|win32)-/.test(name));
  } catch {
    return false;
  }
}
