import type { AmiField } from '@openeccp/ami';
import { DEFAULT_LOT } from '../engine/parking-lot.js';
import { type ActionCall, type ActionReply, type ActionTable, done, header, refused } from './action.js';

/** Actions on parking lots. */
export const PARKING_ACTIONS: ActionTable = {
  Park: { summary: 'Park a channel.', handle: park },
  ParkedCalls: { summary: 'List parked calls.', handle: parkedCalls },
  Parkinglots: { summary: 'Get a list of parking lots', handle: parkingLots },
};

function park(call: ActionCall): ActionReply {
  const { parkingLots: lots, channels } = call.pbx;
  const name = header(call, 'Channel');
  if (name === '') return refused('Channel not specified');
  const channel = channels.find(name);
  if (channel === undefined) return refused(`Channel does not exist: ${name}`);
  const lot = lots.get(header(call, 'Parkinglot') || DEFAULT_LOT);
  if (lot === undefined || lot.full || !channel.up) return refused('Park action failed');
  const ms = Number(header(call, 'Timeout'));
  const seconds = ms > 0 ? Math.ceil(ms / 1000) : lot.seed.timeoutSeconds;
  return done('Park successful', () => lot.park(channel, seconds));
}

function parkedCalls({ pbx }: ActionCall): ActionReply {
  const items = [...pbx.parkingLots.values()].flatMap((lot) =>
    lot.calls.map((parked): readonly AmiField[] => [['Event', 'ParkedCall'], ...lot.fields(parked)]),
  );
  return {
    kind: 'list',
    message: 'Parked calls will follow',
    items,
    complete: 'ParkedCallsComplete',
    summary: [['Total', String(items.length)]],
  };
}

function parkingLots({ pbx }: ActionCall): ActionReply {
  const items = [...pbx.parkingLots.values()].map(({ seed }): readonly AmiField[] => [
    ['Event', 'Parkinglot'],
    ['Name', seed.name],
    ['StartSpace', String(seed.firstSpace)],
    ['StopSpace', String(seed.lastSpace)],
    ['Timeout', String(seed.timeoutSeconds)],
  ]);
  return { kind: 'list', message: 'Parking lots will follow', items, complete: 'ParkinglotsComplete' };
}
