import { type AgentName, type Input, parseAgentName } from '@openeccp/core';
import { labWorld, type World } from '@openeccp/simulator';

/** The center on which everything here is measured: a thousand agents in twenty queues. */
export const AGENT_NUMBERS: readonly string[] = Array.from({ length: 1000 }, (_, i) => String(10_000 + i));
export const QUEUES: readonly string[] = Array.from({ length: 20 }, (_, i) => String(8000 + i));

export const AGENT_PASSWORD = '1234';
/** `Lunch` of the sample data. */
export const BREAK_ID = 2;
/** A client account of the sample data, its password the same. */
export const CLIENT = 'agentconsole';

export function agentName(index: number): AgentName {
  const name = parseAgentName(`Agent/${AGENT_NUMBERS[index] ?? ''}`);
  if (name === undefined) throw new Error(`there is no agent ${index}`);
  return name;
}

/** The center as Asterisk has it configured. */
export function largeWorld(): World {
  return {
    ...labWorld,
    phones: [
      ...labWorld.phones,
      ...AGENT_NUMBERS.map((number) => ({ number, registered: true, answers: 'auto' as const })),
    ],
    agents: AGENT_NUMBERS.map((number) => ({ number, name: `Agent ${number}` })),
    queues: QUEUES.map((name, index) => ({
      name,
      members: AGENT_NUMBERS.filter((_, agent) => agent % QUEUES.length === index).map((number) => ({
        interface: `Local/${number}@agents`,
        name: `Agent ${number}`,
        stateInterface: `Agent:${number}`,
      })),
    })),
  };
}

/** The center as the database has it. */
export function largeDirectory(): Input & { readonly kind: 'directory' } {
  return {
    kind: 'directory',
    agents: AGENT_NUMBERS.map((number, index) => ({
      rowId: index + 1,
      name: agentName(index),
      displayName: `Agent ${number}`,
    })),
    breaks: [
      { id: 1, name: 'Hold', description: '', active: true, kind: 'hold' },
      { id: BREAK_ID, name: 'Lunch', description: '', active: true, kind: 'break' },
    ],
    queues: QUEUES.map((name, index) => ({ rowId: index + 1, name, campaigns: [] })),
    assignments: new Map(),
  };
}
