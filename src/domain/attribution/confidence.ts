/** How sure Grasp is of an origin. A guess enters no total: it waits for the engineer's answer. */
export const CONFIDENCES = ['certain', 'likely', 'guess'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The word for a confidence on screen. */
export function confidenceWord(confidence: Confidence): string {
  return confidence === 'likely' ? 'probable' : confidence;
}
