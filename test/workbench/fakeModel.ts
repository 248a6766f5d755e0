import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What a language model asks a tool of the chat to do. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A language model on this machine that says what a test has put into its mouth, for the chat that is built into VS Code. */
export class FakeModel {
  readonly #server: Server;
  #rounds: (readonly ToolCall[])[] = [];
  #words = '';
  #calls = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<FakeModel> {
    const model = new FakeModel();
    await new Promise<void>((resolve) => model.#server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  /** Lets the chat of a server that has not been started yet offer this model and no other, without anybody signed in. */
  offerTo(dataDir: string): void {
    const { port } = this.#server.address() as AddressInfo;
    const model = {
      ...{ id: 'fake', name: MODEL_NAME, url: `http://127.0.0.1:${String(port)}/v1/chat/completions` },
      ...{ toolCalling: true, vision: false, maxInputTokens: 100_000, maxOutputTokens: 8_000 },
      editTools: ['find-replace', 'multi-find-replace', 'apply-patch', 'code-rewrite'],
    };
    const provider = { name: 'Fake', vendor: 'customendpoint', apiType: 'chat-completions', models: [model] };
    const folder = join(dataDir, 'data', 'User');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'chatLanguageModels.json'), JSON.stringify([provider]));
  }

  /** What it does with the next request: calls of tools, one round after the other, and then some words. */
  plan(rounds: readonly (readonly ToolCall[])[], words: string): void {
    this.#rounds = [...rounds];
    this.#words = words;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { tools = [] } = JSON.parse(await textOf(request)) as { tools?: readonly unknown[] };
    // The chat also asks for titles and the like, and offers no tools then.
    const calls = tools.length === 0 ? undefined : this.#rounds.shift();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const words = tools.length === 0 ? 'A title' : this.#words;
    const said =
      calls === undefined ? { content: words } : { tool_calls: calls.map((call, at) => this.#call(call, at)) };
    send(response, { role: 'assistant', ...said }, null);
    send(response, {}, calls === undefined ? 'stop' : 'tool_calls');
    response.end('data: [DONE]\n\n');
  }

  #call({ tool, input }: ToolCall, index: number): object {
    this.#calls += 1;
    const called = { name: tool, arguments: JSON.stringify(input) };
    return { index, id: `call_${String(this.#calls)}`, type: 'function', function: called };
  }
}

export const MODEL_NAME = 'Fake Model';

function send(response: ServerResponse, delta: object, finish: string | null): void {
  const chunk = {
    ...{ id: 'fake', object: 'chat.completion.chunk', created: 0, model: 'fake' },
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
