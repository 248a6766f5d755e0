import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { HostError } from './hostError.ts';

export interface AutomationLimits {
  /** Until the suite prints its first line, or ends. */
  readonly bootMs: number;
  readonly totalMs: number;
}

/**
 * Opens a workbench whose address names a test suite, prints what the suite prints, and resolves with its exit code.
 * Rejects when the page breaks or a limit is passed.
 */
export async function runSuite(page: Page, url: string, limits: AutomationLimits): Promise<number> {
  let settle: (code: number) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const exited = new Promise<number>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  const boot = setTimeout(() => {
    fail(new HostError(`VS Code did not start the suite within ${inSeconds(limits.bootMs)}.`));
  }, limits.bootMs);
  const total = setTimeout(() => {
    fail(new HostError(`The suite did not end within ${inSeconds(limits.totalMs)} (GRASP_HOST_TIMEOUT_S).`));
  }, limits.totalMs);
  page.once('crash', () => {
    fail(new HostError('The browser page with VS Code crashed.'));
  });
  page.once('close', () => {
    fail(new HostError('The browser page with VS Code was closed.'));
  });
  try {
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown) => {
      clearTimeout(boot);
      printLine(type, args);
    });
    await page.exposeFunction('codeAutomationExit', (code: unknown) => {
      settle(typeof code === 'number' ? code : 1);
    });
    await Promise.race([page.goto(url, { waitUntil: 'commit', timeout: limits.bootMs }), exited]);
    return await exited;
  } finally {
    clearTimeout(boot);
    clearTimeout(total);
  }
}

function inSeconds(milliseconds: number): string {
  return `${String(milliseconds / 1000)} s`;
}

/**
 * What the workbench itself writes to the same place, as if it were the suite's. All of it stays in its logs.
 */
const chatter = new RegExp(
  '^(Creating a socket|Resolv(ing|ed) connection token|Ignoring fetching additional builtin|Updating additional builtin|' +
    'ChatSessionStore: |\\[AgentHost|\\[RemoteAgentHost|\\[AccountPolicyGate|\\[reconnection-grace-time|\\[Service Worker\\])',
);

function printLine(type: string, args: unknown): void {
  const line = readableLine(Array.isArray(args) ? args : [args]);
  if (!chatter.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
}

/** A console call as text; `%c` and the styles that belong to it are dropped. */
function readableLine(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return format(...args);
  const styles = first.match(/%c/g)?.length ?? 0;
  return format(first.replaceAll('%c', ''), ...rest.slice(styles));
}
