import { PROMPTS_A_DAY } from '../../domain/prompts/promptSettings.ts';
import { GATE_STYLES, type GateStyle } from '../../domain/debt/gateStyle.ts';
import { WEEK_DAYS, type FirstDay } from '../../domain/velocity/localWeek.ts';

interface Setting<T> {
  readonly type: 'string' | 'boolean' | 'number' | 'array' | 'object';
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
  'prompts.perDay': {
    type: 'number',
    default: PROMPTS_A_DAY,
    scope: 'application',
  } satisfies Setting<number> as Setting<number>,
  'prompts.quietHours': {
    type: 'string',
    default: '',
    scope: 'application',
  } satisfies Setting<string> as Setting<string>,
  'prompts.offIn': {
    type: 'array',
    default: [],
    scope: 'machine',
  } satisfies Setting<readonly string[]> as Setting<readonly string[]>,
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
  areas: {
    type: 'array',
    default: [],
    scope: 'window',
  } satisfies Setting<readonly unknown[]> as Setting<readonly unknown[]>,
  'gate.commitKey': {
    type: 'boolean',
    default: true,
    scope: 'application',
  } satisfies Setting<boolean> as Setting<boolean>,
  'gate.minimumLines': {
    type: 'number',
    default: 10,
    scope: 'window',
  } satisfies Setting<number> as Setting<number>,
  'gate.leaveOut': {
    type: 'array',
    default: [],
    scope: 'window',
  } satisfies Setting<readonly unknown[]> as Setting<readonly unknown[]>,
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
  'commitHook.longestWait': {
    type: 'number',
    default: 120,
    scope: 'application',
  } satisfies Setting<number> as Setting<number>,
  'block.schedule': {
    type: 'string',
    default: '',
    scope: 'application',
  } satisfies Setting<string> as Setting<string>,
  'block.quietSettings': {
    type: 'boolean',
    default: false,
    scope: 'application',
  } satisfies Setting<boolean> as Setting<boolean>,
  // Of the window and not of the application, so that VS Code keeps it in the file of the settings that it undoes, in every
  // profile. Only the user's own value is ever read.
  'quietAi.undo': {
    type: 'object',
    default: {},
    scope: 'window',
  } satisfies Setting<object> as Setting<object>,
  dataFolder: {
    type: 'string',
    default: '',
    scope: 'machine',
  } satisfies Setting<string> as Setting<string>,
};

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = (typeof SETTINGS)[K]['default'];
