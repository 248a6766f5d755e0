/**
 * Whether the editor's own reasons for edits are masked: as released VS Code has them in the tier `workbench`, and not in the long
 * part. Both need a workbench of their own, which takes its time.
 */
export const MODES: readonly boolean[] = [process.env['GRASP_TIER'] !== 'workbench-reasons'];
