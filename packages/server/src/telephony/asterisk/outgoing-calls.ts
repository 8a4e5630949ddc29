import type { AmiMessage } from '@openeccp/ami';
import type { CallId, Channel, LiveCall, TelephonyFact } from '@openeccp/core';
import type { CallerMoves } from './caller-moves.js';
import type { Callers } from './callers.js';
import { type ChannelMap, isLocal } from './channel-map.js';
import { causeOfFailure } from './failure-cause.js';
import { type Attempt, customerOf, newAttempt, surviving, withLeg, withoutLeg } from './outgoing-attempt.js';

export interface OutgoingCallsOptions {
  readonly channels: ChannelMap;
  readonly callers: Callers;
  readonly callerMoves: CallerMoves;
  /** A call that was aborted has got a channel after all. */
  readonly hangUp: (channel: Channel) => void;
  /** Asks for {@link OutgoingCalls.settle} in a moment: what is still to be told of the call comes by then. */
  readonly lookAgain: (call: CallId) => void;
}

/** What is to be done to end a call: hang this channel up, nothing until it has one, or nothing at all. */
export type Abortion =
  | { readonly kind: 'hang-up'; readonly channel: Channel }
  | { readonly kind: 'later' }
  | { readonly kind: 'gone' };

/** What calls are found by. */
export interface ChannelLists {
  readonly channels: readonly AmiMessage[];
  /** Which of them bear the id of a call of ours, by uniqueid. */
  readonly bearers: ReadonlyMap<string, CallId>;
}

/** The calls that still live after the connection was lost. */
export interface Survivors {
  readonly placing: readonly LiveCall[];
  /** Where the customers are. */
  readonly answered: ReadonlyMap<CallId, Channel>;
  readonly news: readonly TelephonyFact[];
}

type Facts = readonly TelephonyFact[];

const NOTHING: Facts = [];

/** The calls that we place, and which channels are theirs (telephony.md §9.2). */
export class OutgoingCalls {
  readonly #options: OutgoingCallsOptions;
  readonly #attempts = new Map<CallId, Attempt>();
  readonly #calls = new Map<string, CallId>();

  constructor(options: OutgoingCallsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#attempts.size + this.#calls.size;
  }

  /** The channels of all of them. */
  get legs(): readonly Channel[] {
    return [...this.#attempts.values()].flatMap(({ legs }) => [...legs.values()]);
  }

  /** Asterisk is being asked to dial. */
  expect(call: CallId): void {
    this.#put(newAttempt(call));
    this.#calls.set(call, call);
  }

  /** Goes on with one that the server before this one has placed; {@link adopt} finds out how it stands. */
  resume(call: CallId, customer: Channel, answered: boolean): void {
    const attempt = withLeg({ ...newAttempt(call), stage: answered ? 'answered' : 'placing' }, customer);
    this.#put(attempt);
    for (const uniqueid of [call, ...attempt.legs.keys()]) this.#calls.set(uniqueid, call);
  }

  /** Asterisk will not dial, or nothing more is to be told of it. */
  forget(call: CallId): void {
    this.#attempts.delete(call);
    for (const [uniqueid, owner] of this.#calls) if (owner === call) this.#calls.delete(uniqueid);
  }

  /** The call whose channel this is. */
  callOf(uniqueid: string): CallId | undefined {
    return this.#calls.get(uniqueid);
  }

  abort(call: CallId): Abortion {
    const attempt = this.#attempts.get(call);
    if (attempt === undefined) return { kind: 'gone' };
    // Before the answer the first channel: behind it the dial plan would try the next trunk.
    const answered = attempt.stage === 'answered' ? this.#options.callers.customerOf(call) : undefined;
    const channel = answered ?? attempt.legs.get(call);
    if (channel === undefined && attempt.begun) return { kind: 'gone' };
    this.#put({ ...attempt, cancelled: true });
    return channel === undefined ? { kind: 'later' } : { kind: 'hang-up', channel };
  }

  /** A channel has appeared, or another name. */
  named(channel: Channel): void {
    const { channels, hangUp } = this.#options;
    const { uniqueid, name } = channel;
    const twin = channels.twin(uniqueid);
    const call = this.#calls.get(uniqueid) ?? (twin === undefined ? undefined : this.#calls.get(twin));
    const attempt = call === undefined ? undefined : this.#attempts.get(call);
    if (attempt === undefined) return;
    const isNew = !attempt.legs.has(uniqueid);
    this.#put(withLeg(attempt, channel));
    this.#calls.set(uniqueid, attempt.call);
    if (isNew && attempt.cancelled && uniqueid === attempt.call) hangUp({ uniqueid, name });
  }

  /** `DialBegin`; `by` is undefined where Originate itself dials. */
  dialBegins(dialled: Channel, by: Channel | undefined): Facts {
    const call = this.#calls.get(by === undefined ? dialled.uniqueid : by.uniqueid);
    const attempt = call === undefined ? undefined : this.#attempts.get(call);
    // What the first channel dials, once it is answered, are agents; what the customer's dials is whom it is sent to.
    const byCustomer = by !== undefined && (by.uniqueid === attempt?.call || !isLocal(by));
    if (attempt === undefined || byCustomer) return NOTHING;
    if ((this.#calls.get(dialled.uniqueid) ?? call) !== call) return NOTHING;
    this.#calls.set(dialled.uniqueid, attempt.call);
    const real = !isLocal(dialled);
    // Why another trunk did not reach the customer is no longer the question.
    this.#put({ ...withLeg(attempt, dialled), cause: real ? undefined : attempt.cause });
    // Also after `OriginateResponse`, which may overtake it.
    return real && attempt.stage !== 'answered'
      ? [{ kind: 'call-dialling', call: attempt.call, channel: dialled }]
      : NOTHING;
  }

  /**
   * `DialEnd` with status `ANSWER`. That of the first channel tells of the answer: `DialBegin` and `DialEnd` of every
   * trunk that was dialled before have come by then.
   */
  dialAnswered(dialled: Channel): Facts {
    const attempt = this.#of(dialled.uniqueid);
    if (attempt === undefined || !attempt.legs.has(dialled.uniqueid)) return NOTHING;
    if (dialled.uniqueid === attempt.call) return this.#answers(attempt);
    if (isLocal(dialled)) return NOTHING;
    this.#put({ ...attempt, reached: dialled });
    return attempt.stage === 'answered' ? this.#options.callerMoves.moved(attempt.call, dialled) : NOTHING;
  }

  /**
   * `OriginateResponse`; `channel` is the answered one, undefined for a failure. Asterisk does not queue it behind the
   * events of channels: what comes later may have happened before.
   */
  originated(call: CallId, channel: Channel | undefined, reason: string): Facts {
    const attempt = this.#attempts.get(call);
    if (attempt?.stage !== 'placing') return NOTHING;
    const lost = attempt.begun && !attempt.legs.has(call);
    if (channel === undefined || lost) return this.#failed({ ...attempt, stage: 'failed', reason });
    return this.#await({ ...withLeg(attempt, channel), stage: 'answering' });
  }

  /** A channel joins a queue, which only an answered call can. */
  joins(uniqueid: string): Facts {
    const attempt = this.#of(uniqueid);
    return attempt === undefined ? NOTHING : this.#answers(attempt);
  }

  hungUp(uniqueid: string, code: number, text: string): Facts {
    const attempt = this.#of(uniqueid);
    const leg = attempt?.legs.get(uniqueid);
    if (attempt === undefined || leg === undefined) return NOTHING;
    if (uniqueid !== attempt.call) this.#calls.delete(uniqueid);
    const left = withoutLeg(attempt, leg, code, text);
    this.#put(left);
    if (left.legs.size > 0) return NOTHING;
    switch (left.stage) {
      case 'answered':
        this.forget(left.call);
        return NOTHING;
      case 'failed':
        return this.#fail(left);
      case 'placing':
      case 'answering':
        return this.#await(left);
    }
  }

  /** What was awaited has not come. */
  settle(call: CallId): Facts {
    const attempt = this.#attempts.get(call);
    if (attempt === undefined || attempt.stage === 'answered') return NOTHING;
    if (attempt.stage === 'failed' || (attempt.begun && attempt.legs.size === 0)) return this.#fail(attempt);
    return attempt.stage === 'answering' ? this.#answers(attempt) : NOTHING;
  }

  /** Those of which Asterisk has not told how the Originate went, and whether they have had a channel. */
  get unanswered(): readonly { readonly call: CallId; readonly begun: boolean }[] {
    return [...this.#attempts.values()].filter(({ stage }) => stage === 'placing');
  }

  /** Finds the calls among the channels that live, and forgets those that are not there. */
  adopt({ channels, bearers }: ChannelLists): Survivors {
    const placing: LiveCall[] = [];
    const answered = new Map<CallId, Channel>();
    const news: TelephonyFact[] = [];
    for (const before of [...this.#attempts.values()]) {
      const { call } = before;
      this.forget(call);
      const attempt = surviving(before, channels, bearers);
      const customer = attempt && customerOf(attempt);
      if (attempt === undefined || customer === undefined) continue;
      this.#put(attempt);
      for (const uniqueid of [call, ...attempt.legs.keys()]) this.#calls.set(uniqueid, call);
      if (attempt.stage !== 'answered') {
        placing.push({ call, queue: undefined, phone: '', customer, state: { kind: 'placing' } });
        continue;
      }
      answered.set(call, customer);
      const known = this.#options.callers.customerOf(call);
      // That it was answered meanwhile is said by the snapshot.
      if (before.stage === 'answered' && known?.uniqueid !== customer.uniqueid) {
        news.push({ kind: 'customer-moved', call, customer });
      }
    }
    return { placing, answered, news };
  }

  #answers(attempt: Attempt): Facts {
    const customer = customerOf(attempt);
    const told = attempt.stage === 'answered' || attempt.stage === 'failed';
    if (told || customer === undefined) return NOTHING;
    this.#put({ ...attempt, stage: 'answered' });
    return this.#options.callerMoves.answered(attempt.call, customer);
  }

  /** More is about to be told. */
  #await(attempt: Attempt): Facts {
    this.#put(attempt);
    this.#options.lookAgain(attempt.call);
    return NOTHING;
  }

  #failed(attempt: Attempt): Facts {
    return attempt.begun && attempt.legs.size === 0 ? this.#fail(attempt) : this.#await(attempt);
  }

  #fail(attempt: Attempt): Facts {
    const { call, cause, reason, cancelled } = attempt;
    this.forget(call);
    return [{ kind: 'call-failed', call, ...causeOfFailure(cause, reason, cancelled) }];
  }

  #of(uniqueid: string): Attempt | undefined {
    const call = this.#calls.get(uniqueid);
    return call === undefined ? undefined : this.#attempts.get(call);
  }

  #put(attempt: Attempt): void {
    this.#attempts.set(attempt.call, attempt);
  }
}
