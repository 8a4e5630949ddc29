import type { CallId } from '@openeccp/core';
import type { Clock } from '../../runtime/clock.js';
import {
  type OriginateAnswer,
  openThrottle,
  type Throttle,
  type ThrottleInput,
  type ThrottleLimits,
  type ThrottleRefusal,
  throttleDeadline,
  throttled,
  throttleRoom,
} from './originate-throttle.js';

export interface OriginateGateOptions {
  readonly limits: ThrottleLimits;
  readonly clock: Clock;
  /** Asterisk cannot follow, or can again. */
  readonly onBehind: (behind: boolean) => void;
}

/** A call before the gate. */
interface Ticket {
  readonly send: () => Promise<OriginateAnswer>;
  readonly resolve: (refusal: ThrottleRefusal | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** How the gate stands, for metrics. */
export interface OriginateFigures {
  readonly window: number;
  readonly asked: number;
  readonly waiting: number;
  /** Since the start, by reason. */
  readonly refused: ReadonlyMap<ThrottleRefusal, number>;
}

/** Lets Originates through as fast as Asterisk takes them. */
export class OriginateGate {
  readonly #options: OriginateGateOptions;
  readonly #tickets = new Map<CallId, Ticket>();
  readonly #refused = new Map<ThrottleRefusal, number>();
  #throttle: Throttle;
  #cancelTimer: () => void = () => {};

  constructor(options: OriginateGateOptions) {
    this.#options = options;
    this.#throttle = openThrottle(options.limits);
  }

  get figures(): OriginateFigures {
    const { window, asked, waiting } = this.#throttle;
    return {
      window: Math.floor(window),
      asked: asked.size,
      waiting: waiting.length,
      refused: this.#refused,
    };
  }

  /** So many calls may be asked for now. */
  get room(): number {
    return throttleRoom(this.#throttle, this.#options.limits);
  }

  /**
   * Sends when it is the call's turn, at once if that is now. Resolves when Asterisk has answered, or with why it is not
   * asked; rejects with what `send` rejects with.
   */
  pass(call: CallId, send: Ticket['send']): Promise<ThrottleRefusal | undefined> {
    return new Promise((resolve, reject) => {
      this.#tickets.set(call, { send, resolve, reject });
      this.#take({ kind: 'wanted', call });
    });
  }

  /** Nobody wants the call any more. Answers whether it was waiting; else it is Asterisk's already. */
  withdraw(call: CallId): boolean {
    const waits = this.#tickets.has(call);
    if (waits) this.#take({ kind: 'withdrawn', call });
    return waits;
  }

  /** The connection was lost: nothing waits for the next one. */
  disconnected(): void {
    this.#take({ kind: 'disconnected' });
  }

  #take(input: ThrottleInput): void {
    const { limits, clock, onBehind } = this.#options;
    const before = this.#throttle;
    const { throttle, decisions } = throttled(before, limits, input, clock.now());
    this.#throttle = throttle;
    this.#setTimer();
    const wasBehind = before.window < limits.mostAtOnce;
    const isBehind = throttle.window < limits.mostAtOnce;
    // A connection that is lost says nothing of the load.
    const tells = input.kind !== 'disconnected' && isBehind !== wasBehind;
    if (tells) onBehind(isBehind);
    for (const decision of decisions) {
      const ticket = this.#tickets.get(decision.call);
      this.#tickets.delete(decision.call);
      if (ticket === undefined) continue;
      if (decision.kind === 'send') this.#send(decision.call, ticket);
      else this.#refuse(ticket, decision.why);
    }
  }

  #send(call: CallId, { send, resolve, reject }: Ticket): void {
    send().then(
      (answer) => {
        this.#take({ kind: 'answered', call, answer });
        resolve(undefined);
      },
      (error: unknown) => {
        this.#take({ kind: 'answered', call, answer: 'nothing' });
        reject(error);
      },
    );
  }

  #refuse({ resolve }: Ticket, why: ThrottleRefusal): void {
    this.#refused.set(why, (this.#refused.get(why) ?? 0) + 1);
    resolve(why);
  }

  #setTimer(): void {
    const { limits, clock } = this.#options;
    this.#cancelTimer();
    const deadline = throttleDeadline(this.#throttle, limits);
    this.#cancelTimer =
      deadline === undefined
        ? () => {}
        : clock.after(deadline - clock.now(), () => this.#take({ kind: 'time' }));
  }
}
