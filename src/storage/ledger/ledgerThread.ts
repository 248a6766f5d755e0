// The thread that holds the ledger. It is started by ledgerClient.ts and speaks with nobody else.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import initSqlJs from 'sql.js';
import type { LedgerMessage, LedgerRequest, LedgerThreadData } from './ledgerMessages.ts';
import { LedgerServer } from './ledgerServer.ts';

const port = parentPort;
if (port === null) throw new Error('This program runs as a thread only.');

async function main({ folder, wasm, held }: LedgerThreadData, to: MessagePort): Promise<void> {
  const wasmBinary = new Uint8Array(await readFile(wasm)).buffer;
  const sql = await initSqlJs({ wasmBinary, useOldExtensionFunctions: false } as Parameters<typeof initSqlJs>[0]);
  const tell = (message: LedgerMessage): void => {
    to.postMessage(message);
  };
  const server = new LedgerServer({ ...{ folder, sql, tell, held }, now: () => Date.now(), offsetMinutes });
  // What was asked before the database was there has waited in the port.
  to.on('message', (request: LedgerRequest) => {
    server.receive(request);
  });
  await server.run();
}

function offsetMinutes(at: number): number {
  return 0 - new Date(at).getTimezoneOffset();
}

void main(workerData as LedgerThreadData, port);
