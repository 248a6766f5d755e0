/** The view of the panel, as the manifest names it. */
export const VIEW_ID = 'grasp.panel';
