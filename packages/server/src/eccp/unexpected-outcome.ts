import type { Outcome } from '@openeccp/core';

/** An outcome that the floor never gives to this command: a bug, answered as a crash of the request (ECCP §4.2). */
export function unexpectedOutcome(request: string, outcome: Outcome): never {
  const detail = outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind;
  throw new Error(`${request} can't be answered: unexpected outcome ${detail}`);
}
