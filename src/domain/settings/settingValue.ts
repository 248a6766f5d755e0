/** Whether two values of a settings file say the same, in whatever order their keys stand. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (!isObjectValue(a) || !isObjectValue(b))
    return a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSameValue(a[key], b[key]));
}

export function isObjectValue(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
