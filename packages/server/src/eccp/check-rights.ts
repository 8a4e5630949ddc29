import {
  ANY_AGENT,
  definitionOf,
  failures,
  type Refused,
  type RequestName,
  refused,
  rejected,
} from '@openeccp/eccp';
import { type ClientRights, mayReach, mayRequest } from '../access/client-rights.js';

/** What stands in front of a failure of `loginagent` and `logoutagent` (ECCP §4.1). */
const LOGGED_OUT = 'logged-out';

/** Refuses a request that the client has no right to, as one without a session (ECCP §4.2 row 6). */
export function refuseRequest(rights: ClientRights, request: RequestName): Refused | undefined {
  return mayRequest(rights, request) ? undefined : rejected(failures.unauthorized);
}

/**
 * Refuses a request about an agent that the client has no right to: one that proves an agent as with a wrong hash
 * (row 10), others as without a session.
 */
export function refuseAgents(rights: ClientRights, request: RequestName, args: unknown): Refused | undefined {
  if (agentsIn(args).every((agent) => agent === ANY_AGENT || mayReach(rights, agent))) return undefined;
  switch (definitionOf(request).authorisation) {
    case 'agent':
      return refused(failures.unauthorizedAgent);
    case 'agent-own-check':
      return refused(failures.unauthorizedAgent, LOGGED_OUT);
    case 'session':
    case 'none':
      return rejected(failures.unauthorized);
  }
}

/** The agents that arguments name, whatever the request: all of them call them the same. */
function agentsIn(args: unknown): readonly string[] {
  if (typeof args !== 'object' || args === null) return [];
  const { agentNumber, targetAgentNumber, agentNumbers }: Record<string, unknown> = { ...args };
  return [agentNumber, targetAgentNumber, agentNumbers].flat().filter((agent) => typeof agent === 'string');
}
