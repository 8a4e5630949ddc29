import type { Change } from '../floor/change.js';
import { type Call, RELEASED } from './call.js';
import { release } from './end.js';
import { failPlacing, freeAwaiting } from './place.js';
import { logProgress } from './progress.js';
import { freeTarget } from './transfer.js';

/**
 * The customer's channel is gone and nobody saw it go, while Asterisk was out of reach or as it died. What is written is
 * what is known (database.md §5, §8): of one who talked that this is over; of one who waited, or died with Asterisk, that
 * its end was not seen. To be done as of the moment at which it was last known to live.
 */
export function callVanished(change: Change, call: Call, died: boolean): void {
  const { phase, origin } = call;
  switch (phase.kind) {
    case 'placing':
      failPlacing(change, call, 0, UNSEEN);
      break;
    case 'waiting':
      if (origin.kind === 'outgoing') failPlacing(change, call, 0, UNSEEN);
      else loseWaiting(change, call);
      break;
    case 'talking':
    case 'held':
    case 'consulting':
      release(change, call, 'gone', died ? 'lost' : 'unseen');
      break;
    case 'released':
      freeTarget(change, call);
      break;
  }
  change.removeCall(call.id);
}

/** Text beside the cause of a failure that Asterisk did not tell. */
const UNSEEN = 'End not seen';

function loseWaiting(change: Change, call: Call): void {
  change.setCall({ ...call, phase: RELEASED });
  if (call.origin.kind === 'incoming')
    change.store({ kind: 'call-lost', row: { kind: 'incoming', id: call.rowId } });
  // Clients know no other word for a caller who is in the queue no more.
  logProgress(change, call, 'Abandoned');
  freeAwaiting(change, call);
}
