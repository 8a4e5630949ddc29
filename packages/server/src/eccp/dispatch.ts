import { type AgentName, parseAgentName } from '@openeccp/core';
import {
  definitionOf,
  failures,
  type IncomingRequest,
  type ReplyOf,
  type RequestName,
  type RequestOutcome,
  rejected,
  type ServerSession,
} from '@openeccp/eccp';
import type { Applicant } from '../access/logins.js';
import { refuseAgent } from './authorise-agent.js';
import { refuseAgents, refuseRequest } from './check-rights.js';
import type { Exchange, Services } from './handler.js';
import { handlers } from './handlers.js';

/**
 * Runs one request that passed the session's own checks, in the order of ECCP §4.2 and §8: the client's rights, the
 * agent's hash, the connection to Asterisk, the arguments, the handler.
 */
export function dispatch<Name extends RequestName>(
  request: IncomingRequest<Name>,
  session: ServerSession,
  services: Services,
  client: Applicant,
  send: (document: string) => void,
): RequestOutcome<ReplyOf<Name>> | Promise<RequestOutcome<ReplyOf<Name>>> {
  const handler = handlers[request.name];
  const definition = definitionOf(request.name);
  const rights = services.rightsOf(session.state.login?.user);
  const forbidden = rights && refuseRequest(rights, request.name);
  if (forbidden !== undefined) return forbidden;
  let agent: AgentName | undefined;
  if (request.credentials !== undefined) {
    const unreachable = rights && refuseAgents(rights, request.name, request.credentials);
    if (unreachable !== undefined) return unreachable;
    const refusal = refuseAgent(services.directory, request.credentials, session.state.login?.cookie);
    if (refusal !== undefined) return refusal;
    agent = parseAgentName(request.credentials.agentNumber);
  }
  if (definition.needsAsterisk && services.floor.telephony.kind === 'down') {
    return rejected(failures.noAmiConnection);
  }
  const args = definition.decodeArguments(request.command);
  if (args === undefined) return rejected(failures.badRequest);
  const unreachable = rights && refuseAgents(rights, request.name, args);
  if (unreachable !== undefined) return unreachable;
  // The agent is there exactly when the request's class says so; the type of the table can't express that.
  const exchange = { args, session, services, client, agent, send } as Exchange<Name>;
  return handler(exchange);
}
