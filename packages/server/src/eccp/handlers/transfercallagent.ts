import { parseAgentName, type Refusal, type TargetTrouble } from '@openeccp/core';
import { accepted, type Failure, failures, refused, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.6 transfercallagent */
export const transfercallagent: Handler<'transfercallagent'> = async ({ args, agent, services }) => {
  const target = parseAgentName(args.targetAgentNumber);
  if (target === undefined) return refused(failures.targetMalformed);
  const outcome = await services.command({ kind: 'transfer-to-agent', agent, target });
  return outcome.kind === 'refused' ? refused(failureOf(outcome.refusal)) : accepted(SUCCESS);
};

function failureOf(refusal: Refusal): Failure {
  switch (refusal.kind) {
    case 'agent-not-loaded':
      return failures.agentNotFound;
    case 'not-in-call':
      return failures.agentNotInCall;
    case 'target-unavailable':
      return TROUBLES[refusal.reason];
    case 'unanswered':
      return failures.reservationUnanswered;
    default:
      return failures.agentTransferFailed;
  }
}

const TROUBLES: Readonly<Record<TargetTrouble, Failure>> = {
  unknown: failures.targetNotFound,
  reserved: failures.targetReserved,
  'logged-out': failures.targetNotLoggedIn,
  'in-call': failures.targetBusy,
  paused: failures.targetPaused,
  ringing: failures.targetMemberBusy,
  'device-busy': failures.targetDeviceBusy,
  'no-extension': failures.targetExtensionUnknown,
  'no-number': failures.targetNumberUnknown,
};
