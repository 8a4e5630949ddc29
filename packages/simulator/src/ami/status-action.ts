import type { AmiField } from '@openeccp/ami';
import { type Channel, channelFields } from '../engine/channel.js';
import { type ActionCall, type ActionReply, type ActionTable, header, isTrue, refused } from './action.js';

/** `Status`. */
export const STATUS_ACTION: ActionTable = {
  Status: { summary: 'List channel status.', handle: status },
};

function status(call: ActionCall): ActionReply {
  const { channels } = call.pbx;
  const name = header(call, 'Channel');
  const channel = channels.find(name);
  if (name !== '' && channel === undefined) return refused('No such channel');
  const shown = channel === undefined ? channels.all : [channel];
  return {
    kind: 'list',
    message: 'Channel status will follow',
    items: shown.map((each) => [...statusFields(each), ...variableFields(call, each)]),
    complete: 'StatusComplete',
    summary: [['Items', String(shown.length)]],
  };
}

function statusFields(channel: Channel): readonly AmiField[] {
  return [
    ['Event', 'Status'],
    ['Privilege', 'Call'],
    ...channelFields(channel),
    ['Type', channel.device.slice(0, channel.device.indexOf('/'))],
    ['BridgeID', channel.bridge?.id ?? ''],
    ['Application', channel.application],
    ['Data', channel.applicationData],
  ];
}

/** All of them, those that were asked for by name, or none. */
function variableFields(call: ActionCall, { variables }: Channel): readonly AmiField[] {
  if (isTrue(header(call, 'AllVariables'))) return [...variables].map(variableField);
  const names = header(call, 'Variables').split(',').filter(Boolean);
  return names.map((name) => variableField([name, variables.get(name) ?? UNSET]));
}

/** What 16.28 and 22.10 show of a variable that is not set. */
const UNSET = '(null)';

function variableField([name, value]: readonly [name: string, value: string]): AmiField {
  return ['Variable', `${name}=${value}`];
}
