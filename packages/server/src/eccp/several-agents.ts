import { type AgentName, parseAgentName } from '@openeccp/core';
import { failures, isAgentNumber, type Refused, refused } from '@openeccp/eccp';
import type { Directory } from '../directory/directory.js';

/** The agents that a list names, or why it is refused: each check over the whole list before the next (ECCP §8.2). */
export function severalAgents(
  texts: readonly string[],
  directory: Directory,
): { readonly kind: 'agents'; readonly names: readonly AgentName[] } | Refused {
  if (!texts.every(isAgentNumber)) return refused(failures.malformedAgentNumber);
  const names = texts.flatMap((text) => parseAgentName(text) ?? []);
  return names.every((name) => directory.hasAgent(name))
    ? { kind: 'agents', names }
    : refused(failures.agentNotFound);
}
