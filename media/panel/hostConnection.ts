import { HOST_EVENTS, PANEL_EVENTS, PANEL_REQUESTS, type PanelSnapshot } from '../../src/protocol/messages.ts';
import { connectPage, type PagePeer } from '../shared/connectPage.ts';

/** The panel's end of the wire. */
type HostConnection = PagePeer<typeof PANEL_REQUESTS, typeof HOST_EVENTS, typeof PANEL_EVENTS>;

export function connectToHost(show: (snapshot: PanelSnapshot) => void): HostConnection {
  return connectPage({
    ...{ asks: PANEL_REQUESTS, tells: HOST_EVENTS, hears: PANEL_EVENTS },
    onEvent: { 'panel.snapshot': show },
    tellFault: (peer, fault) => {
      peer.tell('panel.fault', fault);
    },
  });
}
