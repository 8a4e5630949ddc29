import { parseAgentName } from '@openeccp/core';
import { type AgentCredentials, failures, isAgentAuthorised, type Refused, refused } from '@openeccp/eccp';
import type { Directory } from '../directory/directory.js';

/** Rows 9 and 10 of ECCP §4.2: the agent exists, and whoever asks knows its password. Undefined when both hold. */
export function refuseAgent(
  directory: Directory,
  credentials: AgentCredentials,
  cookie: string | undefined,
): Refused | undefined {
  const name = parseAgentName(credentials.agentNumber);
  const secret = name === undefined ? undefined : directory.secretOf(name);
  if (name === undefined || secret === undefined) return refused(failures.agentNotFound);
  const authorised = cookie !== undefined && isAgentAuthorised(credentials.agentHash, cookie, name, secret);
  return authorised ? undefined : refused(failures.unauthorizedAgent);
}
