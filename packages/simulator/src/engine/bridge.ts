import type { AmiField } from '@openeccp/ami';
import type { Channel } from './channel.js';
import { channelFields } from './channel.js';
import type { Pbx } from './pbx.js';

export type BridgeType = 'basic' | 'agent_hold' | 'parking' | 'wait';

interface Member {
  readonly channel: Channel;
  /** Runs when the channel is put out because the bridge fell apart, not when it leaves on its own. */
  readonly onPutOut: () => void;
}

/**
 * Channels that hear each other (`basic`) or wait (`agent_hold`, `parking`, `wait`). A basic bridge falls apart, one
 * step later, when fewer than two are left; one of `BridgeWait` ends with the last who waits in it.
 */
export class Bridge {
  readonly id: string;
  readonly type: BridgeType;
  readonly #pbx: Pbx;
  #members: Member[] = [];
  destroyed = false;

  constructor(pbx: Pbx, id: string, type: BridgeType) {
    this.#pbx = pbx;
    this.id = id;
    this.type = type;
  }

  get channels(): readonly Channel[] {
    return this.#members.map((member) => member.channel);
  }

  /** The other one of two, in a basic bridge. */
  peerOf(channel: Channel): Channel | undefined {
    if (this.type !== 'basic' || this.#members.length !== 2) return undefined;
    return this.#members.find((member) => member.channel !== channel)?.channel;
  }

  /** Puts a channel in; `onPutOut` runs when the bridge falls apart around it. */
  enter(channel: Channel, onPutOut: () => void): void {
    channel.bridge?.leave(channel);
    this.#add({ channel, onPutOut });
    this.#pbx.emit('BridgeEnter', 'call', [...this.fields(), ...channelFields(channel)]);
    channel.pair?.considerOptimising();
    this.peerOf(channel)?.pair?.considerOptimising();
  }

  /** The channel leaves on its own: its `onPutOut` does not run. */
  leave(channel: Channel): void {
    if (this.#remove(channel) !== undefined) this.#fallApartSoon();
  }

  /** Brings a channel over from the bridge it is in; what was to happen to it at the end of that one now happens here. */
  moveIn(channel: Channel): void {
    const old = channel.bridge;
    const member = old?.takeOut(channel);
    if (old === undefined || member === undefined) return;
    this.#add(member);
    this.#pbx.emit('BridgeEnter', 'call', [...this.fields(), ...channelFields(channel)]);
    old.#fallApartSoon();
  }

  /**
   * Local optimisation: `mover` comes over from its own bridge and takes the place of `placeholder`; what
   * was to happen to it at the end of its old conversation now happens at the end of this one.
   */
  swapIn(mover: Channel, placeholder: Channel): void {
    const old = mover.bridge;
    const member = old?.takeOut(mover);
    if (member === undefined) return;
    this.#remove(placeholder);
    this.#add(member);
    this.#pbx.emit('BridgeEnter', 'call', [
      ...this.fields(),
      ...channelFields(mover),
      ['SwapUniqueid', placeholder.uniqueid],
    ]);
    mover.pair?.considerOptimising();
    this.peerOf(mover)?.pair?.considerOptimising();
  }

  /** Takes a member out without anything else following from it. */
  takeOut(channel: Channel): Member | undefined {
    return this.#remove(channel);
  }

  /** What Asterisk shows of a bridge. */
  fields(): readonly AmiField[] {
    const holding = this.type !== 'basic';
    return [
      ['BridgeUniqueid', this.id],
      ['BridgeType', this.type === 'wait' ? 'base' : this.type],
      ['BridgeTechnology', holding ? 'holding_bridge' : 'simple_bridge'],
      ['BridgeCreator', CREATORS[this.type]],
      ['BridgeName', NAMES[this.type]],
      ['BridgeNumChannels', String(this.#members.length)],
      ['BridgeVideoSourceMode', 'none'],
    ];
  }

  #add(member: Member): void {
    this.#members.push(member);
    member.channel.bridge = this;
    if (this.type === 'basic') this.#shareLinkedid();
  }

  #remove(channel: Channel): Member | undefined {
    const member = this.#members.find((candidate) => candidate.channel === channel);
    if (member === undefined) return undefined;
    this.#members = this.#members.filter((candidate) => candidate !== member);
    channel.bridge = undefined;
    this.#pbx.emit('BridgeLeave', 'call', [...this.fields(), ...channelFields(channel)]);
    if (this.type === 'wait' && this.#members.length === 0) {
      this.destroyed = true;
      this.#pbx.destroyBridge(this);
    }
    return member;
  }

  #fallApartSoon(): void {
    if (this.type === 'basic' && this.#members.length < 2) this.#pbx.kernel.post(() => this.#fallApart());
  }

  #fallApart(): void {
    if (this.destroyed || this.#members.length > 1) return;
    this.destroyed = true;
    const last = this.#members[0];
    if (last !== undefined) this.#remove(last.channel);
    this.#pbx.destroyBridge(this);
    last?.onPutOut();
  }

  #shareLinkedid(): void {
    const oldest = this.#members.reduce((a, b) =>
      b.channel.linkedAge < a.channel.linkedAge ? b : a,
    ).channel;
    for (const { channel } of this.#members) {
      channel.linkedid = oldest.linkedid;
      channel.linkedAge = oldest.linkedAge;
    }
  }
}

const CREATORS: Record<BridgeType, string> = {
  basic: '<unknown>',
  agent_hold: 'AgentPool',
  parking: 'Parking',
  wait: 'BridgeWait',
};

const NAMES: Record<BridgeType, string> = {
  basic: '<unknown>',
  agent_hold: '<unknown>',
  parking: 'default',
  wait: 'openeccp',
};
