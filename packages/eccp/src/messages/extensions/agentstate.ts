import { childOf, childText, element } from '../../codec/xml-element.js';
import type { EventDefinition } from '../event-definition.js';
import { decodeKnownAgent, encodeKnownAgent, type KnownAgent } from '../known-agent.js';

export interface AgentStateEvent {
  readonly kind: 'agentstate';
  readonly agentNumber: string;
  /** Undefined when there is no such agent any more. */
  readonly known: KnownAgent | undefined;
}

/**
 * Not of ECCP but ours (ADR 0024): the whole state, so that a client need not work it out from what the other events
 * tell, and hears of what none of them tells.
 */
export const agentstate: EventDefinition<'agentstate', AgentStateEvent> = {
  name: 'agentstate',
  summary:
    'The state of an agent is this now; sent behind the events that brought it about. Only for connections that have asked with [resumeevents](#resumeevents) (extended profile, not part of ECCP).',
  filter: 'agent_number',
  fields: [
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
    {
      name: 'status',
      type: 'string',
      optional: true,
      meaning: 'as in `getagentstatus`, like the rest; absent when there is no such agent any more',
    },
    { name: 'channel', type: 'string', optional: true, meaning: 'its line; absent when logged out' },
    { name: 'extension', type: 'string', optional: true, meaning: 'where it is logged in' },
    { name: 'remote_channel', type: 'string', optional: true, meaning: "the customer's channel" },
    { name: 'waitedcallinfo', type: 'group', optional: true, meaning: 'a call scheduled for it' },
    { name: 'onhold', type: 'flag', optional: true, meaning: 'whether its call is on hold' },
    { name: 'pauseinfo', type: 'group', optional: true, meaning: 'its break, since a complete time' },
    { name: 'callinfo', type: 'group', optional: true, meaning: 'its call, with complete times' },
    { name: 'queues/queue[]', type: 'string', optional: true, meaning: 'as in `getagentqueues`' },
  ],
  encode: ({ agentNumber, known }) =>
    known === undefined ? [element('agent_number', agentNumber)] : encodeKnownAgent(known),
  decode: (payload) => ({
    kind: 'agentstate',
    agentNumber: childText(payload, 'agent_number') ?? '',
    known: childOf(payload, 'status') === undefined ? undefined : decodeKnownAgent(payload),
  }),
};
