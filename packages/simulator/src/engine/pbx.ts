import type { AmiField } from '@openeccp/ami';
import { AgentPool } from './agent-pool.js';
import { AsteriskDb } from './asterisk-db.js';
import { Bridge, type BridgeType } from './bridge.js';
import { Channel, type ChannelState, channelFields, type DialplanPoint, type Party } from './channel.js';
import { Channels } from './channels.js';
import { DeviceStates } from './device-states.js';
import { Dialplan } from './dialplan.js';
import { causeText, type HangupCause, NORMAL_CLEARING } from './hangup-cause.js';
import { Ids } from './ids.js';
import { Kernel } from './kernel.js';
import { DEFAULT_LOT, ParkingLot } from './parking-lot.js';
import type { AsteriskVersion, EventClass, PbxOptions } from './pbx-options.js';
import { Phones } from './phones.js';
import { QueueCalls } from './queue-calls.js';
import { Queues } from './queues.js';
import { SeededRandom } from './random.js';
import { type Script, Task } from './script.js';

/** How a channel comes to its end. */
export interface HangupOrder {
  readonly cause?: HangupCause;
  /** True when the far end hangs up (a BYE, or the other half of a Local pair), not Asterisk itself. */
  readonly remote?: boolean;
}

interface NewChannel {
  readonly name: string;
  /** Default: one of Asterisk's own. */
  readonly uniqueid?: string | undefined;
  readonly device: string;
  readonly from: Channel | undefined;
  readonly state: ChannelState;
  readonly caller: Party;
  readonly point: DialplanPoint;
}

/** A running Asterisk: its channels, bridges, queues, agents, parking lot and dialplan. */
export class Pbx {
  readonly kernel: Kernel;
  readonly random: SeededRandom;
  readonly ids: Ids;
  readonly version: AsteriskVersion;
  readonly systemName: string;
  readonly startedAt: number;
  readonly channels: Channels = new Channels();
  readonly bridges: Set<Bridge> = new Set();
  readonly devices: DeviceStates;
  readonly phones: Phones;
  readonly agents: AgentPool;
  readonly queues: Queues;
  readonly queueCalls: QueueCalls;
  /** By name. */
  readonly parkingLots: ReadonlyMap<string, ParkingLot>;
  readonly dialplan: Dialplan;
  readonly db: AsteriskDb;
  readonly globals: Map<string, string> = new Map();
  readonly #onEvent: PbxOptions['onEvent'];

  constructor(options: PbxOptions) {
    const { world } = options;
    this.kernel = new Kernel(options.clock);
    this.random = new SeededRandom(options.seed);
    this.version = options.version;
    this.systemName = world.systemName;
    this.startedAt = options.startedAt ?? this.kernel.now();
    this.ids = new Ids(this.random, world.systemName, Math.floor(this.startedAt / 1000));
    this.#onEvent = options.onEvent;
    this.devices = new DeviceStates(this);
    this.phones = new Phones(this, world.phones);
    this.agents = new AgentPool(this, world.agents);
    this.queues = new Queues(this, world.queues);
    this.queueCalls = new QueueCalls(this);
    const lots = world.parkingLots.filter(
      ({ name }) => options.parking === 'on' || (options.parking === 'default' && name === DEFAULT_LOT),
    );
    this.parkingLots = new Map(lots.map((seed) => [seed.name, new ParkingLot(this, seed)]));
    this.dialplan = new Dialplan(world.contexts);
    this.db = new AsteriskDb(world.database);
    for (const phone of this.phones.all) this.devices.prime(phone.device);
    for (const agent of this.agents.all) this.devices.prime(agent.device);
  }

  /** The default parking lot. */
  get parking(): ParkingLot | undefined {
    return this.parkingLots.get(DEFAULT_LOT);
  }

  /** Tells everybody who listens. */
  emit(name: string, eventClass: EventClass, fields: readonly AmiField[]): void {
    this.#onEvent(eventClass, [
      ['Event', name],
      ['Privilege', `${eventClass},all`],
      ['SystemName', this.systemName],
      ...fields,
    ]);
  }

  /** A new channel; the caller of this function is its owner until it runs a dialplan or stands in a bridge. */
  createChannel(order: NewChannel): Channel {
    const { uniqueid, age } = this.ids.uniqueid(this.kernel.seconds());
    const channel = new Channel({
      name: order.name,
      device: order.device,
      uniqueid: order.uniqueid ?? uniqueid,
      age,
      linked: order.from && { linkedid: order.from.linkedid, linkedAge: order.from.linkedAge },
      state: order.state,
      caller: order.caller,
      point: order.point,
      createdAt: this.kernel.now(),
    });
    this.channels.add(channel);
    this.emit('Newchannel', 'call', channelFields(channel));
    if (order.state !== 0) this.devices.refresh(channel.device);
    return channel;
  }

  createBridge(type: BridgeType): Bridge {
    const bridge = new Bridge(this, this.ids.uuid(), type);
    this.bridges.add(bridge);
    this.emit('BridgeCreate', 'call', bridge.fields());
    return bridge;
  }

  destroyBridge(bridge: Bridge): void {
    if (this.bridges.delete(bridge)) this.emit('BridgeDestroy', 'call', bridge.fields());
  }

  setState(channel: Channel, state: ChannelState): void {
    if (channel.state === state) return;
    channel.state = state;
    this.emit('Newstate', 'call', channelFields(channel));
    this.devices.refresh(channel.device);
  }

  setCaller(channel: Channel, caller: Party): void {
    channel.caller = caller;
    this.emit('NewCallerid', 'call', [
      ...channelFields(channel),
      ['CID-CallingPres', '0 (Presentation Allowed, Not Screened)'],
    ]);
  }

  setConnected(channel: Channel, connected: Party): void {
    if (channel.connected.number === connected.number && channel.connected.name === connected.name) return;
    channel.connected = connected;
    this.emit('NewConnectedLine', 'call', channelFields(channel));
  }

  /** One or two underlines before the name let the legs that the channel dials inherit it: once, or for good. */
  setVariable(channel: Channel, name: string, value: string): void {
    const plain = name.replace(/^__?/, '');
    channel.variables.set(plain, value);
    if (plain !== name) channel.inherited.set(plain, name.startsWith('__') ? `__${plain}` : plain);
    this.emit('VarSet', 'dialplan', [...channelFields(channel), ['Variable', name], ['Value', value]]);
  }

  /** The channel is answered; from the second half of a Local pair the answer reaches whoever dials the first. */
  answer(channel: Channel): void {
    if (channel.up || channel.ending) return;
    this.setState(channel, 6);
    const one = channel.pair?.two === channel ? channel.pair.one : undefined;
    if (one !== undefined && !one.up && !one.ending) {
      const peer = channel.connected;
      this.setState(one, 6);
      if (peer.number !== one.caller.number || peer.name !== one.caller.name) {
        const dialling = one.caller;
        this.setCaller(one, peer);
        this.setConnected(one, dialling);
      }
      one.progress?.({ kind: 'answered' });
    }
    channel.progress?.({ kind: 'answered' });
    channel.pair?.considerOptimising();
  }

  /** The dialplan signals ringing; it reaches whoever dials the first half of a Local pair. */
  ringing(channel: Channel): void {
    const one = channel.pair?.two === channel ? channel.pair.one : undefined;
    if (one === undefined || one.state !== 0 || one.ending) return;
    this.setState(one, 5);
    one.progress?.({ kind: 'ringing' });
  }

  /** Runs the dialplan from where the channel stands; at its end the channel is hung up. */
  startDialplan(channel: Channel): void {
    this.startThread(channel, this.dialplan.run(this, channel));
  }

  /** Gives the channel a thread of its own, instead of the one it may have. */
  startThread(channel: Channel, script: Script<HangupCause | undefined>): void {
    channel.task?.stop();
    channel.hadThread = true;
    const pbx = this;
    channel.task = new Task(
      this.kernel,
      (function* (): Script {
        const cause = yield* script;
        pbx.hangup(channel, { cause: cause ?? NORMAL_CLEARING });
      })(),
      () => {},
    );
  }

  /** Ends what the channel does now and takes it out of its bridge; it lives on without an owner. */
  detach(channel: Channel): void {
    const task = channel.task;
    channel.task = undefined;
    task?.stop();
    channel.bridge?.leave(channel);
  }

  /** Takes the channel away from what it does and sends it elsewhere in the dialplan. */
  redirect(channel: Channel, point: DialplanPoint): void {
    channel.point = point;
    this.detach(channel);
    this.startDialplan(channel);
  }

  /** Ends a channel. Its end is told in this step, `Hangup` itself in the next, as from another thread. */
  hangup(channel: Channel, order: HangupOrder = {}): void {
    if (channel.ending) return;
    channel.ending = true;
    const cause = channel.cause ?? order.cause ?? NORMAL_CLEARING;
    if (order.remote === true) {
      this.emit('HangupRequest', 'call', [...channelFields(channel), ['Cause', String(cause)]]);
    }
    this.queueCalls.hangupBegins(channel);
    channel.pair?.stop();
    this.detach(channel);
    if (channel.hadThread) {
      this.emit('SoftHangupRequest', 'call', [...channelFields(channel), ['Cause', '16']]);
    }
    const progress = channel.progress;
    channel.progress = undefined;
    progress?.({ kind: 'failed', status: 'CHANUNAVAIL' });
    this.kernel.post(() => this.#finishHangup(channel, cause));
    const partner = channel.pair?.partnerOf(channel);
    if (partner !== undefined) this.hangup(partner, { cause, remote: true });
  }

  /** `one`, a Local half, was optimised away: `far` now stands in its place. */
  onOptimised(one: Channel, far: Channel): void {
    this.queueCalls.replaceMember(one, far);
  }

  /** Nothing happens in this PBX any more; nothing is told either. */
  close(): void {
    this.kernel.close();
  }

  #finishHangup(channel: Channel, cause: HangupCause): void {
    if (channel.hadThread && this.dialplan.find(channel.point.context, 'h') !== undefined) {
      channel.point = { context: channel.point.context, exten: 'h', priority: 2 };
    }
    this.queueCalls.hangupEnds(channel);
    this.channels.remove(channel);
    this.emit('Hangup', 'call', [
      ...channelFields(channel),
      ['Cause', String(cause)],
      ['Cause-txt', causeText(cause)],
    ]);
    this.devices.refresh(channel.device);
  }
}
