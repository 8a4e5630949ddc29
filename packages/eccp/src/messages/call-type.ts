/** Whether a call entered by a queue or was placed by the dialer. */
export type CallType = 'incoming' | 'outgoing';

/** Anything but `incoming` is outgoing, which is also the protocol's default (ECCP §8.4). */
export function callTypeOf(text: string | undefined): CallType {
  return text === 'incoming' ? 'incoming' : 'outgoing';
}
