import type { FloorEvent } from '@openeccp/core';

/** What an operator reads of a hold that takes long or does not end as it should; undefined of anything else. */
export function holdNote(event: FloorEvent): string | undefined {
  switch (event.kind) {
    case 'hold-near-limit':
      return `a caller of ${event.agent} has nearly been on hold for as long as calls.holdLimitSeconds allows`;
    case 'hold-at-limit':
      return `a caller of ${event.agent} has been on hold for calls.holdLimitSeconds and is brought back`;
    case 'retrieval-failed':
      return `the phone of ${event.agent} did not come to its caller on hold`;
    default:
      return undefined;
  }
}
