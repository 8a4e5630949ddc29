import { type AgentName, agentKind, agentNumber, parseAgentName } from '@openeccp/core';

/** Names of the dial plan's contexts that agents depend on; `openeccp init` writes them. */
export interface AgentContexts {
  /** Runs `AgentLogin(${EXTEN})`. */
  readonly login: string;
  /** Runs `AgentRequest(${EXTEN})`; queue members of the pool are `Local/N@<request>`. */
  readonly request: string;
  /** Where the parking slots are extensions. */
  readonly parking: string;
}

export const DEFAULT_CONTEXTS: AgentContexts = Object.freeze({
  login: 'agent-login',
  request: 'agents',
  parking: 'from-internal',
});

/** The queue member interface of an agent: `Local/412@agents` in the pool, `PJSIP/101` for a callback agent. */
export function memberInterface(agent: AgentName, contexts: AgentContexts): string {
  return agentKind(agent) === 'pool' ? `Local/${agentNumber(agent)}@${contexts.request}` : agent;
}

/** The agent behind a queue member interface, also in the form of releases before the pool (`Agent/412`). */
export function agentOfInterface(memberName: string, contexts: AgentContexts): AgentName | undefined {
  if (!memberName.startsWith('Local/')) return parseAgentName(memberName);
  const at = memberName.indexOf('@');
  const context = memberName.slice(at + 1).replace(/(-[0-9a-f]+;[12]|\/n)$/, '');
  return at > 0 && context === contexts.request
    ? parseAgentName(`Agent/${memberName.slice(6, at)}`)
    : undefined;
}
