import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from '../table.ts';
import type { Part } from './part.ts';

const VSIX_TARGET = 1_000_000;

/** 6: what is shipped. */
export const sizes: Part = async ({ stage }) => {
  const row = (measure: string, grasp: number, target?: number): Row => {
    return { scenario: 'size', measure, unit: 'bytes', grasp, target };
  };
  const files = ['extension.cjs', 'ledger.cjs', 'sql-wasm.wasm', 'panel.js'].flatMap((name) => {
    const bytes = readFileSync(join(stage.dist, name));
    return [row(name, bytes.length), row(`${name}, gzip`, gzipSync(bytes).length)];
  });
  return [row('.vsix', readFileSync(stage.vsix).length, VSIX_TARGET), ...files];
};
