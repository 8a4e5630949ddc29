import { breakRefusal, type Refusal } from '@openeccp/core';
import { accepted, type Failure, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 pauseagent. What changed between the look at the agent and the act is a "(collision)" to the client. */
export const pauseagent: Handler<'pauseagent'> = async ({ args, agent, services }) => {
  const breakId = args.pauseType;
  const refusal = breakRefusal(services.floor, agent, breakId);
  if (refusal !== undefined) return refused(failureOf(refusal));
  const outcome = await services.command({ kind: 'start-break', agent, breakId });
  return outcome.kind === 'refused' ? refused(collisionOf(outcome.refusal)) : accepted(SUCCESS);
};

function collisionOf(refusal: Refusal): Failure {
  switch (refusal.kind) {
    case 'agent-not-loaded':
      return failures.agentGoneCollision;
    case 'not-logged-in':
      return failures.agentLoggedOutCollision;
    case 'other-break':
      return failures.agentInBreakCollision;
    default:
      return failureOf(refusal);
  }
}

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
