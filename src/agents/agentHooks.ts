import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import { AGENT_NAMES, type AgentName } from '../domain/attribution/agentReport.ts';
import type { HookRecord } from '../domain/attribution/hookRecord.ts';
import type { HookRecords } from '../ports/hookRecords.ts';
import { hasHook, withHook, withoutHook, type EditedText } from './hookText.ts';
import { hookCommand, KNOWN_AGENTS } from './knownAgents.ts';
import {
  isThere,
  makeFolderOf,
  readSettingsFile,
  removeEmptyFolderOf,
  replaceSettings,
  type RefusedFile,
  type SettingsFile,
} from './settingsFile.ts';

export interface AgentHookParts {
  /** the person's home folder */
  readonly home: () => string;
  /** absolute path of the report script */
  readonly script: string;
  readonly records: HookRecords;
}

/** What would be done to one agent's settings. */
export interface HookPlan {
  readonly agent: AgentName;
  /** the settings file, as an absolute path */
  readonly file: string;
  /** `nothing` where all is as wanted already; `refused` where the file is left alone */
  readonly outcome: 'change' | 'nothing' | 'refused';
  /** why it is refused, as the end of a sentence */
  readonly why?: string;
  /** the texts before and after; `undefined` where there is no file */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

type Wanted = 'install' | 'remove';

interface Prepared {
  readonly settings: SettingsFile;
  readonly without: Buffer | undefined;
  readonly after: Buffer | undefined;
}

/**
 * Puts hooks into the settings that agents keep for the whole account, and takes them out again. Whatever is planned is
 * worked out anew when it is done, so a file that has changed meanwhile is never written over.
 */
export class AgentHooks {
  readonly #parts: AgentHookParts;

  constructor(parts: AgentHookParts) {
    this.#parts = parts;
  }

  /** The agents that have a folder in the home folder. */
  async found(): Promise<AgentName[]> {
    const there = await Promise.all(
      AGENT_NAMES.map((agent) => isThere(join(this.#parts.home(), KNOWN_AGENTS[agent].folder))),
    );
    return AGENT_NAMES.filter((_, at) => there[at]);
  }

  /** The agents whose settings run the report script now. */
  async installed(): Promise<AgentName[]> {
    const names: AgentName[] = [];
    for (const agent of AGENT_NAMES) {
      const settings = await readSettingsFile(this.#fileOf(agent));
      const bytes = 'refused' in settings ? undefined : settings.bytes;
      if (bytes !== undefined && hasHook(bytes.toString('utf8'), KNOWN_AGENTS[agent])) names.push(agent);
    }
    return names;
  }

  async plan(agent: AgentName, wanted: Wanted): Promise<HookPlan> {
    return this.#planOf(agent, await this.#prepare(agent, wanted));
  }

  /** Does what `plan` tells. Rejects with the error of the disk; the file is whole then, as it was or as it was to be. */
  async carryOut(agent: AgentName, wanted: Wanted): Promise<HookPlan> {
    const prepared = await this.#prepare(agent, wanted);
    const plan = this.#planOf(agent, prepared);
    if ('refused' in prepared) return plan;
    const madeFolder = (await this.#parts.records.read(agent))?.madeFolder === true;
    if (plan.outcome === 'change') {
      if (wanted === 'install') await this.#prepareWay(agent, prepared, madeFolder);
      const result = await replaceSettings(prepared.settings, prepared.after);
      if (result !== 'done') {
        const why = result === 'changed' ? 'was changed by somebody else meanwhile' : result.refused;
        return { agent, file: plan.file, outcome: 'refused', why };
      }
    }
    if (wanted === 'remove') {
      await this.#parts.records.remove(agent);
      if (prepared.after === undefined && madeFolder) await removeEmptyFolderOf(plan.file);
    }
    return plan;
  }

  #planOf(agent: AgentName, prepared: Prepared | RefusedFile): HookPlan {
    const file = this.#fileOf(agent);
    if ('refused' in prepared) return { agent, file, outcome: 'refused', why: prepared.refused };
    const before = prepared.settings.bytes?.toString('utf8');
    const after = prepared.after?.toString('utf8');
    return { agent, file, outcome: before === after ? 'nothing' : 'change', before, after };
  }

  /** The way back is on the disk before anything is changed. */
  async #prepareWay(agent: AgentName, prepared: Prepared, hadMadeFolder: boolean): Promise<void> {
    const file = this.#fileOf(agent);
    const madeFolder = (await makeFolderOf(file)) || hadMadeFolder;
    await this.#parts.records.write(agent, recordOf(file, prepared, madeFolder));
  }

  #fileOf(agent: AgentName): string {
    const { folder, file } = KNOWN_AGENTS[agent];
    return join(this.#parts.home(), folder, file);
  }

  async #prepare(agent: AgentName, wanted: Wanted): Promise<Prepared | RefusedFile> {
    const known = KNOWN_AGENTS[agent];
    if (wanted === 'install' && !(await isThere(join(this.#parts.home(), known.folder)))) {
      return { refused: `can not be made, since ${known.title} has no folder here` };
    }
    const settings = await readSettingsFile(this.#fileOf(agent));
    if ('refused' in settings) return settings;
    const text = textOf(settings.bytes);
    if (text === undefined) return { refused: 'is no text in UTF-8' };
    const without = await this.#without(agent, settings, text);
    if ('refused' in without) return without;
    if (wanted === 'remove') return { settings, without: without.bytes, after: without.bytes };
    const after: EditedText = withHook(
      without.bytes?.toString('utf8') ?? '',
      known,
      hookCommand(this.#parts.script, agent),
    );
    if ('refused' in after) return after;
    return { settings, without: without.bytes, after: Buffer.from(after.text) };
  }

  /** The file without Grasp's hook: the very bytes from before where nothing else has changed since. */
  async #without(
    agent: AgentName,
    { bytes }: SettingsFile,
    text: string,
  ): Promise<{ readonly bytes: Buffer | undefined } | RefusedFile> {
    const record = await this.#parts.records.read(agent);
    const original = record === undefined ? undefined : Buffer.from(record.original ?? '', 'base64');
    const isUntouched = bytes !== undefined && record?.written === hashOf(bytes) && record.file === this.#fileOf(agent);
    if (isUntouched) return { bytes: record.original === null ? undefined : original };
    if (bytes === undefined || !hasHook(text, KNOWN_AGENTS[agent])) return { bytes };
    // Where there was no file, whatever is empty now came with the hook.
    const edited = withoutHook(text, KNOWN_AGENTS[agent], original?.toString('utf8'));
    return 'refused' in edited ? edited : { bytes: Buffer.from(edited.text) };
  }
}

function recordOf(file: string, { without, after }: Prepared, madeFolder: boolean): HookRecord {
  return {
    v: 1,
    file,
    written: hashOf(after ?? Buffer.alloc(0)),
    original: without === undefined ? null : without.toString('base64'),
    madeFolder,
  };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text of a file, with its byte order mark; `undefined` for bytes that are no UTF-8. */
function textOf(bytes: Buffer | undefined): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes ?? Buffer.alloc(0));
  } catch {
    return undefined;
  }
}
