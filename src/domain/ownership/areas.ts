import * as v from 'valibot';
import { shown } from '../privacy/exclusions.ts';
import { OTHER, OWNERSHIP_CLASSES, type Area, type Owned, type OwnershipClass } from './area.ts';
import { globOfName, pathMatcher, problemOfGlob } from './pathGlob.ts';
import { areaFolder, areaName, LONGEST_NAME } from './sourceFolder.ts';

/** More areas than this are not looked at: each file is compared with all of them. */
const MOST_AREAS = 200;

/** What `grasp.areas` names. */
export interface Areas {
  readonly areas: readonly Area[];
  /** entries that can not be used, each with the reason, in words */
  readonly unusable: readonly string[];
}

const CLASSES = OWNERSHIP_CLASSES.map((one) => `"${one}"`).join(', ');

/** The messages are the reasons. A property that is missing is read as an empty one. */
const areaSchema = v.object(
  {
    name: v.pipe(
      v.optional(v.string('has a name that is no text'), ''),
      v.trim(),
      v.nonEmpty('has no name'),
      v.maxLength(LONGEST_NAME, 'has a name that is too long'),
      v.check((name) => name.toLowerCase() !== OTHER.area, `is called "${OTHER.area}", which is all that no area has`),
    ),
    glob: v.pipe(
      v.optional(v.string('has a pattern that is no text'), ''),
      v.trim(),
      v.check(
        (glob) => problemOfGlob(glob) === undefined,
        ({ input }) => `has a pattern that ${problemOfGlob(input) ?? ''}`,
      ),
    ),
    class: v.pipe(
      v.optional(v.unknown(), ''),
      v.picklist(OWNERSHIP_CLASSES, `has no class, which is one of ${CLASSES}`),
    ),
  },
  'is no area',
);

/** Reads the setting as it stands in somebody's settings files: it should be a list of areas. */
export function readAreas(values: unknown): Areas {
  if (values === undefined || values === null) return { areas: [], unusable: [] };
  if (!Array.isArray(values)) return { areas: [], unusable: [`${shown(values)} is no list`] };
  const read = (values as unknown[]).slice(0, MOST_AREAS).map(areaIn);
  const unusable = new Set(read.filter((one) => typeof one === 'string'));
  if (values.length > MOST_AREAS) unusable.add(`the entries beyond the first ${MOST_AREAS} are too many`);
  return { areas: read.filter((one) => typeof one !== 'string'), unusable: [...unusable] };
}

/** A sentence for people about entries that can not be used; empty when there are none. */
export function unusableAreasInWords({ unusable }: Areas): string {
  if (unusable.length === 0) return '';
  return `The setting "grasp.areas" has entries that name no area: ${unusable.join('; ')}. All others are in force.`;
}

/** An entry as an area, or what is wrong with it. */
function areaIn(entry: unknown): Area | string {
  const parsed = v.safeParse(areaSchema, entry);
  return parsed.success ? parsed.output : `${shown(entry)} ${parsed.issues[0].message}`;
}

/** Where files belong, by their paths in the repository: to the first area that means them, else to the area of all the rest. */
export function ownedBy(areas: readonly Area[]): (path: string) => Owned {
  const matchers = areas.map(({ glob }) => pathMatcher(glob));
  return (path) => {
    const area = areas[matchers.findIndex((matches) => matches(path))];
    return area === undefined ? OTHER : { area: area.name, class: area.class };
  };
}

/**
 * The setting with a file in another class: the entry that means it gets that class, with all that it means. A file that
 * none means gets an entry for its folder, at the end. What can not be used is left as it is.
 *
 * @param values of the setting, as they stand
 */
export function withClass(values: unknown, path: string, to: OwnershipClass): unknown[] {
  const entries: unknown[] = Array.isArray(values) ? [...(values as unknown[])] : [];
  const at = entries.slice(0, MOST_AREAS).findIndex((entry) => {
    const area = areaIn(entry);
    return typeof area !== 'string' && pathMatcher(area.glob)(path);
  });
  if (at >= 0) return entries.with(at, { ...(entries[at] as object), class: to });
  const { folder, isWhole } = areaFolder(path);
  const glob = folder === '' ? globOfName(path) : `${globOfName(folder)}/${isWhole ? '**' : '*'}`;
  return [...entries, { name: areaName(folder === '' ? path : folder), glob, class: to } satisfies Area];
}
