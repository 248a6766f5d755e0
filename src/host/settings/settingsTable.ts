import { GATE_STYLES, type GateStyle } from '../../domain/debt/gateStyle.ts';
import { WEEK_DAYS, type FirstDay } from '../../domain/velocity/localWeek.ts';

interface Setting<T> {
  readonly type: 'string' | 'boolean' | 'number' | 'array';
  readonly enum?: readonly T[];
  readonly default: T;
  readonly scope: 'application' | 'machine' | 'window' | 'resource';
}

/** Every setting of Grasp, by its key without `grasp.`. */
export const SETTINGS = {
  'week.firstDay': {
    type: 'string',
    enum: WEEK_DAYS,
    default: 'monday',
    scope: 'application',
  } satisfies Setting<FirstDay> as Setting<FirstDay>,
  'attribution.compareClipboard': {
    type: 'boolean',
    default: true,
    scope: 'application',
  } satisfies Setting<boolean> as Setting<boolean>,
  correctionLens: {
    type: 'boolean',
    default: false,
    scope: 'window',
  } satisfies Setting<boolean> as Setting<boolean>,
  'privacy.exclude': {
    type: 'array',
    default: [],
    scope: 'resource',
  } satisfies Setting<readonly string[]> as Setting<readonly string[]>,
  'privacy.hashPaths': {
    type: 'boolean',
    default: false,
    scope: 'application',
  } satisfies Setting<boolean> as Setting<boolean>,
  showProvenance: {
    type: 'boolean',
    default: false,
    scope: 'window',
  } satisfies Setting<boolean> as Setting<boolean>,
  showNotes: {
    type: 'boolean',
    default: false,
    scope: 'window',
  } satisfies Setting<boolean> as Setting<boolean>,
  'gate.style': {
    type: 'string',
    enum: GATE_STYLES,
    default: 'by size',
    scope: 'application',
  } satisfies Setting<GateStyle> as Setting<GateStyle>,
  'gate.commitButton': {
    type: 'boolean',
    default: false,
    scope: 'application',
  } satisfies Setting<boolean> as Setting<boolean>,
  dataFolder: {
    type: 'string',
    default: '',
    scope: 'machine',
  } satisfies Setting<string> as Setting<string>,
};

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = (typeof SETTINGS)[K]['default'];
