import type { Refusal } from '@openeccp/core';
import { accepted, type Failure, failures, refused } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.3 atxfercall. What it says beyond `success`, and of a missing customer, is of the extended profile (D-17). */
export const atxfercall: Handler<'atxfercall'> = async ({ args, agent, services }) => {
  const { extended } = services.floor.settings;
  const outcome = await services.command({ kind: 'consult', agent, extension: args.extension });
  if (outcome.kind === 'refused') return refused(failureOf(outcome.refusal, extended));
  return accepted(extended ? { consultation: true } : {});
};

function failureOf(refusal: Refusal, extended: boolean): Failure {
  switch (refusal.kind) {
    case 'not-in-call':
      // Clients are used to this literal for an agent without a call.
      return failures.agentNotFound;
    case 'no-agent-channel':
      return failures.agentNotInCall;
    case 'no-customer-channel':
      return extended ? failures.callerChannelNotFound : failures.transferFailed;
    default:
      return failures.transferFailed;
  }
}
