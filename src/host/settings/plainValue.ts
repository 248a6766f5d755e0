/** A value as it stands in a settings file: VS Code gives objects that can not be kept as they are. */
export function plainValue<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
