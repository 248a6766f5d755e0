import { isObjectValue, isSameValue } from '../../domain/settings/settingValue.ts';

/** The git extension's own gate: whether it looks at diagnostics before a commit, and at which ones, by their source. */
export const GATE_KEYS = ['sources', 'enabled'] as const;
export type GateKey = (typeof GATE_KEYS)[number];

/** Our name among the sources, and the severity from which the gate asks. */
const SOURCE = 'grasp';
const SEVERITY = 'information';
/** Where the gate was off, nothing but ours may ask. */
const OURS_ALONE = { [SOURCE]: SEVERITY, '*': 'none' };

/** What the person's own settings file says, raw; without the key where it says nothing. */
export type GateValues = Readonly<Partial<Record<GateKey, unknown>>>;

/** What the settings say now. */
export interface GateNow {
  readonly values: GateValues;
  /** whether the gate is on in this window, whoever says so */
  readonly isOn: boolean;
}

/** What is on the disk before anything is changed, so that it can be gone back from at any moment. */
export interface GateRecord {
  readonly stage: 'switching on' | 'on' | 'switching off';
  readonly before: GateValues;
  readonly wrote: GateValues;
}

/** One write, to be finished before the next one begins. Without a value it takes away. */
export type GateWrite =
  { readonly to: 'record'; readonly value?: GateRecord } | { readonly to: GateKey; readonly value?: unknown };

export interface GatePlan {
  readonly writes: readonly GateWrite[];
  /** what the person has changed since, and so stays as it is */
  readonly left: readonly GateKey[];
}

const NOTHING: GatePlan = { writes: [], left: [] };

/**
 * The writes that bring the git extension's gate to where it is wanted. A process may die after any of them: the plan of the
 * next one goes on, or back.
 */
export function planGate(now: GateNow, wanted: boolean, record: GateRecord | undefined): GatePlan {
  if (!wanted) return record === undefined ? NOTHING : planBack(now, record);
  if (record !== undefined && isOfOneWorkspace(now, record)) return planAnew(now, record);
  if (record?.stage === 'on') return NOTHING;
  if (record !== undefined) return planOn(now, record);
  // What has our name in it was written by another window, or by the person.
  if (isObjectValue(now.values.sources) && SOURCE in now.values.sources) return NOTHING;
  const wrote = wantedValues(now);
  return wrote === undefined ? NOTHING : planOn(now, { stage: 'switching on', before: now.values, wrote });
}

/** `undefined` where the person's list of sources is of no form that anything could be added to. */
function wantedValues(now: GateNow): GateValues | undefined {
  const { sources } = now.values;
  if (!isOn(now)) return { sources: OURS_ALONE, enabled: true };
  if (sources !== undefined && !isObjectValue(sources)) return undefined;
  return { sources: { ...sources, [SOURCE]: SEVERITY } };
}

/** Also where it is the workspace alone that has switched it off: what the person has elsewhere is theirs. */
function isOn({ values, isOn: isOnHere }: GateNow): boolean {
  return isOnHere || values.enabled === true;
}

/** Whether it was left to a workspace to have the gate on, which is not this one, and the person has changed nothing since. */
function isOfOneWorkspace(now: GateNow, { before, wrote }: GateRecord): boolean {
  const isUnchanged = GATE_KEYS.every((key) =>
    [before[key], ...(key in wrote ? [wrote[key]] : [])].some((value) => isSameValue(now.values[key], value)),
  );
  return !('enabled' in wrote) && !isOn(now) && isUnchanged;
}

/** Back first, so that what was before stays the record's. */
function planAnew(now: GateNow, record: GateRecord): GatePlan {
  const { sources: _, ...others } = now.values;
  const before = 'sources' in record.before ? { ...others, sources: record.before.sources } : others;
  const back = planBack(now, record);
  const on = planGate({ ...now, values: before }, true, undefined);
  return { writes: [...back.writes, ...on.writes], left: on.left };
}

function planOn({ values }: GateNow, { before, wrote }: GateRecord): GatePlan {
  const record: GateRecord = { stage: 'switching on', before, wrote };
  // The sources first: a gate that is on without them would ask of everybody's errors.
  const open = GATE_KEYS.filter((key) => key in wrote && !isSameValue(values[key], wrote[key]));
  const ours = open.filter((key) => isSameValue(values[key], before[key]));
  return {
    writes: [
      { to: 'record', value: record },
      ...ours.map((key) => ({ to: key, value: wrote[key] })),
      { to: 'record', value: { ...record, stage: 'on' } },
    ],
    left: open.filter((key) => !ours.includes(key)),
  };
}

function planBack({ values }: GateNow, { before, wrote }: GateRecord): GatePlan {
  const changed = GATE_KEYS.filter((key) => key in wrote && !isSameValue(wrote[key], before[key])).reverse();
  const ours = changed.filter((key) => isSameValue(values[key], wrote[key]));
  return {
    writes: [
      { to: 'record', value: { stage: 'switching off', before, wrote } },
      ...ours.map((key) => (key in before ? { to: key, value: before[key] } : { to: key })),
      { to: 'record' },
    ],
    left: changed.filter((key) => !ours.includes(key) && !isSameValue(values[key], before[key])),
  };
}
