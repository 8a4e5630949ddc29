import type { Channel } from './channel.js';
import { channelFields } from './channel.js';
import type { Cancel } from './clock.js';
import type { Pbx } from './pbx.js';

/** Media has to flow before Asterisk optimises: 12 to 30 ms in practice. */
const OPTIMISE_AFTER_MS = 20;

/**
 * The two halves of `Local/exten@context`: `;1` is dialled, `;2` runs the dialplan. When both halves stand in
 * conversations the pair optimises itself away: the far party takes the place of `;1`.
 */
export class LocalPair {
  readonly one: Channel;
  readonly two: Channel;
  /** False for a name that ends in `/n`. */
  readonly optimisable: boolean;
  readonly #pbx: Pbx;
  #cancel: Cancel | undefined;

  constructor(pbx: Pbx, one: Channel, two: Channel, optimisable: boolean) {
    this.#pbx = pbx;
    this.one = one;
    this.two = two;
    this.optimisable = optimisable;
    one.pair = this;
    two.pair = this;
  }

  /** The other half. */
  partnerOf(channel: Channel): Channel {
    return channel === this.one ? this.two : this.one;
  }

  /** Called whenever a half, or one who talks to a half, enters a bridge. */
  considerOptimising(): void {
    if (this.#cancel !== undefined || !this.#ready()) return;
    this.#cancel = this.#pbx.kernel.timer(OPTIMISE_AFTER_MS, () => {
      this.#cancel = undefined;
      if (this.#ready()) this.#optimise();
    });
  }

  /** Forgets a planned optimisation: a half is hung up. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #ready(): boolean {
    const { one, two } = this;
    if (!this.optimisable || one.recorded || two.recorded) return false;
    if (one.ending || two.ending || !one.up || !two.up) return false;
    const far = two.bridge?.peerOf(two);
    return (
      far !== undefined && far !== one && one.bridge?.peerOf(one) !== undefined && one.bridge !== two.bridge
    );
  }

  #optimise(): void {
    const { one, two } = this;
    const near = one.bridge;
    const far = two.bridge?.peerOf(two);
    if (near === undefined || far === undefined) return;
    const id = this.#pbx.ids.optimisation();
    const halves = [...channelFields(one, 'LocalOne'), ...channelFields(two, 'LocalTwo')];
    this.#pbx.emit('LocalOptimizationBegin', 'call', [
      ...halves,
      ...channelFields(far, 'Source'),
      ['DestUniqueId', two.uniqueid],
      ['Id', id],
    ]);
    near.swapIn(far, one);
    // 16.28 and 22.10 both say No although it worked.
    this.#pbx.emit('LocalOptimizationEnd', 'call', [...halves, ['Success', 'No'], ['Id', id]]);
    this.#pbx.onOptimised(one, far);
    this.#pbx.hangup(two);
  }
}
