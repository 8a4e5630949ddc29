import type { Pbx } from '../engine/pbx.js';
import { SeededRandom } from '../engine/random.js';
import type { Hands } from './hands.js';

export interface CallersOptions {
  /** Default 9000. */
  readonly queue?: string;
  /** Seconds between two callers, from and to. Default 8 to 20. */
  readonly everySeconds?: readonly [from: number, to: number];
  /** Seconds a caller waits before giving up. Default 30 to 90. */
  readonly patienceSeconds?: readonly [from: number, to: number];
  /** Seconds a conversation lasts before the caller hangs up. Default 20 to 120. */
  readonly talkSeconds?: readonly [from: number, to: number];
  /** Nobody calls while so many wait. Default 5. */
  readonly waitingPlaces?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Customers who call by themselves, so that a demo is alive. */
export class Callers {
  readonly #hands: Hands;
  readonly #options: Required<CallersOptions>;
  readonly #random: SeededRandom;

  constructor(hands: Hands, options: CallersOptions = {}) {
    this.#hands = hands;
    this.#options = {
      queue: '9000',
      everySeconds: [8, 20],
      patienceSeconds: [30, 90],
      talkSeconds: [20, 120],
      waitingPlaces: 5,
      seed: 1,
      ...options,
    };
    this.#random = new SeededRandom(this.#options.seed);
  }

  /** Callers come to this PBX from now on, until it is closed. */
  start(pbx: Pbx): void {
    pbx.kernel.timer(this.#milliseconds(this.#options.everySeconds), () => {
      this.#call(pbx);
      this.start(pbx);
    });
  }

  #call(pbx: Pbx): void {
    const { queue, waitingPlaces, patienceSeconds } = this.#options;
    const waiting = pbx.queues.find(queue)?.entries.length ?? 0;
    if (waiting >= waitingPlaces) return;
    const number = `55${String(this.#random.between(0, 99999)).padStart(5, '0')}`;
    const call = this.#hands.customerCalls(queue, { number });
    const giveUpAt = pbx.kernel.now() + this.#milliseconds(patienceSeconds);
    this.#watch(pbx, call.uniqueid, giveUpAt, () => call.hangUp());
  }

  /** Looks every second: hangs up when patience is over, or some time after somebody answered. */
  #watch(pbx: Pbx, uniqueid: string, giveUpAt: number, hangUp: () => void): void {
    pbx.kernel.timer(1000, () => {
      const channel = pbx.channels.find(uniqueid);
      if (channel === undefined) return;
      if (channel.bridge?.type === 'basic') {
        pbx.kernel.timer(this.#milliseconds(this.#options.talkSeconds), hangUp);
      } else if (pbx.kernel.now() >= giveUpAt) hangUp();
      else this.#watch(pbx, uniqueid, giveUpAt, hangUp);
    });
  }

  #milliseconds([from, to]: readonly [number, number]): number {
    return this.#random.between(from * 1000, to * 1000);
  }
}
