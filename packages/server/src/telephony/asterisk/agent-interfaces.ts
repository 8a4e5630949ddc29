import { type AgentName, agentKind, agentNumber, parseAgentName } from '@openeccp/core';

/** Names of the dial plan's contexts that agents depend on; `openeccp init` writes all but `parking` and `numbers`. */
export interface AgentContexts {
  /** Runs `AgentLogin(${EXTEN})`. */
  readonly login: string;
  /** Runs `AgentRequest(${EXTEN})`; queue members of the pool are `Local/N@<request>`. */
  readonly request: string;
  /** Where the slots of a parking lot that is not ours are extensions. */
  readonly parking: string;
  /** Where the slots of our own parking lot are extensions. */
  readonly parked: string;
  /** Where our own parking lot lets a customer go by time-out. */
  readonly comeback: string;
  /** Where the numbers are to which calls can be transferred. */
  readonly numbers: string;
  /** Where a customer waits during a consultation; the extension is its queue. */
  readonly hold: string;
  /** Where the agent's leg of a consultation runs; the extension is the number consulted, or `return`. */
  readonly consult: string;
  /** Where a customer goes on its way to another agent; the extension is its queue. */
  readonly transfer: string;
  /** Reaches an agent of the pool as `request` does, and waits for it while it is busy. */
  readonly agent: string;
}

export const DEFAULT_CONTEXTS: AgentContexts = Object.freeze({
  login: 'agent-login',
  request: 'agents',
  parking: 'from-internal',
  numbers: 'from-internal',
  hold: 'openeccp-hold',
  consult: 'openeccp-consult',
  transfer: 'openeccp-transfer',
  agent: 'openeccp-agent',
  parked: 'openeccp-parked',
  comeback: 'openeccp-comeback',
});

/** The queue member interface of an agent: `Local/412@agents` in the pool, `PJSIP/101` for a callback agent. */
export function memberInterface(agent: AgentName, contexts: AgentContexts): string {
  return agentKind(agent) === 'pool' ? `Local/${agentNumber(agent)}@${contexts.request}` : agent;
}

/** What reaches an agent apart from its queues: its place in the pool, which is waited for, or its phone. */
export function agentDial(agent: AgentName, contexts: AgentContexts): string {
  return agentKind(agent) === 'pool' ? `Local/${agentNumber(agent)}@${contexts.agent}` : agent;
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
