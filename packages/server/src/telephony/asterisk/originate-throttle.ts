import type { CallId } from '@openeccp/core';

/** How many calls Asterisk is asked for at a time, and how many wait. */
export interface ThrottleLimits {
  /** Originates without an answer at most, from 1. */
  readonly mostAtOnce: number;
  /** An answer that takes longer says that Asterisk has too much to do. Milliseconds. */
  readonly slowMs: number;
  /** Calls that may wait. */
  readonly mostWaiting: number;
  /** None waits longer. Milliseconds. */
  readonly waitMs: number;
}

export const DEFAULT_THROTTLE: ThrottleLimits = {
  mostAtOnce: 20,
  slowMs: 1_000,
  mostWaiting: 500,
  waitMs: 20_000,
};

/** A window as TCP has it: it opens a little with every quick answer and halves when Asterisk is in trouble (docs/adr/0028-originate-throttle.md). */
export interface Throttle {
  /** So many Originates may be without an answer, in whole numbers; from 1 to {@link ThrottleLimits.mostAtOnce}. */
  readonly window: number;
  /** The window was halved then. What was sent before was sent through a wider one, and says nothing new. */
  readonly narrowedAt: number;
  /** Calls of which Asterisk has not said whether it takes them, with when it was asked. */
  readonly asked: ReadonlyMap<CallId, number>;
  /** In their order, with since when. */
  readonly waiting: readonly { readonly call: CallId; readonly since: number }[];
}

/**
 * What an answer says of the load: `taken` as fast as it was, `trouble` where Asterisk refused it or did not answer in
 * time, `nothing` where it was not asked or the connection was lost.
 */
export type OriginateAnswer = 'taken' | 'trouble' | 'nothing';

/** Why a call is not placed: too many wait, it has waited too long, Asterisk is gone, or nobody wants it any more. */
export type ThrottleRefusal = 'full' | 'late' | 'disconnected' | 'withdrawn';

export type ThrottleInput =
  | { readonly kind: 'wanted'; readonly call: CallId }
  | { readonly kind: 'answered'; readonly call: CallId; readonly answer: OriginateAnswer }
  | { readonly kind: 'withdrawn'; readonly call: CallId }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'time' };

export type ThrottleDecision =
  | { readonly kind: 'send'; readonly call: CallId }
  | { readonly kind: 'refuse'; readonly call: CallId; readonly why: ThrottleRefusal };

export function openThrottle(limits: ThrottleLimits): Throttle {
  return {
    window: limits.mostAtOnce,
    narrowedAt: Number.NEGATIVE_INFINITY,
    asked: new Map(),
    waiting: [],
  };
}

/** What happens next, and to which calls. Every call that was wanted is sent or refused, once. Epoch milliseconds. */
export function throttled(
  throttle: Throttle,
  limits: ThrottleLimits,
  input: ThrottleInput,
  now: number,
): { readonly throttle: Throttle; readonly decisions: readonly ThrottleDecision[] } {
  const isLate = ({ since }: { readonly since: number }): boolean => now - since >= limits.waitMs;
  const refused = throttle.waiting.filter(isLate).map(({ call }) => refusal(call, 'late'));
  const onTime = { ...throttle, waiting: throttle.waiting.filter((one) => !isLate(one)) };
  const after = applied(onTime, limits, input, now);
  const sent = admitted(after.throttle, now);
  return { throttle: sent.throttle, decisions: [...refused, ...after.refused, ...sent.decisions] };
}

/** When {@link throttled} is to be told of the time; undefined while nothing waits. Epoch milliseconds. */
export function throttleDeadline(throttle: Throttle, limits: ThrottleLimits): number | undefined {
  const [first] = throttle.waiting;
  return first === undefined ? undefined : first.since + limits.waitMs;
}

/** So many calls may be asked for now: what can wait, and while Asterisk is behind only what goes at once. */
export function throttleRoom(throttle: Throttle, limits: ThrottleLimits): number {
  const { window, asked, waiting } = throttle;
  const atOnce = Math.floor(window) - asked.size;
  const waits = window < limits.mostAtOnce ? 0 : limits.mostWaiting;
  return Math.max(0, Math.max(0, atOnce) + waits - waiting.length);
}

interface Applied {
  readonly throttle: Throttle;
  readonly refused: readonly ThrottleDecision[];
}

function applied(throttle: Throttle, limits: ThrottleLimits, input: ThrottleInput, now: number): Applied {
  const { waiting } = throttle;
  switch (input.kind) {
    case 'wanted': {
      const { call } = input;
      if (!hasRoom(throttle) && waiting.length >= limits.mostWaiting) {
        return { throttle, refused: [refusal(call, 'full')] };
      }
      return { throttle: { ...throttle, waiting: [...waiting, { call, since: now }] }, refused: [] };
    }
    case 'answered':
      return { throttle: answered(throttle, limits, input, now), refused: [] };
    case 'withdrawn': {
      const { call } = input;
      const others = waiting.filter((one) => one.call !== call);
      if (others.length === waiting.length) return { throttle, refused: [] };
      return { throttle: { ...throttle, waiting: others }, refused: [refusal(call, 'withdrawn')] };
    }
    case 'disconnected':
      return {
        throttle: openThrottle(limits),
        refused: waiting.map(({ call }) => refusal(call, 'disconnected')),
      };
    case 'time':
      return { throttle, refused: [] };
  }
}

function answered(
  throttle: Throttle,
  limits: ThrottleLimits,
  { call, answer }: ThrottleInput & { readonly kind: 'answered' },
  now: number,
): Throttle {
  const askedAt = throttle.asked.get(call);
  // Asked over a connection that is gone.
  if (askedAt === undefined) return throttle;
  const asked = new Map(throttle.asked);
  asked.delete(call);
  const left = { ...throttle, asked };
  switch (answer) {
    case 'nothing':
      return left;
    case 'trouble':
      return narrowed(left, askedAt, now);
    case 'taken':
      if (now - askedAt > limits.slowMs) return narrowed(left, askedAt, now);
      // What nobody fills is not known to be bearable.
      return hasRoom(throttle) ? left : widened(left, limits);
  }
}

function narrowed(throttle: Throttle, askedAt: number, now: number): Throttle {
  if (askedAt <= throttle.narrowedAt) return throttle;
  return { ...throttle, window: Math.max(1, throttle.window / 2), narrowedAt: now };
}

/** By one in the time in which everything that the window holds is answered. */
function widened(throttle: Throttle, { mostAtOnce }: ThrottleLimits): Throttle {
  return { ...throttle, window: Math.min(mostAtOnce, throttle.window + 1 / throttle.window) };
}

function admitted(
  throttle: Throttle,
  now: number,
): { readonly throttle: Throttle; readonly decisions: readonly ThrottleDecision[] } {
  const room = Math.max(0, Math.floor(throttle.window) - throttle.asked.size);
  const next = throttle.waiting.slice(0, room);
  if (next.length === 0) return { throttle, decisions: [] };
  const asked = new Map(throttle.asked);
  for (const { call } of next) asked.set(call, now);
  return {
    throttle: { ...throttle, asked, waiting: throttle.waiting.slice(next.length) },
    decisions: next.map(({ call }) => ({ kind: 'send', call })),
  };
}

function hasRoom({ window, asked }: Throttle): boolean {
  return asked.size < Math.floor(window);
}

function refusal(call: CallId, why: ThrottleRefusal): ThrottleDecision {
  return { kind: 'refuse', call, why };
}
