import type { AcceptedLinesContent } from '../../features/accepted-lines/acceptedLinesSnapshot.ts';
import type { ExplanationsContent } from '../../features/explanations/explanationsSnapshot.ts';
import type { PanelSnapshot } from '../../protocol/messages.ts';

/** What the panel shows, and what its ids stand for. The view gets ids only, never a path to open. */
export interface PanelContent
  extends Omit<AcceptedLinesContent, 'snapshot'>, Pick<ExplanationsContent, 'lots' | 'notes'> {
  readonly snapshot: Omit<PanelSnapshot, 'revision' | 'editing'>;
}
