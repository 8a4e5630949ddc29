/** Q.850 causes the simulator uses, with Asterisk's texts. */
const CAUSES = {
  0: 'Unknown',
  1: 'Unallocated (unassigned) number',
  3: 'No route to destination',
  16: 'Normal Clearing',
  17: 'User busy',
  19: 'User alerting, no answer',
  21: 'Call Rejected',
  26: 'Answered elsewhere',
  28: 'Invalid number format',
  34: 'Circuit/channel congestion',
} as const;

export type HangupCause = keyof typeof CAUSES;

export const NORMAL_CLEARING: HangupCause = 16;

/** `Cause-txt` of a cause. */
export function causeText(cause: HangupCause): string {
  return CAUSES[cause];
}

/** The cause a program asked for, or normal clearing if the simulator does not know it. */
export function toCause(value: number): HangupCause {
  return isCause(value) ? value : NORMAL_CLEARING;
}

function isCause(value: number): value is HangupCause {
  return Object.hasOwn(CAUSES, value);
}
