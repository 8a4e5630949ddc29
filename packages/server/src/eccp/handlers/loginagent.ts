import { type Outcome, parseAgentName } from '@openeccp/core';
import {
  accepted,
  agentAlreadyConnected,
  failures,
  type LoginAgentReply,
  type RequestOutcome,
  refused,
} from '@openeccp/eccp';
import { refuseAgent } from '../authorise-agent.js';
import type { Handler } from '../handler.js';
import { unexpectedOutcome } from '../unexpected-outcome.js';

const LOGGED_OUT = 'logged-out';

/** ECCP §8.2 loginagent: agent before extension before hash (D-02). */
export const loginagent: Handler<'loginagent'> = async ({ args, session, services }) => {
  const lookup = await services.extensions.find(args.extension);
  if (lookup.kind === 'unreadable') return refused(failures.extensionListFailed, LOGGED_OUT);
  const name = parseAgentName(args.agentNumber);
  if (name === undefined || !services.directory.hasAgent(name)) {
    return refused(failures.agentNotFound, LOGGED_OUT);
  }
  if (lookup.kind === 'not-found') return refused(failures.extensionNotFound, LOGGED_OUT);
  const refusal = refuseAgent(services.directory, args, session.state.login?.cookie);
  if (refusal !== undefined) return { ...refusal, status: LOGGED_OUT };
  const outcome = await services.command({
    kind: 'log-in',
    agent: name,
    extension: lookup.extension,
    inactivityLimitS: args.timeout,
  });
  return replyTo(outcome);
};

function replyTo(outcome: Outcome): RequestOutcome<LoginAgentReply> {
  switch (outcome.kind) {
    case 'logging':
    case 'logged-in':
      return accepted({ status: outcome.kind });
    case 'done':
      return unexpectedOutcome('loginagent', outcome);
    case 'refused':
      switch (outcome.refusal.kind) {
        case 'agent-not-loaded':
          return refused(failures.agentNotFound, LOGGED_OUT);
        case 'already-connected':
          return refused(agentAlreadyConnected(outcome.refusal.extension.number), LOGGED_OUT);
        case 'extension-in-use':
        case 'no-queue':
        case 'telephony-down':
        case 'telephony-refused':
        case 'unanswered':
          return refused(failures.loginStartFailed, LOGGED_OUT);
        default:
          return unexpectedOutcome('loginagent', outcome);
      }
  }
}
