import { DEFAULT_CONTEXTS } from '../../telephony/asterisk/agent-interfaces.js';
import { OWN_LOT } from '../../telephony/asterisk/parking-lots.js';

/** A day: nobody waits that long, but a customer whom everybody has forgotten comes to somebody in the end. */
const PARKING_TIME_S = 86_400;

/**
 * The parking lot in which customers are held, for Asterisk 16 to 22. It has no extension of its own, so that no phone
 * parks there by itself, and none for its slots: those are a pattern of the dial plan. Nothing is announced to anybody.
 *
 * @param parkingTimeS seconds after which it lets a customer go
 */
export function ownParkingLot(parkingTimeS: number = PARKING_TIME_S): string {
  const { parked, comeback } = DEFAULT_CONTEXTS;
  return `; Customers on hold wait here; the contexts are in extensions.conf.
[${OWN_LOT}]
parkpos => 1-999
context => ${parked}
; Seconds until the lot lets a customer go: to its agent, else to its queue.
parkingtime => ${parkingTimeS}
comebacktoorigin = no
comebackcontext => ${comeback}
findslot => next
`;
}
