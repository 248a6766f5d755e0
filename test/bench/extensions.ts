import { join } from 'node:path';

/** Which program listens: Grasp, one that reads only how many changes came, or one that does nothing at all. */
export const EXTENSIONS = ['grasp', 'bare', 'none'] as const;
export type ExtensionName = (typeof EXTENSIONS)[number];

/** The program of an extension on the stage. */
export function entryOf(folder: string, name: ExtensionName): string {
  return join(folder, `${name}.cjs`);
}
