/** What calls of an outgoing campaign are counted by (ECCP §8.5 getcampaignstatus). */
export const OUTGOING_COUNTS = [
  'pending',
  'placing',
  'ringing',
  'onqueue',
  'success',
  'onhold',
  'failure',
  'shortcall',
  'noanswer',
  'abandoned',
] as const;

/** What incoming calls are counted by. */
export const INCOMING_COUNTS = [
  'onqueue',
  'success',
  'onhold',
  'abandoned',
  'finished',
  'losttrack',
] as const;

export type OutgoingCount = (typeof OUTGOING_COUNTS)[number];
export type IncomingCount = (typeof INCOMING_COUNTS)[number];

/** What a call that has been dialled, or has come in, is counted by. */
export type CallCount = Exclude<OutgoingCount, 'pending'> | IncomingCount;

/** The words of `calls.status` (database.md §5.1). */
const OUTGOING = {
  Placing: 'placing',
  Dialing: 'placing',
  Ringing: 'ringing',
  OnQueue: 'onqueue',
  Success: 'success',
  // Left by cleanups of another server: somebody had talked with the customer.
  Hangup: 'success',
  OnHold: 'onhold',
  Failure: 'failure',
  ShortCall: 'shortcall',
  NoAnswer: 'noanswer',
  Abandoned: 'abandoned',
} as const satisfies Readonly<Record<string, Exclude<OutgoingCount, 'pending'>>>;

/** The words of `call_entry.status` (database.md §5.2). */
const INCOMING = {
  'en-cola': 'onqueue',
  activa: 'success',
  hold: 'onhold',
  abandonada: 'abandoned',
  terminada: 'finished',
  'fin-monitoreo': 'losttrack',
} as const satisfies Readonly<Record<string, IncomingCount>>;

/** Undefined for words that the protocol has no counter for, such as `Paused`. */
export function outgoingCount(status: string): Exclude<OutgoingCount, 'pending'> | undefined {
  return Object.hasOwn(OUTGOING, status) ? OUTGOING[status as keyof typeof OUTGOING] : undefined;
}

/** Undefined for words that the protocol has no counter for. */
export function incomingCount(status: string): IncomingCount | undefined {
  return Object.hasOwn(INCOMING, status) ? INCOMING[status as keyof typeof INCOMING] : undefined;
}

/** The statuses of table `calls` that {@link outgoingCount} knows. */
export const COUNTED_STATUSES: readonly string[] = Object.keys(OUTGOING);

/** Whether customer and agent talk or have talked: only these calls have talk times and waits. Short ones don't count. */
export function isJoined(count: CallCount): boolean {
  return count === 'success' || count === 'onhold' || count === 'finished';
}
