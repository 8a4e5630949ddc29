import type { AmiField } from '@openeccp/ami';
import { originate } from '../apps/originate.js';
import type { Channel, Party } from '../engine/channel.js';
import { Pbx } from '../engine/pbx.js';
import type { PbxOptions } from '../engine/pbx-options.js';
import { VirtualClock } from '../engine/virtual-clock.js';
import { Hands } from '../hands/hands.js';
import { labWorld } from '../world/lab-world.js';

/** A PBX on virtual time whose events are kept. */
export interface Lab {
  readonly pbx: Pbx;
  readonly clock: VirtualClock;
  readonly hands: Hands;
  readonly events: (readonly AmiField[])[];
  /** Places a call as `Originate` does. */
  place(device: string, exten: string, caller?: Partial<Party>): void;
  /** Runs something as an AMI action would. */
  act(fn: (pbx: Pbx) => void): void;
  /** The newest living channel of a device. */
  channel(device: string): Channel;
  /** The events since the last call, one line each: name, channels, and what matters of the rest. */
  take(): readonly string[];
}

/** Events that only repeat what another one says. */
const NOISE = new Set([
  'VarSet',
  'Newstate',
  'DialState',
  'NewConnectedLine',
  'NewCallerid',
  'ExtensionStatus',
  'MusicOnHoldStart',
  'MusicOnHoldStop',
  'MixMonitorStart',
  'SoftHangupRequest',
  'HangupRequest',
]);

/** The fields that tell one event from another. */
const SHOWN = [
  'Channel',
  'DestChannel',
  'ParkeeChannel',
  'RetrieverChannel',
  'LocalOneChannel',
  'BridgeType',
  'BridgeNumChannels',
  'Agent',
  'Queue',
  'Status',
  'PausedReason',
  'ParkingSpace',
  'DialStatus',
  'Response',
  'Reason',
  'Cause',
  'Device',
  'State',
];

/** A lab PBX with a fixed seed. */
export function lab(options: Partial<PbxOptions> = {}): Lab {
  const clock = new VirtualClock();
  const events: (readonly AmiField[])[] = [];
  let taken = 0;
  const pbx = new Pbx({
    clock,
    seed: 1,
    version: '16',
    parking: 'on',
    world: labWorld,
    onEvent: (_, fields) => events.push(fields),
    ...options,
  });
  return {
    pbx,
    clock,
    hands: new Hands(() => pbx),
    events,
    place(device, exten, caller = {}) {
      const [number = '', context = 'from-internal'] = exten.split('@');
      const target = { kind: 'extension', context, exten: number, priority: 1 } as const;
      const party = { number: '', name: '', ...caller };
      const rest = { timeoutMs: 30_000, variables: [], actionId: undefined };
      pbx.kernel.run(() => originate(pbx, { device, target, caller: party, ...rest }, () => {}));
    },
    act(fn) {
      pbx.kernel.run(() => fn(pbx));
    },
    channel(device) {
      const found = [...pbx.channels.ofDevice(device)].reverse().find((channel) => !channel.ending);
      if (found === undefined) throw new Error(`no channel of ${device}`);
      return found;
    },
    take() {
      const lines = events.slice(taken).filter(worthShowing).map(line);
      taken = events.length;
      return lines;
    },
  };
}

/** A field of an event; empty if it has none. */
export function field(event: readonly AmiField[], name: string): string {
  return event.find(([candidate]) => candidate === name)?.[1] ?? '';
}

function worthShowing(event: readonly AmiField[]): boolean {
  const device = field(event, 'Device');
  return !NOISE.has(field(event, 'Event')) && (device === '' || device.startsWith('Agent:'));
}

function line(event: readonly AmiField[]): string {
  const shown = SHOWN.map((name) => field(event, name)).filter((value) => value !== '');
  return [field(event, 'Event'), ...shown].join(' ').replaceAll('-0000000', '-');
}

/** Agent 412 has logged in and is trusted with calls; nothing is left to take. */
export function loggedIn(options: Partial<PbxOptions> = {}): Lab {
  const simulated = lab(options);
  simulated.place('PJSIP/412', '412@agent-login', { name: 'Agent/412 Login' });
  simulated.clock.advance(8_000);
  simulated.take();
  return simulated;
}

/** Agent 412 talks to a customer of queue 8001. */
export function talking(options: Partial<PbxOptions> = {}): Lab {
  const simulated = loggedIn(options);
  simulated.place('PJSIP/customer', '8001', { number: '5550001', name: 'Customer' });
  simulated.clock.advance(2_000);
  simulated.take();
  return simulated;
}

/** The customer of agent 412 is parked at 701 since two seconds. */
export function held(options: Partial<PbxOptions> = {}): Lab {
  const simulated = talking(options);
  simulated.act((pbx) => pbx.parking?.park(simulated.channel('PJSIP/customer'), 300));
  simulated.clock.advance(2_000);
  simulated.take();
  return simulated;
}
