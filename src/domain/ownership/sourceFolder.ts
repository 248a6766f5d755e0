import { OTHER } from './area.ts';

/** Of an area, in UTF-16 code units; longer names are not recorded. */
export const LONGEST_NAME = 200;
/** Folders in which a project keeps all of its code: what is in them has a name of its own. */
const HOLDERS: ReadonlySet<string> = new Set(
  'src source sources lib libs app apps packages modules services crates cmd internal pkg projects components plugins'.split(
    ' ',
  ),
);

/** A folder that is an area by itself; an empty name for a file that lies in none. */
export interface AreaFolder {
  readonly folder: string;
  /** whether it is meant with all that is in it, else its own files alone */
  readonly isWhole: boolean;
}

/** The topmost folder of a file that says what the code in it is for: `src/git` rather than `src`. */
export function areaFolder(path: string): AreaFolder {
  const folders = path.split('/').slice(0, -1);
  const [top = '', next] = folders;
  if (!HOLDERS.has(top.toLowerCase())) return { folder: top, isWhole: true };
  return next === undefined ? { folder: top, isWhole: false } : { folder: `${top}/${next}`, isWhole: true };
}

/** What the area of a folder or a file is called: as it is, unless that is the name of all the rest. */
export function areaName(path: string): string {
  return path.toLowerCase() === OTHER.area ? `${path}/` : path.slice(-LONGEST_NAME);
}
