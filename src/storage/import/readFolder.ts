import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareEvents, type EventOrder } from '../../domain/events/journalEvent.ts';
import { readJournal } from '../journal/journalFolder.ts';
import { ImportProblem } from './importProblem.ts';
import type { Source, SourcePiece } from './source.ts';

/** A packed journal of more bytes than this is none. */
const LONGEST_PACKED = 100 * 1024 * 1024;
/** No data folder has more line keys, and none of them is longer than this many bytes. */
const MOST_KEYS = 64;
const LONGEST_KEY = 100;

interface Found {
  readonly name: string;
  readonly packed: boolean;
  readonly size: number;
}

/** The journals of another machine: those in a folder, or in the folder `journal` in it. */
export async function readFolder(path: string): Promise<Source> {
  const folder = await folderOfJournals(path);
  const lineKeys = folder === path ? [] : await keysBeside(join(path, 'keys'));
  const journals: Found[] = [];
  const refused: SourcePiece[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const kind = /\.jsonl(?<packed>\.gz)?$/u.exec(name)?.groups;
    if (kind === undefined) continue;
    const { size, why } = await look(join(folder, name));
    const packed = kind['packed'] !== undefined;
    const tooLong = packed && size > LONGEST_PACKED ? 'it is longer than any journal' : undefined;
    const reason = why ?? tooLong;
    if (reason === undefined) journals.push({ name, packed, size });
    else refused.push({ file: name, lines: [], refused: [{ line: 0, why: reason }], bytes: 0 });
  }
  if (journals.length + refused.length === 0) {
    throw new ImportProblem('holds no journals, which are files that end with ".jsonl" or ".jsonl.gz".');
  }
  return {
    bytes: journals.reduce((sum, { size }) => sum + size, 0),
    async *pieces() {
      yield { file: '', lines: [], refused: [], bytes: 0, lineKeys };
      yield* refused;
      for (const journal of await byFirstEvent(folder, journals)) yield* piecesOf(folder, journal);
    },
  };
}

async function folderOfJournals(path: string): Promise<string> {
  const inside = join(path, 'journal');
  const stats = await lstat(inside).catch(() => undefined);
  if (stats?.isSymbolicLink() === true) {
    throw new ImportProblem('has a symbolic link in the place of its folder "journal", which Grasp does not follow.');
  }
  return stats?.isDirectory() === true ? inside : path;
}

/** The line keys of a data folder that was copied as a whole. */
async function keysBeside(folder: string): Promise<readonly string[]> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats?.isDirectory() !== true) return [];
  const names = (await readdir(folder)).filter((name) => /^lines-\d{4}\.key$/u.test(name)).sort();
  const texts: string[] = [];
  for (const name of names.slice(0, MOST_KEYS)) {
    const { size, why } = await look(join(folder, name));
    if (why === undefined && size <= LONGEST_KEY) texts.push(await readFile(join(folder, name), 'latin1'));
  }
  return texts.map((text) => text.trimEnd());
}

async function look(path: string): Promise<{ size: number; why?: string }> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return { size: 0, why: 'it is a symbolic link, which Grasp does not follow' };
  return stats.isFile() ? { size: stats.size } : { size: 0, why: 'it is no plain file' };
}

/** In the order of what they begin with: what is written in that order is read fast later. */
async function byFirstEvent(folder: string, journals: readonly Found[]): Promise<readonly Found[]> {
  const ordered: { readonly journal: Found; readonly first: EventOrder }[] = [];
  for (const journal of journals) {
    let first: EventOrder = { h: Infinity, s: '', n: 0 };
    for await (const { lines } of readJournal(folder, journal)) {
      first = lines[0]?.event ?? first;
      if (lines.length > 0) break;
    }
    // All else of the event would stay in memory.
    ordered.push({ journal, first: { h: first.h, s: first.s, n: first.n } });
  }
  return ordered.sort((a, b) => compareEvents(a.first, b.first)).map(({ journal }) => journal);
}

async function* piecesOf(folder: string, journal: Found): AsyncGenerator<SourcePiece> {
  let read = 0;
  for await (const { lines, damaged, end } of readJournal(folder, journal)) {
    const refused = damaged.map((line) => ({ line, why: 'its checksum or its form is wrong' }));
    yield { file: journal.name, lines, refused, bytes: end - read };
    read = end;
  }
}
