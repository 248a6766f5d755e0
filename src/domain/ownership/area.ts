/** How much of a piece of code somebody means to own: all of it, so much that it can be written again, or nothing. */
export const OWNERSHIP_CLASSES = ['core', 'repeatable', 'transient'] as const;
export type OwnershipClass = (typeof OWNERSHIP_CLASSES)[number];

/** A named part of the code base, as `grasp.areas` has it. */
export interface Area {
  readonly name: string;
  /** pattern for paths in the repository, with `/` */
  readonly glob: string;
  readonly class: OwnershipClass;
}

/** Where a file belongs. */
export interface Owned {
  /** name of its area */
  readonly area: string;
  readonly class: OwnershipClass;
}

/** What a line of a class weighs: how much of it somebody means to own. */
export const WEIGHTS: Readonly<Record<OwnershipClass, number>> = { core: 1, repeatable: 0.5, transient: 0 };

/** The area of all that no entry of `grasp.areas` matches. */
export const OTHER: Owned = { area: 'other', class: 'repeatable' };
