import { type AmiClient, type AmiMessage, describeOutcome } from '@openeccp/ami';
import type { ServerConfig } from '../../config/server-config.js';
import { chooseLot, contextOf, OWN_LOT } from '../../telephony/asterisk/parking-lots.js';
import { findInDialplan, report } from './check-dialplan.js';
import { type Finding, failure, ok, warning } from './finding.js';

const FILES = 'asterisk/res_parking.conf and asterisk/extensions.conf, which openeccp init writes';
const RELOAD = 'then: module reload res_parking.so, dialplan reload.';

/** There is a parking lot for holds, its slots can be dialled from where calls are retrieved, and it loses nobody. */
export async function checkParking(
  client: AmiClient,
  { contexts, parking, parkingLot }: ServerConfig['asterisk'],
): Promise<readonly Finding[]> {
  if (parking === 'off') return [ok('parking', 'switched off; calls cannot be held')];
  const lots = await client.list('Parkinglots', [], { completeEvent: 'ParkinglotsComplete' });
  if (lots.kind !== 'list' || lots.items.length === 0) {
    const text =
      lots.kind === 'list'
        ? 'Asterisk has no parking lot'
        : `Asterisk lists no parking lots: ${describeOutcome(lots)}`;
    const remedy = 'Load res_parking with a lot in res_parking.conf; without one calls cannot be held.';
    return [parking === 'on' ? failure('parking', text, remedy) : warning('parking', text, remedy)];
  }
  const name = chooseLot(lots.items, parkingLot) ?? 'default';
  const lot = lots.items.find((item) => item.get('Name') === name);
  const space = lot?.get('StartSpace');
  if (lot === undefined || space === undefined) {
    const names = lots.items.map((item) => item.get('Name')).join(', ');
    const remedy = `Set asterisk.parkingLot to one of ${names}, or add [${name}] to res_parking.conf.`;
    return [failure('parking', `Asterisk has no parking lot ${name}`, remedy)];
  }
  const context = contextOf({ lot: name, space }, contexts);
  const slots = await findInDialplan(client, context, space);
  return [
    report('parking', `${space}@${context}`, slots, remedyForSlots(name, context)),
    ...(name === OWN_LOT ? await checkComeback(client, contexts.comeback) : [otherLot(lot, name)]),
  ];
}

function remedyForSlots(lot: string, context: string): string {
  return lot === OWN_LOT
    ? `Include asterisk/extensions.conf, which openeccp init writes, ${RELOAD}`
    : `Add include => parkedcalls to [${context}], or set asterisk.contexts.parking to the lot's context.`;
}

/** Our lot sends whom it lets go there; into nothing means a hang-up. */
async function checkComeback(client: AmiClient, context: string): Promise<readonly Finding[]> {
  const presence = await findInDialplan(client, context);
  return [
    report(
      'parking',
      context,
      presence,
      `Include asterisk/extensions.conf, which openeccp init writes, ${RELOAD}`,
    ),
  ];
}

/** A lot that phones use too was not made for holds. */
function otherLot(lot: AmiMessage, name: string): Finding {
  return warning(
    'parking',
    `calls are held in the lot ${name}: after ${lot.get('Timeout') ?? '?'} s Asterisk takes them off hold and hangs up, and whoever dials a slot takes its call`,
    `Include ${FILES}, ${RELOAD}`,
  );
}
