import {
  EXPLAIN_EVENTS,
  EXPLAIN_HOST_EVENTS,
  EXPLAIN_REQUESTS,
  type ExplainSnapshot,
} from '../../src/protocol/explainMessages.ts';
import { connectPage, type PagePeer } from '../shared/connectPage.ts';

/** The explain page's end of the wire. */
export type ExplainHost = PagePeer<typeof EXPLAIN_REQUESTS, typeof EXPLAIN_HOST_EVENTS, typeof EXPLAIN_EVENTS>;

export function connectToHost(show: (snapshot: ExplainSnapshot) => void): ExplainHost {
  return connectPage({
    ...{ asks: EXPLAIN_REQUESTS, tells: EXPLAIN_HOST_EVENTS, hears: EXPLAIN_EVENTS },
    onEvent: { 'explain.snapshot': show },
    tellFault: (peer, fault) => {
      peer.tell('explain.fault', fault);
    },
  });
}
