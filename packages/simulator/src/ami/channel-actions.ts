import type { AmiField } from '@openeccp/ami';
import { type Channel, channelFields, type DialplanPoint } from '../engine/channel.js';
import { type HangupCause, toCause } from '../engine/hangup-cause.js';
import type { Pbx } from '../engine/pbx.js';
import {
  type ActionCall,
  type ActionReply,
  type ActionTable,
  done,
  header,
  isTrue,
  refused,
} from './action.js';

/** Actions on single channels. */
export const CHANNEL_ACTIONS: ActionTable = {
  Hangup: { summary: 'Hangup channel.', handle: hangup },
  Redirect: { summary: 'Redirect (transfer) a call.', handle: redirect },
  Getvar: { summary: 'Gets a channel variable or function value.', handle: getVariable },
  Setvar: { summary: 'Sets a channel variable or function value.', handle: setVariable },
  MixMonitorMute: { summary: 'Mute / unMute a Mixmonitor recording.', handle: muteRecording },
};

function hangup(call: ActionCall): ActionReply {
  const name = header(call, 'Channel');
  if (name === '') return refused('No channel specified');
  const code = header(call, 'Cause');
  const cause = code === '' ? 16 : toCause(Number(code));
  const expression = /^\/(.*)\/$/.exec(name)?.[1];
  if (expression !== undefined) return hangupMatching(call.pbx, expression, cause);
  const channel = call.pbx.channels.find(name);
  if (channel === undefined) return refused('No such channel');
  return done('Channel Hungup', () => call.pbx.hangup(channel, { cause }));
}

/** A regular expression between slashes hangs up every channel whose name it matches. */
function hangupMatching(pbx: Pbx, expression: string, cause: HangupCause): ActionReply {
  let regexp: RegExp;
  try {
    regexp = new RegExp(expression);
  } catch {
    return refused(`Regex compile failed on: ${expression}`);
  }
  const channels = pbx.channels.all.filter((channel) => !channel.ending && regexp.test(channel.name));
  for (const channel of channels) pbx.kernel.post(() => pbx.hangup(channel, { cause }));
  return {
    kind: 'list',
    message: 'Channels hung up will follow',
    items: channels.map((channel): readonly AmiField[] => [
      ['Event', 'ChannelHungup'],
      ['Channel', channel.name],
    ]),
    complete: 'ChannelsHungupListComplete',
  };
}

function redirect(call: ActionCall): ActionReply {
  const { pbx } = call;
  const name = header(call, 'Channel');
  if (name === '') return refused('Channel not specified');
  const channel = pbx.channels.find(name);
  if (channel === undefined) return refused(`Channel does not exist: ${name}`);
  if (channel.progress !== undefined) return refused('Redirect failed, channel not up.');
  const point = pointOf(call, '');
  if (point === undefined) return refused('Invalid priority');
  const extraName = header(call, 'ExtraChannel');
  if (extraName === '') return done('Redirect successful', () => pbx.redirect(channel, point));
  const extra = pbx.channels.find(extraName);
  if (extra === undefined) return refused(`ExtraChannel does not exist: ${extraName}`);
  if (extra.progress !== undefined) return refused('Redirect failed, extra channel not up.');
  const extraPoint = header(call, 'ExtraExten') === '' ? point : pointOf(call, 'Extra');
  if (extraPoint === undefined) return refused('Invalid ExtraPriority');
  return done('Dual Redirect successful', () => {
    pbx.redirect(channel, point);
    pbx.redirect(extra, extraPoint);
  });
}

function pointOf(call: ActionCall, prefix: string): DialplanPoint | undefined {
  const priority = Number(header(call, `${prefix}Priority`) || '1');
  if (!Number.isInteger(priority) || priority < 1) return undefined;
  return {
    context: header(call, `${prefix}Context`) || 'default',
    exten: header(call, `${prefix}Exten`),
    priority,
  };
}

function getVariable(call: ActionCall): ActionReply {
  const name = header(call, 'Variable');
  if (name === '') return refused('No variable specified');
  const channelName = header(call, 'Channel');
  let value = functionValue(call.pbx, name) ?? call.pbx.globals.get(name) ?? '';
  if (channelName !== '') {
    const channel = call.pbx.channels.find(channelName);
    if (channel === undefined) return refused('No such channel');
    value = variableOf(channel, name);
  }
  const fields: readonly AmiField[] = [
    ['Variable', name],
    ['Value', value],
  ];
  return { kind: 'success', fields };
}

/** Functions that need no channel: `DIALPLAN_EXISTS(context,exten,priority)` and `DEVICE_STATE(device)`. */
function functionValue(pbx: Pbx, expression: string): string | undefined {
  const [, name, argument = ''] = /^([A-Z_]+)\((.*)\)$/.exec(expression) ?? [];
  switch (name) {
    case 'DIALPLAN_EXISTS': {
      const [context = '', exten = ''] = argument.split(',');
      return pbx.dialplan.find(context, exten) === undefined ? '0' : '1';
    }
    case 'DEVICE_STATE':
      return pbx.devices.of(argument);
    default:
      return undefined;
  }
}

function variableOf(channel: Channel, name: string): string {
  switch (name.toUpperCase()) {
    case 'CALLERID(NUM)':
      return channel.caller.number;
    case 'CALLERID(NAME)':
      return channel.caller.name;
    case 'CHANNEL(STATE)':
      return channel.up ? 'Up' : 'Ringing';
    case 'CHANNEL(LINKEDID)':
      return channel.linkedid;
    case 'CHANNEL':
      return channel.name;
    case 'UNIQUEID':
      return channel.uniqueid;
    case 'CONTEXT':
      return channel.point.context;
    case 'EXTEN':
      return channel.point.exten;
    default:
      return channel.variables.get(name) ?? '';
  }
}

function setVariable(call: ActionCall): ActionReply {
  const name = header(call, 'Variable');
  if (name === '') return refused('No variable specified');
  const value = header(call, 'Value');
  const channelName = header(call, 'Channel');
  if (channelName === '') {
    call.pbx.globals.set(name, value);
    return done('Variable Set');
  }
  const channel = call.pbx.channels.find(channelName);
  if (channel === undefined) return refused('No such channel');
  return done('Variable Set', () => {
    const party = { ...channel.caller };
    if (/^CALLERID\(num\)$/i.test(name)) call.pbx.setCaller(channel, { ...party, number: value });
    else if (/^CALLERID\(name\)$/i.test(name)) call.pbx.setCaller(channel, { ...party, name: value });
    else call.pbx.setVariable(channel, name, value);
  });
}

function muteRecording(call: ActionCall): ActionReply {
  const name = header(call, 'Channel');
  if (name === '') return refused('No channel specified');
  const channel = call.pbx.channels.find(name);
  if (channel === undefined) return refused('No such channel');
  if (!channel.recorded) return refused('Cannot set mute flag');
  const state: AmiField = ['State', isTrue(header(call, 'State')) ? '1' : '0'];
  const tell = (): void =>
    call.pbx.emit('MixMonitorMute', 'call', [
      ...channelFields(channel),
      ['Direction', header(call, 'Direction') || 'both'],
      state,
    ]);
  return { kind: 'success', fields: [], effect: tell };
}
