import type { AmiField } from '@openeccp/ami';
import type { DeviceState } from '../engine/device-states.js';
import type { Pbx } from '../engine/pbx.js';
import type { Phone } from '../engine/phone.js';
import { type ActionCall, type ActionReply, type ActionTable, header, refused } from './action.js';

/** Actions that show phones and extensions. */
export const ENDPOINT_ACTIONS: ActionTable = {
  ExtensionState: { summary: 'Check Extension Status.', handle: extensionState },
  PJSIPShowEndpoints: { summary: 'Lists PJSIP endpoints.', handle: showEndpoints },
  PJSIPShowEndpoint: { summary: 'Detail listing of an endpoint and its objects.', handle: showEndpoint },
  PJSIPShowContacts: { summary: 'Lists PJSIP Contacts.', handle: showContacts },
};

/** Asterisk's extension states: number and text. */
const EXTENSION_STATES: Readonly<Record<DeviceState, readonly [status: string, text: string]>> = {
  UNKNOWN: ['4', 'Unavailable'],
  NOT_INUSE: ['0', 'Idle'],
  INUSE: ['1', 'InUse'],
  BUSY: ['2', 'Busy'],
  INVALID: ['4', 'Unavailable'],
  UNAVAILABLE: ['4', 'Unavailable'],
  RINGING: ['8', 'Ringing'],
  RINGINUSE: ['9', 'InUse&Ringing'],
  ONHOLD: ['16', 'Hold'],
};

function extensionState(call: ActionCall): ActionReply {
  const exten = header(call, 'Exten');
  const context = header(call, 'Context') || 'default';
  if (exten === '') return refused('Extension not specified');
  const hint = hintOf(call.pbx, exten, context);
  const [status, text] =
    hint === undefined ? (['-1', 'Unknown'] as const) : EXTENSION_STATES[call.pbx.devices.of(hint)];
  return {
    kind: 'success',
    fields: [
      ['Message', 'Extension Status'],
      ['Exten', exten],
      ['Context', context],
      ['Hint', hint ?? ''],
      ['Status', status],
      ['StatusText', text],
    ],
  };
}

function hintOf(pbx: Pbx, exten: string, context: string): string | undefined {
  if (context === 'from-internal' && /^[14][0-9]{2}$/.test(exten)) {
    const device = `PJSIP/${exten}`;
    return pbx.phones.ofDevice(device) === undefined ? undefined : device;
  }
  if (context === pbx.parking?.seed.context && /^7[0-2][0-9]$/.test(exten)) return `park:${exten}@${context}`;
  return undefined;
}

function showEndpoints({ pbx }: ActionCall): ActionReply {
  return {
    kind: 'list',
    message: 'A listing of Endpoints follows, presented as EndpointList events',
    items: pbx.phones.all.map((phone) => endpointFields(pbx, phone, 'EndpointList')),
    complete: 'EndpointListComplete',
  };
}

function showEndpoint(call: ActionCall): ActionReply {
  const { pbx } = call;
  const name = header(call, 'Endpoint');
  const phone = pbx.phones.ofDevice(`PJSIP/${name}`);
  if (phone === undefined) return refused(`Unable to retrieve endpoint ${name}`);
  const items: (readonly AmiField[])[] = [endpointFields(pbx, phone, 'EndpointDetail')];
  if (phone.registered) {
    items.push([
      ['Event', 'ContactStatusDetail'],
      ['AOR', phone.number],
      ['URI', uriOf(phone)],
      ['Status', 'NonQualified'],
      ['RoundtripUsec', 'N/A'],
      ['EndpointName', phone.number],
    ]);
  }
  return {
    kind: 'list',
    message: 'Following are Events for each object associated with the Endpoint',
    items,
    complete: 'EndpointDetailComplete',
  };
}

function showContacts({ pbx }: ActionCall): ActionReply {
  const registered = pbx.phones.all.filter((phone) => phone.registered);
  if (registered.length === 0) return refused('No Contacts found');
  return {
    kind: 'list',
    message: 'A listing of Contacts follows, presented as ContactList events',
    items: registered.map((phone): readonly AmiField[] => [
      ['Event', 'ContactList'],
      ['ObjectType', 'contact'],
      ['ObjectName', `${phone.number};@${uriOf(phone)}`],
      ['Uri', uriOf(phone)],
      ['Endpoint', phone.number],
      ['Aor', phone.number],
      ['Status', 'NonQualified'],
      ['RoundtripUsec', 'N/A'],
    ]),
    complete: 'ContactListComplete',
  };
}

function endpointFields(pbx: Pbx, phone: Phone, event: string): readonly AmiField[] {
  const channels = [...pbx.channels.ofDevice(phone.device)].map((channel) => channel.name);
  return [
    ['Event', event],
    ['ObjectType', 'endpoint'],
    ['ObjectName', phone.number],
    ['Transport', 'lo'],
    ['Aor', phone.number],
    ['Auths', phone.number],
    ['OutboundAuths', ''],
    ['Contacts', phone.registered ? `${phone.number}/${uriOf(phone)},` : ''],
    ['DeviceState', DEVICE_TEXTS[pbx.devices.of(phone.device)]],
    ['ActiveChannels', channels.join(',')],
  ];
}

const DEVICE_TEXTS: Readonly<Record<DeviceState, string>> = {
  UNKNOWN: 'Unknown',
  NOT_INUSE: 'Not in use',
  INUSE: 'In use',
  BUSY: 'Busy',
  INVALID: 'Invalid',
  UNAVAILABLE: 'Unavailable',
  RINGING: 'Ringing',
  RINGINUSE: 'Ring+Inuse',
  ONHOLD: 'On Hold',
};

/** `DeviceState` in words, as the CLI writes it. */
export function deviceText(state: DeviceState): string {
  return DEVICE_TEXTS[state];
}

/** Where the phone is. */
export function uriOf(phone: Phone): string {
  return `sip:${phone.number}@127.0.0.1`;
}
