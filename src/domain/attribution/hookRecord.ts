import * as v from 'valibot';

const recordSchema = v.object({
  v: v.literal(1),
  file: v.string(),
  written: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  original: v.nullable(v.string()),
  madeFolder: v.boolean(),
});

/** What is needed to take a hook out of an agent's settings without a trace. */
export interface HookRecord {
  readonly v: 1;
  /** the settings file, as an absolute path */
  readonly file: string;
  /** SHA-256 of what Grasp wrote, in hexadecimal digits: while the file is still that, `original` is what to go back to */
  readonly written: string;
  /** the file's bytes without Grasp's hook, in base64; `null` where there was no file */
  readonly original: string | null;
  /** the folder of the file was made for it */
  readonly madeFolder: boolean;
}

/** The record that a text is, or `undefined`. */
export function readHookRecord(text: string): HookRecord | undefined {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
