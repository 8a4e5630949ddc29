import type { AmiField } from '@openeccp/ami';
import { channelFields } from '../engine/channel.js';
import { type ActionCall, type ActionReply, type ActionTable, header, refused } from './action.js';

/** Actions that show bridges. */
export const BRIDGE_ACTIONS: ActionTable = {
  BridgeList: { summary: 'Get a list of bridges in the system.', handle: bridgeList },
  BridgeInfo: { summary: 'Get information about a bridge.', handle: bridgeInfo },
};

function bridgeList(call: ActionCall): ActionReply {
  const type = header(call, 'BridgeType');
  const bridges = [...call.pbx.bridges].filter((bridge) => type === '' || bridge.type === type);
  const items = bridges.map((bridge): readonly AmiField[] => [
    ['Event', 'BridgeListItem'],
    ...bridge.fields(),
  ]);
  return { kind: 'list', message: 'Bridge listing will follow', items, complete: 'BridgeListComplete' };
}

function bridgeInfo(call: ActionCall): ActionReply {
  const id = header(call, 'BridgeUniqueid');
  if (id === '') return refused('BridgeUniqueid must be provided');
  const bridge = [...call.pbx.bridges].find((candidate) => candidate.id === id);
  if (bridge === undefined) return refused('Specified BridgeUniqueid not found');
  return {
    kind: 'list',
    message: 'Bridge channel listing will follow',
    items: bridge.channels.map((channel): readonly AmiField[] => [
      ['Event', 'BridgeInfoChannel'],
      ...channelFields(channel),
    ]),
    complete: 'BridgeInfoComplete',
    summary: bridge.fields(),
  };
}
