import * as v from 'valibot';
import * as vscode from 'vscode';
import type { AgentHooks, HookPlan } from '../../agents/agentHooks.ts';
import { KNOWN_AGENTS } from '../../agents/knownAgents.ts';
import { AGENT_NAMES, type AgentName } from '../../domain/attribution/agentReport.ts';
import { KnownError } from '../guard.ts';
import type { HookPreview } from './hookPreview.ts';
import { codeOf, counted, plainInNotification } from './words.ts';

export interface AgentHookCommandParts {
  readonly hooks: AgentHooks;
  readonly preview: HookPreview;
  /** puts the report script in its place; before any hook that runs it */
  readonly placeScript: () => Promise<void>;
  /** takes the script and the spool away */
  readonly removeScript: () => Promise<void>;
}

const argumentSchema = v.strictObject({
  agents: v.optional(v.array(v.picklist(AGENT_NAMES))),
  preview: v.optional(v.boolean()),
});

/** What the commands give to whoever called them. */
export interface AgentHookResult {
  readonly agents: readonly Pick<HookPlan, 'agent' | 'file' | 'outcome' | 'why' | 'after'>[];
}

type Wanted = 'install' | 'remove';

/**
 * `grasp.installAgentHooks({ agents, preview })`: asks for the agents when they are not given, among those found here.
 * `preview: true` only tells, `preview: false` does it at once; without it the person sees every file before and after,
 * and is asked. Gives what was or would be done, or `undefined` when the person called it off.
 */
export function runInstallHooks(argument: unknown, parts: AgentHookCommandParts): Promise<AgentHookResult | undefined> {
  return run('install', argument, parts);
}

/** `grasp.removeAgentHooks({ agents, preview })`: the same, the other way round. */
export function runRemoveHooks(argument: unknown, parts: AgentHookCommandParts): Promise<AgentHookResult | undefined> {
  return run('remove', argument, parts);
}

async function run(
  wanted: Wanted,
  argument: unknown,
  parts: AgentHookCommandParts,
): Promise<AgentHookResult | undefined> {
  const parsed = v.safeParse(argumentSchema, argument ?? {});
  if (!parsed.success) {
    throw new KnownError(
      `Agent hooks take { agents: any of ${AGENT_NAMES.join(', ')}, preview: true or false }. Nothing was changed.`,
    );
  }
  if (process.platform === 'win32') {
    throw new KnownError(
      'Agent hooks need a Unix shell, which Grasp does not look for on Windows. Nothing was changed.',
    );
  }
  try {
    return await plannedAndDone(wanted, parsed.output, parts);
  } catch (error) {
    if (error instanceof KnownError || error instanceof vscode.CancellationError) throw error;
    throw new KnownError(
      `The settings of an agent could not be changed (${codeOf(error)}). No file was left half written.`,
    );
  }
}

async function plannedAndDone(
  wanted: Wanted,
  { agents, preview }: v.InferOutput<typeof argumentSchema>,
  parts: AgentHookCommandParts,
): Promise<AgentHookResult | undefined> {
  const chosen = agents ?? (await askForAgents(wanted, parts.hooks, preview));
  if (chosen === undefined || chosen.length === 0) return chosen && { agents: [] };
  const plans = await Promise.all(chosen.map((agent) => parts.hooks.plan(agent, wanted)));
  if (preview === true) return resultOf(plans);
  const changes = plans.filter(({ outcome }) => outcome === 'change');
  if (preview === undefined && changes.length > 0 && !(await isWanted(wanted, changes, parts.preview)))
    return undefined;
  const done = await carryOut(wanted, chosen, parts);
  if (preview === undefined || done.some(({ outcome }) => outcome === 'refused')) tell(wanted, done);
  return resultOf(done);
}

async function carryOut(
  wanted: Wanted,
  chosen: readonly AgentName[],
  parts: AgentHookCommandParts,
): Promise<HookPlan[]> {
  if (wanted === 'install') await parts.placeScript();
  const done: HookPlan[] = [];
  for (const agent of chosen) done.push(await parts.hooks.carryOut(agent, wanted));
  if (wanted === 'remove' && (await parts.hooks.installed()).length === 0) await parts.removeScript();
  return done;
}

function resultOf(plans: readonly HookPlan[]): AgentHookResult {
  return {
    agents: plans.map(({ agent, file, outcome, why, after }) => ({
      ...{ agent, file, outcome },
      ...(why === undefined ? {} : { why }),
      ...(after === undefined ? {} : { after }),
    })),
  };
}

async function askForAgents(wanted: Wanted, hooks: AgentHooks, preview?: boolean): Promise<AgentName[] | undefined> {
  const installed = await hooks.installed();
  const there = wanted === 'install' ? await hooks.found() : installed;
  if (preview !== undefined) return there;
  if (there.length === 0) {
    void vscode.window.showInformationMessage(
      wanted === 'install'
        ? `Grasp: none of the agents that it knows (${AGENT_NAMES.map((agent) => KNOWN_AGENTS[agent].title).join(', ')}) has a folder in your home folder.`
        : 'Grasp: no agent has a hook of Grasp. There is nothing to remove.',
    );
    return undefined;
  }
  const items = there.map((agent) => {
    const { title, folder, file } = KNOWN_AGENTS[agent];
    const description = wanted === 'install' && installed.includes(agent) ? 'has the hook' : '';
    return { label: title, description, detail: `~/${folder}/${file}`, picked: true, agent };
  });
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: wanted === 'install' ? 'Grasp: let agents tell what they edit' : 'Grasp: take its hooks out again',
    placeHolder: 'You see every change before it is made',
  });
  return picked?.map(({ agent }) => agent);
}

async function isWanted(wanted: Wanted, changes: readonly HookPlan[], preview: HookPreview): Promise<boolean> {
  await preview.show(wanted === 'install' ? 'Grasp: hooks to be added' : 'Grasp: hooks to be removed', changes);
  const yes = {
    label:
      wanted === 'install'
        ? `Change ${counted(changes.length, 'file')}`
        : `Change ${counted(changes.length, 'file')} back`,
    detail: changes.map(({ file }) => file).join(', '),
  };
  const choice = await vscode.window.showQuickPick([yes, { label: 'Cancel', detail: 'Nothing is changed.' }], {
    title: 'Grasp: agent hooks',
    placeHolder: 'The editor shows each file before and after',
    ignoreFocusOut: true,
  });
  return choice === yes;
}

function tell(wanted: Wanted, done: readonly HookPlan[]): void {
  const refused = done.filter(({ outcome }) => outcome === 'refused');
  const well = done.filter(({ outcome }) => outcome !== 'refused');
  const names = well.map(({ agent }) => KNOWN_AGENTS[agent].title).join(', ');
  if (well.length > 0) {
    const notes = wanted === 'install' ? well.map(({ agent }) => KNOWN_AGENTS[agent].note ?? '') : [];
    const words =
      wanted === 'install'
        ? [
            'Sessions that run already may have to be started anew.',
            ...notes,
            '"Grasp: Remove Agent Hooks…" undoes it.',
          ]
        : ['What they had told and nobody had read is gone too, once no agent has a hook.'];
    void vscode.window.showInformationMessage(
      [`Grasp: ${names} ${wanted === 'install' ? 'can tell now what they edit.' : 'will tell no more.'}`, ...words]
        .filter((one) => one !== '')
        .join(' '),
    );
  }
  for (const { file, why = '' } of refused) {
    void vscode.window.showWarningMessage(`Grasp: ${plainInNotification(file)} ${why}, and was left as it is.`);
  }
}
