import type { AmiMessage } from '@openeccp/ami';
import type { AgentContexts } from './agent-interfaces.js';

/** The parking lot that `openeccp init` writes. */
export const OWN_LOT = 'openeccp';

/** Where a customer is parked. */
export interface ParkingSlot {
  readonly lot: string;
  readonly space: string;
}

/** Where a parking event, or an item of `ParkedCalls`, says that its customer is. */
export function slotOf(event: AmiMessage): ParkingSlot | undefined {
  const space = event.get('ParkingSpace');
  return space ? { lot: event.get('Parkinglot') ?? '', space } : undefined;
}

/** The context in which the slots of a lot are extensions. */
export function contextOf({ lot }: ParkingSlot, contexts: AgentContexts): string {
  return lot === OWN_LOT ? contexts.parked : contexts.parking;
}

/**
 * The lot in which customers are held: the configured one, else ours if Asterisk has it. Undefined leaves the choice to
 * Asterisk, which takes its default lot.
 */
export function chooseLot(lots: readonly AmiMessage[], configured: string | undefined): string | undefined {
  return configured ?? (lots.some((lot) => lot.get('Name') === OWN_LOT) ? OWN_LOT : undefined);
}
