/** Why a channel ended, as its `Hangup` says. */
export interface Cause {
  /** Q.850; 0 where Asterisk knows none. */
  readonly code: number;
  readonly text: string;
  /** A trunk or a phone, not half of a Local channel. */
  readonly real: boolean;
}

/** Why a customer was not reached. */
interface FailureCause {
  readonly cause: number | undefined;
  readonly causeText: string | undefined;
}

const NORMAL_CLEARING = 16;

/**
 * What `Reason` of an `OriginateResponse` says, with Asterisk's texts. An unanswered phone has no cause of its own on
 * 16, and the one of whom we stopped calling is `Normal Clearing`; 22 says 19 of both.
 */
const REASONS: ReadonlyMap<string, FailureCause> = new Map([
  ['3', { cause: 19, causeText: 'User alerting, no answer' }],
  ['5', { cause: 17, causeText: 'User busy' }],
  ['8', { cause: 34, causeText: 'Circuit/channel congestion' }],
]);

/** Of two channels of a call the one that tells more of the failure, the later of equals. */
export function betterCause(known: Cause | undefined, told: Cause): Cause | undefined {
  if (told.code === 0) return known;
  return known === undefined || weight(told) >= weight(known) ? told : known;
}

/** The cause of a failed call: what a channel ended with if that says something, else what the reason means. */
export function causeOfFailure(cause: Cause | undefined, reason: string, cancelled: boolean): FailureCause {
  const byReason = REASONS.get(reason);
  const clear = cause === undefined || cause.code === NORMAL_CLEARING;
  if (clear && byReason !== undefined) return byReason;
  return cause === undefined || cancelled
    ? { cause: undefined, causeText: undefined }
    : { cause: cause.code, causeText: cause.text };
}

function weight({ code, real }: Cause): number {
  if (code === NORMAL_CLEARING) return 0;
  return real ? 2 : 1;
}
