import type { AmiField } from '@openeccp/ami';
import type { Bridge } from './bridge.js';
import { type Channel, channelFields } from './channel.js';
import type { HangupCause } from './hangup-cause.js';
import type { Pbx } from './pbx.js';
import { type Script, until } from './script.js';

export interface ParkingSeed {
  readonly name: string;
  /** Where its spaces are extensions. */
  readonly context: string;
  /** Whether lamps can follow its spaces (`parkinghints`). */
  readonly hints: boolean;
  /** Where a call goes whose time is over; undefined: to whoever parked it (`comebacktoorigin`). */
  readonly comebackContext: string | undefined;
  readonly firstSpace: number;
  readonly lastSpace: number;
  /** Seconds a call may stay. */
  readonly timeoutSeconds: number;
}

/** The lot of calls for which none is named. */
export const DEFAULT_LOT = 'default';

/** A parked call. */
export interface ParkedCall {
  readonly channel: Channel;
  readonly space: number;
  readonly parkedAt: number;
  readonly timeoutSeconds: number;
  readonly parkerDialString: string;
  /** Ends the wait: the call is taken back into this conversation. */
  retrieve: (into: Bridge) => void;
}

/** A parking lot: spaces are given out in turn (`findslot=next`). */
export class ParkingLot {
  readonly seed: ParkingSeed;
  readonly #pbx: Pbx;
  readonly #calls = new Map<number, ParkedCall>();
  #bridge: Bridge | undefined;
  #next: number;

  constructor(pbx: Pbx, seed: ParkingSeed) {
    this.#pbx = pbx;
    this.seed = seed;
    this.#next = seed.firstSpace;
  }

  get calls(): readonly ParkedCall[] {
    return [...this.#calls.values()].sort((a, b) => a.space - b.space);
  }

  get full(): boolean {
    return this.#calls.size > this.seed.lastSpace - this.seed.firstSpace;
  }

  at(space: number): ParkedCall | undefined {
    return this.#calls.get(space);
  }

  /**
   * Parks a channel, whatever it is doing.
   *
   * @returns false if every space is taken.
   */
  park(channel: Channel, timeoutSeconds: number): boolean {
    const space = this.#freeSpace();
    if (space === undefined) return false;
    this.#bridge ??= this.#pbx.createBridge('parking');
    this.#pbx.detach(channel);
    const call: ParkedCall = {
      channel,
      space,
      parkedAt: this.#pbx.kernel.now(),
      timeoutSeconds,
      parkerDialString: channel.device,
      retrieve: () => {},
    };
    this.#calls.set(space, call);
    this.#pbx.emit('ParkedCall', 'call', this.fields(call));
    this.#light(space, true);
    this.#bridge.enter(channel, () => {});
    this.#pbx.emit('MusicOnHoldStart', 'call', [...channelFields(channel), ['Class', 'default']]);
    this.#pbx.startThread(channel, this.#stay(call));
    return true;
  }

  /** The fields of a parked call; the retriever's stand between channel and lot. */
  fields(call: ParkedCall, retriever?: Channel): readonly AmiField[] {
    const duration = Math.floor((this.#pbx.kernel.now() - call.parkedAt) / 1000);
    return [
      ...channelFields(call.channel, 'Parkee'),
      ...(retriever === undefined ? [] : channelFields(retriever, 'Retriever')),
      ['ParkerDialString', call.parkerDialString],
      ['Parkinglot', this.seed.name],
      ['ParkingSpace', String(call.space)],
      ['ParkingTimeout', String(call.timeoutSeconds - duration)],
      ['ParkingDuration', String(duration)],
    ];
  }

  /** Takes a parked call into a conversation with `retriever`, who has to enter `bridge` next. */
  unpark(call: ParkedCall, retriever: Channel, bridge: Bridge): void {
    this.#forget(call, 'UnParkedCall', retriever);
    call.retrieve(bridge);
  }

  /** Somebody takes a channel that may be parked into `bridge`, without asking the lot, which takes that for giving up. */
  letGo(channel: Channel, bridge: Bridge): boolean {
    const call = [...this.#calls.values()].find((one) => one.channel === channel);
    if (call === undefined) return false;
    this.#forget(call, 'ParkedCallGiveUp');
    call.retrieve(bridge);
    return true;
  }

  /** The parked channel's thread: waits, and then talks to whoever retrieved it, or goes back to its parker. */
  *#stay(call: ParkedCall): Script<HangupCause | undefined> {
    const { channel } = call;
    let parked = true;
    try {
      const outcome = yield* until<'over' | 'timeout'>((resume) => {
        const cancel = this.#pbx.kernel.timer(call.timeoutSeconds * 1000, () => resume('timeout'));
        call.retrieve = (bridge) => {
          parked = false;
          cancel();
          bridge.enter(channel, () => resume('over'));
        };
        return cancel;
      });
      if (outcome === 'over') return undefined;
      parked = false;
      channel.point = { ...this.#comeback(channel), priority: 1 };
      this.#end(call, 'ParkedCallTimeOut');
    } finally {
      if (parked) this.#end(call, 'ParkedCallGiveUp');
    }
    return yield* this.#pbx.dialplan.run(this.#pbx, channel);
  }

  /** Whoever parked the call is dialled, which over AMI is the caller itself; or its name is an extension, or `s` is. */
  #comeback({ device }: Channel): { readonly context: string; readonly exten: string } {
    const { comebackContext: context } = this.seed;
    const parker = device.replace('/', '_');
    if (context === undefined) return { context: 'park-dial', exten: parker };
    return { context, exten: this.#pbx.dialplan.find(context, parker) === undefined ? 's' : parker };
  }

  #end(call: ParkedCall, event: 'ParkedCallTimeOut' | 'ParkedCallGiveUp'): void {
    this.#forget(call, event);
    call.channel.bridge?.leave(call.channel);
  }

  #forget(
    call: ParkedCall,
    event: 'ParkedCallTimeOut' | 'ParkedCallGiveUp' | 'UnParkedCall',
    retriever?: Channel,
  ): void {
    const { channel, space } = call;
    this.#calls.delete(space);
    this.#pbx.emit('MusicOnHoldStop', 'call', channelFields(channel));
    this.#light(space, false);
    this.#pbx.emit(event, 'call', this.fields(call, retriever));
  }

  #light(space: number, taken: boolean): void {
    const device = `park:${space}@${this.seed.context}`;
    if (this.seed.hints) {
      this.#pbx.emit('ExtensionStatus', 'call', [
        ['Exten', String(space)],
        ['Context', this.seed.context],
        ['Hint', device],
        ['Status', taken ? '1' : '0'],
        ['StatusText', taken ? 'InUse' : 'Idle'],
      ]);
    }
    this.#pbx.devices.set(device, taken ? 'INUSE' : 'NOT_INUSE');
  }

  #freeSpace(): number | undefined {
    const { firstSpace, lastSpace } = this.seed;
    const count = lastSpace - firstSpace + 1;
    for (let step = 0; step < count; step++) {
      const space = firstSpace + ((this.#next - firstSpace + step) % count);
      if (this.#calls.has(space)) continue;
      this.#next = space + 1 > lastSpace ? firstSpace : space + 1;
      return space;
    }
    return undefined;
  }
}
