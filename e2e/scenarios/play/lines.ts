/** What many scenarios hear, in the words of `lineOf`, and leave, in those of `Leaves`. */

export const HOLD_BEGINS: readonly string[] = ['pausestart hold', 'callprogress OnHold', 'hold: success'];
export const HOLD_ENDS: readonly string[] = ['pauseend hold', 'callprogress OffHold'];

export const SESSION = 'agent: session';
export const LOGGED_IN: string = `${SESSION}, open`;
export const COLLEAGUE_LOGGED_IN = 'colleague: session, open';
export const LUNCH = 'agent: Lunch';
export const HOLD = 'agent: Hold';

/** The history of a call that the agent has. */
export const LINKED: readonly string[] = ['OnQueue', 'Success agent'];
/** What a hold adds to it. */
export const HELD: readonly string[] = ['OnHold agent', 'OffHold agent'];

/** A customer of queue 8000 who talked to the agent; `more` is what else the row says. */
export function talkedCall(more: string = ''): readonly string[] {
  return [`customer in 8000: terminada agent${more}`, ...LINKED, 'Hangup agent'];
}

/** One who was on hold as well. */
export function heldCall(more: string = ''): readonly string[] {
  return [`customer in 8000: terminada agent${more}`, ...LINKED, ...HELD, 'Hangup agent'];
}

/** The same, when nobody saw how it ended. */
export function lostCall([row = '', ...progress]: readonly string[]): readonly string[] {
  return [row.replace('terminada', 'fin-monitoreo'), ...progress];
}

/** One who was sent to the colleague, and talked to it as well. */
export const SENT_TO_COLLEAGUE: readonly string[] = [
  'customer in 8000: terminada colleague, transfer to colleague',
  ...LINKED,
  'Hangup agent',
  'Success colleague',
  'Hangup colleague',
];

/** One who still talks. */
export const ACTIVE_CALL: readonly string[] = ['customer in 8000: activa agent', ...LINKED];
