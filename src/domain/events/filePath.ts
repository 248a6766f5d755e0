import { hiddenInWords, isHidden } from '../privacy/hiddenName.ts';

/** A file as events name it. */
export interface FileName {
  readonly uri: string;
  readonly folder?: string | undefined;
}

/** The path of a file for people: relative to its workspace folder, else the path of its URI, always with `/`. */
export function filePath({ uri, folder }: FileName): string {
  if (isHidden(uri)) return hiddenInWords(uri);
  const inFolder = folder !== undefined && uri.startsWith(withSlash(folder));
  return inFolder ? decoded(uri.slice(withSlash(folder).length)) : absolutePath(uri);
}

/** Whether a file is the one that somebody names by URI, by absolute path or by path in its workspace folder. */
export function matchesPath(file: FileName, path: string): boolean {
  if (path === file.uri) return true;
  const plain = path.replaceAll('\\', '/').replace(/^\.\//u, '');
  return sameDrive(plain, filePath(file)) || sameDrive(plain, absolutePath(file.uri));
}

/** A file or a folder, by its absolute path or, where it has none, by its URI. */
export interface Place {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Whether a URI is that of a place, or for a folder that of something in it. */
export function isPlace(uri: string, { path, isFolder }: Place): boolean {
  if (uri === path) return true;
  const [wanted, given] = [path.replaceAll('\\', '/'), absolutePath(uri)].map(withSmallDrive);
  if (wanted === undefined || given === undefined) return false;
  return given === wanted || (isFolder && given.startsWith(withSlash(wanted)));
}

function absolutePath(uri: string): string {
  const path = decoded(/^[^:]*:(?:\/\/[^/]*)?(?<path>[^?#]*)/u.exec(uri)?.groups?.['path'] ?? uri);
  return /^\/[a-z]:/iu.test(path) ? path.slice(1) : path;
}

/** Windows writes the same drive as `c:` and `C:`. */
function sameDrive(a: string, b: string): boolean {
  return withSmallDrive(a) === withSmallDrive(b);
}

function withSmallDrive(path: string): string {
  return /^[A-Z]:/u.test(path) ? (path[0] ?? '').toLowerCase() + path.slice(1) : path;
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
