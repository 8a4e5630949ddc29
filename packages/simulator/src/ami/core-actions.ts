import type { AmiField } from '@openeccp/ami';
import { channelFields } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import type { AsteriskVersion } from '../engine/pbx-options.js';
import { type ActionCall, type ActionReply, type ActionTable, done, header } from './action.js';

/** Versions as `CoreSettings` and the banner show them. */
export const VERSIONS: Readonly<
  Record<AsteriskVersion, { readonly asterisk: string; readonly ami: string }>
> = {
  '16': { asterisk: '16.28.0', ami: '5.0.4' },
  '22': { asterisk: '22.10.0', ami: '11.0.0' },
};

/** Actions on the PBX as a whole. */
export const CORE_ACTIONS: ActionTable = {
  CoreSettings: { summary: 'Show PBX core settings (version etc).', handle: coreSettings },
  CoreStatus: { summary: 'Show PBX core status variables.', handle: coreStatus },
  CoreShowChannels: { summary: 'List currently active channels.', handle: coreShowChannels },
  UserEvent: { summary: 'Send an arbitrary event.', handle: userEvent },
};

function coreSettings({ pbx }: ActionCall): ActionReply {
  const version = VERSIONS[pbx.version];
  return {
    kind: 'success',
    fields: [
      ['AMIversion', version.ami],
      ['AsteriskVersion', version.asterisk],
      ['SystemName', pbx.systemName],
      ['CoreMaxCalls', '0'],
      ['CoreMaxLoadAvg', '0.000000'],
      ['CoreRunUser', ''],
      ['CoreRunGroup', ''],
      ['CoreMaxFilehandles', '0'],
      ['CoreRealTimeEnabled', 'No'],
      ['CoreCDRenabled', 'Yes'],
      ['CoreHTTPenabled', 'No'],
    ],
  };
}

function coreStatus({ pbx }: ActionCall): ActionReply {
  const [date, time] = localTime(pbx.startedAt);
  return {
    kind: 'success',
    fields: [
      ['CoreStartupDate', date],
      ['CoreStartupTime', time],
      ['CoreReloadDate', date],
      ['CoreReloadTime', time],
      ['CoreCurrentCalls', String(conversations(pbx))],
    ],
  };
}

function coreShowChannels({ pbx }: ActionCall): ActionReply {
  const items = pbx.channels.all.map((channel): readonly AmiField[] => [
    ['Event', 'CoreShowChannel'],
    ...channelFields(channel),
    ['Application', channel.application],
    ['ApplicationData', channel.applicationData],
    ['Duration', duration(pbx.kernel.now() - channel.createdAt)],
    ['BridgeId', channel.bridge?.id ?? ''],
  ]);
  return { kind: 'list', message: 'Channels will follow', items, complete: 'CoreShowChannelsComplete' };
}

function userEvent(call: ActionCall): ActionReply {
  const name = header(call, 'UserEvent');
  const rest = call.action.fields.filter(([field]) => !['action', 'userevent'].includes(field.toLowerCase()));
  return done('Event Sent', () => call.pbx.emit('UserEvent', 'user', [['UserEvent', name], ...rest]));
}

/** Calls as Asterisk counts them: channels that share a Linkedid are one. */
function conversations(pbx: Pbx): number {
  return new Set(pbx.channels.all.map((channel) => channel.linkedid)).size;
}

/** `2026-11-23` and `07:23:54`, in this machine's time zone as Asterisk has it. */
function localTime(ms: number): readonly [date: string, time: string] {
  const at = new Date(ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  return [
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
  ];
}

/** `01:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
