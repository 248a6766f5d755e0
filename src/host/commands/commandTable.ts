/** Every command that Grasp contributes, with its title in the command palette. */
export const COMMANDS = {
  'grasp.showPanel': { title: 'Show Panel', palette: true },
  'grasp.explain': { title: 'Explain…', palette: true },
  'grasp.explainAndCommit': { title: 'Explain and Commit', palette: true },
  'grasp.explainWhileFresh': { title: 'Explain While Fresh', palette: true },
  'grasp.enableCommitHook': { title: 'Enable Commit Hook…', palette: true },
  'grasp.disableCommitHook': { title: 'Disable Commit Hook…', palette: true },
  'grasp.writePlan': { title: 'Write a Plan…', palette: true },
  'grasp.proposeAreas': { title: 'Propose Areas…', palette: true },
  'grasp.noAiBlock': { title: 'No-AI Block…', palette: true },
  'grasp.startBlock': { title: 'Start No-AI Block…', palette: true },
  'grasp.stopBlock': { title: 'Stop No-AI Block', palette: true },
  'grasp.pauseBlock': { title: 'Pause No-AI Block', palette: true },
  'grasp.resumeBlock': { title: 'Go On with No-AI Block', palette: true },
  'grasp.jotLookUp': { title: 'Jot Down a Look-Up…', palette: true },
  'grasp.debriefBlock': { title: 'Look Back at No-AI Block…', palette: true },
  'grasp.scheduleBlock': { title: 'Schedule No-AI Block…', palette: true },
  'grasp.moveBlock': { title: 'Move No-AI Block…', palette: true },
  'grasp.skipBlock': { title: 'Skip No-AI Block…', palette: true },
  'grasp.freezeBlocks': { title: 'Freeze No-AI Blocks…', palette: true },
  'grasp.exportBlockCalendar': { title: 'Export No-AI Block Calendar…', palette: true },
  'grasp.startTask': { title: 'Start Task…', palette: true },
  'grasp.finishTask': { title: 'Finish Task…', palette: true },
  'grasp.quietAi': { title: 'Quiet AI…', palette: true },
  'grasp.endQuietAi': { title: 'End Quiet AI', palette: true },
  'grasp.exportData': { title: 'Export Data…', palette: true },
  'grasp.importData': { title: 'Import Data…', palette: true },
  'grasp.forget': { title: 'Forget…', palette: true },
  'grasp.correctOrigin': { title: 'Correct Origin…', palette: true },
  'grasp.shareNote': { title: 'Share Note…', palette: true },
  'grasp.rebuildLedger': { title: 'Rebuild Ledger', palette: true },
  'grasp.openDataFolder': { title: 'Open Data Folder', palette: true },
  'grasp.pause': { title: 'Pause…', palette: true },
  'grasp.resume': { title: 'Resume', palette: true },
  'grasp.installAgentHooks': { title: 'Install Agent Hooks…', palette: true },
  'grasp.removeAgentHooks': { title: 'Remove Agent Hooks…', palette: true },
  'grasp.showLog': { title: 'Show Log', palette: true },
  /** what the status bar runs while a commit waits for an answer */
  'grasp.commitNow': { title: 'Commit Now', palette: true },
  /** what a line above explained code runs */
  'grasp.openNote': { title: 'Open Note', palette: false },
  /** second half of the accept keys; never called by a person */
  'grasp.markAccepted': { title: 'Mark an Accepted Completion', palette: false },
} as const;

export type CommandId = keyof typeof COMMANDS;

/** What each command takes; everything is optional for one that asks the person, and unchecked until it has been parsed. */
export type CommandHandlers = Readonly<Record<CommandId, (argument?: unknown) => unknown>>;
