import type { AmiField } from '@openeccp/ami';
import type { Bridge } from './bridge.js';
import type { HangupCause } from './hangup-cause.js';
import type { LegProgress } from './leg-progress.js';
import type { LocalPair } from './local-pair.js';
import type { Task } from './script.js';

/** Asterisk's numbers: 0 down, 4 ring (calling us), 5 ringing (called), 6 up, 7 busy. */
export type ChannelState = 0 | 4 | 5 | 6 | 7;

/** Where a channel stands in the dialplan. */
export interface DialplanPoint {
  readonly context: string;
  readonly exten: string;
  readonly priority: number;
}

/** Number and name of one party; empty is Asterisk's `<unknown>`. */
export interface Party {
  readonly number: string;
  readonly name: string;
}

export const UNKNOWN_PARTY: Party = { number: '', name: '' };

/** What a new channel is made from. */
export interface ChannelSeed {
  readonly name: string;
  /** The device whose state it counts for: `PJSIP/412`, `Local/412@agents`. */
  readonly device: string;
  readonly uniqueid: string;
  readonly age: number;
  readonly linked: { readonly linkedid: string; readonly linkedAge: number } | undefined;
  readonly state: ChannelState;
  readonly caller: Party;
  readonly point: DialplanPoint;
  readonly createdAt: number;
}

/** One leg of a call. */
export class Channel {
  readonly name: string;
  readonly device: string;
  readonly uniqueid: string;
  /** Order of creation: the oldest channel of a conversation gives all others its Linkedid. */
  readonly age: number;
  /** Simulated ms since the epoch. */
  readonly createdAt: number;
  readonly variables: Map<string, string> = new Map();
  /** Variables that a leg which it dials inherits, with the names under which it does. */
  readonly inherited: Map<string, string> = new Map();
  linkedid: string;
  linkedAge: number;
  state: ChannelState;
  caller: Party;
  connected: Party = UNKNOWN_PARTY;
  point: DialplanPoint;
  application = '';
  applicationData = '';
  /** Its dialplan thread, if it runs one. */
  task: Task | undefined;
  /** True from the moment it first ran a dialplan thread of its own. */
  hadThread = false;
  /** A recording of it is running. */
  recorded = false;
  bridge: Bridge | undefined;
  pair: LocalPair | undefined;
  /** Told about ringing, answer and failure while somebody dials this channel. */
  progress: ((news: LegProgress) => void) | undefined;
  /** Told when the phone's user picks up, while the phone rings and waits for a hand. */
  pickUp: (() => void) | undefined;
  /** The cause it ends with, whoever hangs it up; undefined leaves it to the one who does. */
  cause: HangupCause | undefined;
  /** True from the first moment of its hangup. */
  ending = false;

  constructor(seed: ChannelSeed) {
    this.name = seed.name;
    this.device = seed.device;
    this.uniqueid = seed.uniqueid;
    this.age = seed.age;
    this.createdAt = seed.createdAt;
    this.linkedid = seed.linked?.linkedid ?? seed.uniqueid;
    this.linkedAge = seed.linked?.linkedAge ?? seed.age;
    this.state = seed.state;
    this.caller = seed.caller;
    this.point = seed.point;
  }

  get up(): boolean {
    return this.state === 6;
  }
}

const STATE_NAMES: Record<ChannelState, string> = { 0: 'Down', 4: 'Ring', 5: 'Ringing', 6: 'Up', 7: 'Busy' };

/** The fourteen fields Asterisk shows of a channel, each name with `prefix` before it. */
export function channelFields(channel: Channel, prefix = ''): readonly AmiField[] {
  return [
    [`${prefix}Channel`, channel.name],
    [`${prefix}ChannelState`, String(channel.state)],
    [`${prefix}ChannelStateDesc`, STATE_NAMES[channel.state]],
    [`${prefix}CallerIDNum`, known(channel.caller.number)],
    [`${prefix}CallerIDName`, known(channel.caller.name)],
    [`${prefix}ConnectedLineNum`, known(channel.connected.number)],
    [`${prefix}ConnectedLineName`, known(channel.connected.name)],
    [`${prefix}Language`, 'en'],
    [`${prefix}AccountCode`, ''],
    [`${prefix}Context`, channel.point.context],
    [`${prefix}Exten`, channel.point.exten],
    [`${prefix}Priority`, String(channel.point.priority)],
    [`${prefix}Uniqueid`, channel.uniqueid],
    [`${prefix}Linkedid`, channel.linkedid],
  ];
}

/** An empty party field as Asterisk writes it. */
export function known(text: string): string {
  return text === '' ? '<unknown>' : text;
}
