/** Self-rated understanding. */
export const RATINGS = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof RATINGS)[number];

/** What each rating means, in the person's own words. */
export const ANCHORS: Readonly<Record<Rating, string>> = {
  1: 'I could not say what it does',
  2: 'I can follow it with the code in front of me',
  3: 'I can explain what it does and why',
  4: 'I could find and fix a bug in it tonight without AI',
  5: 'I could write it again from memory',
};
