import type { CustomerCall, Simulator } from '@openeccp/simulator';
import type { Caller } from './plan.js';
import type { VirtualTime } from './virtual-time.js';

/** One who hangs up so long after an event of its own. */
interface Hasty {
  readonly call: CustomerCall;
  readonly afterMs: number;
}

/** The customers who call: they wait, talk, and hang up when they have had enough, or in the worst moment. */
export class Callers {
  readonly #time: VirtualTime;
  readonly #simulator: Simulator;
  /** Those who will hang up in the worst moment, by the event that marks it and the caller's channel. */
  readonly #hasty = new Map<string, Map<string, Hasty>>();

  constructor(time: VirtualTime, simulator: Simulator) {
    this.#time = time;
    this.#simulator = simulator;
  }

  callIn(caller: Caller): void {
    const call = this.#simulator.hands.customerCalls(caller.queue, { number: caller.number });
    const { worst } = caller;
    if (worst !== undefined) {
      const hasty = this.#hasty.get(worst.event) ?? new Map<string, Hasty>();
      this.#hasty.set(worst.event, hasty.set(call.uniqueid, { call, afterMs: worst.afterMs }));
    }
    const talks = (): boolean => this.#simulator.pbx.channels.find(call.uniqueid)?.bridge?.type === 'basic';
    this.#time.setTimer(caller.patienceMs, () => {
      if (!talks()) return hangUp(call);
      this.#time.setTimer(caller.talkMs, () => hangUp(call));
    });
  }

  /** Something is said by Asterisk: those for whom this is the worst moment hang up in it. */
  hear(event: string): void {
    const hasty = this.#hasty.get(event.slice('Event: '.length, event.indexOf('\r\n')));
    if (hasty === undefined) return;
    for (const [uniqueid, { call, afterMs }] of hasty) {
      if (call.alive && !event.includes(uniqueid)) continue;
      hasty.delete(uniqueid);
      if (call.alive) this.#time.setTimer(afterMs, () => hangUp(call));
    }
  }

  /** Asterisk is restarted: there are none any more. */
  forget(): void {
    this.#hasty.clear();
  }
}

function hangUp(call: CustomerCall): void {
  if (call.alive) call.hangUp();
}
