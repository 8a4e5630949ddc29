import type { FloorEvent } from '@openeccp/core';

/** What an operator reads of what does not go as it should, a hold or a phone; undefined of anything else. */
export function operatorNote(event: FloorEvent): string | undefined {
  switch (event.kind) {
    case 'hold-near-limit':
      return `a caller of ${event.agent} has nearly been on hold for as long as calls.holdLimitSeconds allows`;
    case 'hold-at-limit':
      return `a caller of ${event.agent} has been on hold for calls.holdLimitSeconds and is brought back`;
    case 'retrieval-failed':
      return `the phone of ${event.agent} did not come to its caller on hold`;
    case 'phone-lost':
      return `the phone of ${event.agent} has been out of Asterisk's reach for agents.lostPhoneSeconds: it is logged off`;
    default:
      return undefined;
  }
}
