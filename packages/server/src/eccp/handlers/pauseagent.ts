import type { Refusal } from '@openeccp/core';
import { accepted, type Failure, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 pauseagent. The floor checks and acts in one step, so the protocol's "(collision)" can't happen. */
export const pauseagent: Handler<'pauseagent'> = async ({ args, agent, services }) => {
  const outcome = await services.command({ kind: 'start-break', agent, breakId: args.pauseType });
  return outcome.kind === 'refused' ? refused(failureOf(outcome.refusal)) : accepted(SUCCESS);
};

function failureOf(refusal: Refusal): Failure {
  switch (refusal.kind) {
    case 'break-unknown':
      return failures.breakNotFound;
    case 'agent-not-loaded':
      return failures.agentNotLoggedInThroughEccp;
    case 'not-logged-in':
      return failures.agentNotLoggedIn;
    case 'other-break':
      return failures.incompatibleBreak;
    default:
      return failures.breakStartFailed;
  }
}
