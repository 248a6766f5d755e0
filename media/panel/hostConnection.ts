import { HOST_EVENTS, PANEL_EVENTS, PANEL_REQUESTS, type PanelSnapshot } from '../../src/protocol/messages.ts';
import { Peer } from '../../src/protocol/peer.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
}

/** Given to every webview by VS Code, once. */
declare function acquireVsCodeApi(): VsCodeApi;

/** The panel's end of the wire. */
export type HostConnection = Peer<typeof PANEL_REQUESTS, typeof HOST_EVENTS, Record<never, never>, typeof PANEL_EVENTS>;

/** Connects to the host. Errors that nothing catches are told to it, so that they reach the log. */
export function connectToHost(show: (snapshot: PanelSnapshot) => void): HostConnection {
  const vscode = acquireVsCodeApi();
  const peer: HostConnection = new Peer({
    post: (message) => {
      vscode.postMessage(message);
    },
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    report: (problem) => {
      tellFault(problem, '');
    },
    asks: PANEL_REQUESTS,
    tells: HOST_EVENTS,
    answers: {},
    hears: PANEL_EVENTS,
    onRequest: {},
    onEvent: { 'panel.snapshot': show },
  });
  const tellFault = (message: string, stack: string): void => {
    peer.tell('panel.fault', { message: message.slice(0, 2_000), stack: stack.slice(0, 8_000) });
  };
  window.addEventListener('message', (event) => {
    peer.receive(event.data);
  });
  window.addEventListener('error', (event) => {
    tellFault(event.message, event.error instanceof Error ? (event.error.stack ?? '') : '');
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    tellFault(String(reason), reason instanceof Error ? (reason.stack ?? '') : '');
  });
  return peer;
}
