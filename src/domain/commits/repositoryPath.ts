const LONGEST = 4_096;

/**
 * Whether a path that a repository tells of lies in it. A tree may be written by hand and hold any name: such a one would
 * be recorded as another file.
 *
 * @param path with `/`
 */
export function isInRepository(path: string): boolean {
  if (path.length > LONGEST || /[\0\\]/u.test(path)) return false;
  return path.split('/').every((name) => !/^(?:|\.|\.\.|\.git|[a-z]:)$/iu.test(name));
}
