import { parseAgentName } from '@openeccp/core';
import { accepted, failures, refused } from '@openeccp/eccp';
import { refuseAgent } from '../authorise-agent.js';
import type { Handler } from '../handler.js';

const LOGGED_OUT = 'logged-out';

/** ECCP §8.2 logoutagent: answered at once and harmless for an agent that is out already (D-23). */
export const logoutagent: Handler<'logoutagent'> = async ({ args, session, services }) => {
  const name = parseAgentName(args.agentNumber);
  if (name === undefined) return refused(failures.agentNotFound, LOGGED_OUT);
  const refusal = refuseAgent(services.directory, args, session.state.login?.cookie);
  if (refusal !== undefined) return { ...refusal, status: LOGGED_OUT };
  await services.command({ kind: 'log-out', agent: name });
  return accepted({ status: LOGGED_OUT });
};
