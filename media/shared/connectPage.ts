import { Peer, type EventHandlers, type EventTable, type RequestTable } from '../../src/protocol/peer.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
}

/** Given to every webview by VS Code, once. */
declare function acquireVsCodeApi(): VsCodeApi;

/** An error that nothing in the page caught. */
interface Fault {
  readonly message: string;
  readonly stack: string;
}

/** A page's end of the wire: it asks and tells the host, and hears from it. */
export type PagePeer<Asks extends RequestTable, Tells extends EventTable, Hears extends EventTable> = Peer<
  Asks,
  Tells,
  Record<never, never>,
  Hears
>;

interface PageWire<Asks extends RequestTable, Tells extends EventTable, Hears extends EventTable> {
  readonly asks: Asks;
  readonly tells: Tells;
  readonly hears: Hears;
  readonly onEvent: EventHandlers<Hears>;
  readonly tellFault: (peer: PagePeer<Asks, Tells, Hears>, fault: Fault) => void;
}

/** Connects a page to the host. Errors that nothing catches are told to it, so that they reach the log. */
export function connectPage<Asks extends RequestTable, Tells extends EventTable, Hears extends EventTable>(
  wire: PageWire<Asks, Tells, Hears>,
): PagePeer<Asks, Tells, Hears> {
  const vscode = acquireVsCodeApi();
  const peer: PagePeer<Asks, Tells, Hears> = new Peer({
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
    asks: wire.asks,
    tells: wire.tells,
    answers: {},
    hears: wire.hears,
    onRequest: {},
    onEvent: wire.onEvent,
  });
  const tellFault = (message: string, stack: string): void => {
    wire.tellFault(peer, { message: message.slice(0, 2_000), stack: stack.slice(0, 8_000) });
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
