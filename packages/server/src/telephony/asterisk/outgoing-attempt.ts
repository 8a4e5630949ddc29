import type { AmiMessage } from '@openeccp/ami';
import type { CallId, Channel } from '@openeccp/core';
import { isLocal, localTwin } from './channel-map.js';
import { channelOf } from './channel-of.js';
import { betterCause, type Cause } from './failure-cause.js';

/** A call of ours, from its Originate until Asterisk has told that it failed or its last channel is gone. */
export interface Attempt {
  readonly call: CallId;
  /**
   * `answering` and `failed`: `OriginateResponse` has said so, on which of the trunks or why, the events of its channels
   * say in a moment.
   */
  readonly stage: 'placing' | 'answering' | 'failed' | 'answered';
  /**
   * Its channels that live, by uniqueid: the first one, which bears the id of the call, the other half if that is a
   * Local one, and what is dialled behind it. Agents' are not among them.
   */
  readonly legs: ReadonlyMap<string, Channel>;
  /** Whether it has had a channel. */
  readonly begun: boolean;
  /** The channel behind a Local one on which the customer has answered. */
  readonly reached: Channel | undefined;
  readonly cancelled: boolean;
  /** `Reason` of `OriginateResponse`. */
  readonly reason: string;
  readonly cause: Cause | undefined;
}

/** One of which Asterisk has not told anything yet. */
export function newAttempt(call: CallId): Attempt {
  return {
    call,
    stage: 'placing',
    legs: new Map(),
    begun: false,
    reached: undefined,
    cancelled: false,
    reason: '',
    cause: undefined,
  };
}

/** Where the customer is, or would be if it answered now. */
export function customerOf({ call, reached, legs }: Attempt): Channel | undefined {
  return reached ?? legs.get(call);
}

export function withLeg(attempt: Attempt, leg: Channel): Attempt {
  return { ...attempt, begun: true, legs: new Map(attempt.legs).set(leg.uniqueid, leg) };
}

/** A channel of it is gone. */
export function withoutLeg(attempt: Attempt, leg: Channel, code: number, text: string): Attempt {
  const { uniqueid } = leg;
  const legs = new Map(attempt.legs);
  legs.delete(uniqueid);
  const reached = attempt.reached?.uniqueid === uniqueid ? undefined : attempt.reached;
  return {
    ...attempt,
    legs,
    reached,
    cause: betterCause(attempt.cause, { code, text, real: !isLocal(leg) }),
  };
}

/**
 * What has become of it according to a list of all channels; undefined when it is gone.
 *
 * @param bearers the channels that bear the id of a call, by uniqueid
 */
export function surviving(
  attempt: Attempt,
  items: readonly AmiMessage[],
  bearers: ReadonlyMap<string, CallId>,
): Attempt | undefined {
  const { call } = attempt;
  const first = items.find((item) => item.get('Uniqueid') === call);
  const trunks = items.filter((item) => bearers.get(item.get('Uniqueid') ?? '') === call && isTrunk(item));
  const mine = items.filter((item) => isLeg(attempt, first && channelOf(first), item, trunks));
  const legs = new Map(mine.flatMap((item) => channelOf(item) ?? []).map((leg) => [leg.uniqueid, leg]));
  const answered = attempt.stage === 'answered' || first === undefined || runsDialPlan(first);
  const up = mine.filter(isUp).flatMap((item) => channelOf(item) ?? []);
  const reached = up.find((leg) => leg.uniqueid !== call && !isLocal(leg));
  const alive: Attempt = { ...attempt, begun: true, legs, reached, stage: answered ? 'answered' : 'placing' };
  if (customerOf(alive) !== undefined) return alive;
  // It may have taken the place of the Local channel, and nobody has seen it.
  const heir = trunks.find(isUp);
  const customer = heir && channelOf(heir);
  return customer && { ...withLeg(alive, customer), reached: customer, stage: 'answered' };
}

/** Whether the first channel of a call, as a list shows it, has been answered: until then it runs no dial plan. */
export function runsDialPlan(item: AmiMessage): boolean {
  return item.get('Application') !== ORIGINATING;
}

/** `Application` of a channel that Originate dials, and of one that `Dial` does. */
const ORIGINATING = 'AppDial2';
const DIALLED = 'AppDial';
const UP = '6';

function isUp(item: AmiMessage): boolean {
  return item.get('ChannelState') === UP;
}

/** Among the channels that bear the id of a call: agents bear it too, but a queue dials them. */
function isTrunk(item: AmiMessage): boolean {
  const channel = channelOf(item);
  return channel !== undefined && !isLocal(channel) && item.get('Application') === DIALLED;
}

function isLeg(
  attempt: Attempt,
  first: Channel | undefined,
  item: AmiMessage,
  trunks: readonly AmiMessage[],
): boolean {
  const channel = channelOf(item);
  if (channel === undefined) return false;
  const { uniqueid, name } = channel;
  if (uniqueid === attempt.call || attempt.legs.has(uniqueid)) return true;
  if (first === undefined || !isLocal(first)) return false;
  if (localTwin(first.name) === name) return true;
  return trunks.includes(item);
}
