import * as v from 'valibot';
import { envelope, envelopeSchema, type Envelope, type RequestErrorCode } from './envelope.ts';

type Schema = v.GenericSchema;
export type RequestTable = Readonly<Record<string, { readonly body: Schema; readonly reply: Schema }>>;
export type EventTable = Readonly<Record<string, Schema>>;
type Body<T extends RequestTable, K extends keyof T> = v.InferInput<T[K]['body']>;
type Reply<T extends RequestTable, K extends keyof T> = v.InferOutput<T[K]['reply']>;

/** How a request of the other end is answered. Throw a `RequestError` for an outcome that the asker should tell apart. */
export type RequestHandlers<T extends RequestTable> = {
  readonly [K in keyof T]: (body: v.InferOutput<T[K]['body']>) => Promise<Reply<T, K>> | Reply<T, K>;
};
export type EventHandlers<T extends EventTable> = { readonly [K in keyof T]: (body: v.InferOutput<T[K]>) => void };

/** Why a request did not get its reply. Its message is shown to people. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
  }
}

export interface PeerOptions<
  Asks extends RequestTable,
  Tells extends EventTable,
  Answers extends RequestTable,
  Hears extends EventTable,
> {
  /** hands a message to the other end */
  readonly post: (message: Envelope) => void;
  /** calls back after a delay in milliseconds and returns how to cancel that */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** gets what was wrong with a message; never the message itself */
  readonly report: (problem: string, cause?: unknown) => void;
  readonly asks: Asks;
  readonly tells: Tells;
  readonly answers: Answers;
  readonly hears: Hears;
  readonly onRequest: RequestHandlers<Answers>;
  readonly onEvent: EventHandlers<Hears>;
  /** milliseconds until an unanswered request fails; 10 s unless given */
  readonly patience?: number;
}

interface Waiting {
  readonly tag: string;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: RequestError) => void;
  readonly cancel: () => void;
}

/**
 * One end of the wire between host and webview. Everything that arrives is parsed by schema before anybody sees it, and
 * every request settles: by its reply, a typed error, a timeout or the end of the peer.
 */
export class Peer<
  Asks extends RequestTable,
  Tells extends EventTable,
  Answers extends RequestTable,
  Hears extends EventTable,
> {
  readonly #options: PeerOptions<Asks, Tells, Answers, Hears>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #disposed = false;

  constructor(options: PeerOptions<Asks, Tells, Answers, Hears>) {
    this.#options = options;
  }

  request<K extends keyof Asks & string>(tag: K, body: Body<Asks, K>): Promise<Reply<Asks, K>> {
    const reply = new Promise<unknown>((resolve, reject) => {
      if (this.#disposed) {
        reject(new RequestError('disposed', `"${tag}" was asked after the end.`));
        return;
      }
      const id = this.#nextId++;
      const cancel = this.#options.after(this.#options.patience ?? 10_000, () => {
        this.#settle(id)?.reject(new RequestError('timeout', 'Grasp has not answered yet.'));
      });
      this.#waiting.set(id, { tag, resolve, reject, cancel });
      this.#options.post(envelope({ kind: 'request', id, tag, body }));
    });
    return reply;
  }

  tell<K extends keyof Tells & string>(tag: K, body: v.InferInput<Tells[K]>): void {
    if (!this.#disposed) this.#options.post(envelope({ kind: 'event', tag, body }));
  }

  /** Takes a message as it came off the wire. Anything that is not a valid one is reported and dropped. */
  receive(message: unknown): void {
    if (this.#disposed) return;
    const parsed = v.safeParse(envelopeSchema, message);
    if (!parsed.success) {
      this.#options.report(`A message was dropped: ${issuePaths(parsed.issues)}`);
      return;
    }
    const wire = parsed.output;
    if (wire.kind === 'request') void this.#answer(wire);
    else if (wire.kind === 'event') this.#hear(wire);
    else if (wire.kind === 'reply') this.#takeReply(wire);
    else this.#settle(wire.id)?.reject(new RequestError(wire.code, wire.message));
  }

  dispose(): void {
    this.#disposed = true;
    for (const id of [...this.#waiting.keys()]) {
      const waiting = this.#settle(id);
      waiting?.reject(new RequestError('disposed', `"${waiting.tag}" ended without an answer.`));
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.cancel();
    return waiting;
  }

  #takeReply(wire: Extract<Envelope, { kind: 'reply' }>): void {
    const waiting = this.#settle(wire.id);
    if (waiting === undefined) return;
    const schema = this.#options.asks[waiting.tag]?.reply;
    const body = schema === undefined ? undefined : v.safeParse(schema, wire.body);
    if (body?.success === true) waiting.resolve(body.output);
    else waiting.reject(new RequestError('invalid', 'Grasp gave an answer of a wrong form.'));
  }

  async #answer({ id, tag, body }: Extract<Envelope, { kind: 'request' }>): Promise<void> {
    const { answers, onRequest, post } = this.#options;
    const schema = Object.hasOwn(answers, tag) ? answers[tag]?.body : undefined;
    const fail = (code: RequestErrorCode, message: string): void => {
      if (!this.#disposed) post(envelope({ kind: 'error', id, code, message }));
    };
    if (schema === undefined) {
      fail('unknown', 'There is no such request.');
      return;
    }
    const parsed = v.safeParse(schema, body);
    if (!parsed.success) {
      this.#options.report(`A "${tag}" was refused: ${issuePaths(parsed.issues)}`);
      fail('invalid', 'The request has a wrong form.');
      return;
    }
    try {
      const reply = await onRequest[tag]?.(parsed.output);
      if (!this.#disposed) post(envelope({ kind: 'reply', id, body: reply }));
    } catch (error) {
      if (error instanceof RequestError) {
        fail(error.code, error.message);
      } else {
        this.#options.report(`A "${tag}" failed.`, error);
        fail('failed', 'That did not work. The log says more.');
      }
    }
  }

  #hear({ tag, body }: Extract<Envelope, { kind: 'event' }>): void {
    const { hears, onEvent, report } = this.#options;
    const schema = Object.hasOwn(hears, tag) ? hears[tag] : undefined;
    if (schema === undefined) {
      report(`An unknown event was dropped.`);
      return;
    }
    const parsed = v.safeParse(schema, body);
    if (!parsed.success) {
      report(`A "${tag}" was dropped: ${issuePaths(parsed.issues)}`);
      return;
    }
    onEvent[tag]?.(parsed.output);
  }
}

function issuePaths(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => v.getDotPath(issue) ?? 'form').join(', ');
}
