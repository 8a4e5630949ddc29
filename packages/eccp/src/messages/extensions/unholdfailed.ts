import { type AgentCall, agentCallFields, decodeAgentCall, encodeAgentCall } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface UnholdFailedEvent extends AgentCall {
  readonly kind: 'unholdfailed';
}

/** Ours; of the extended profile. `unhold` is answered before it is known whether the phone answers. */
export const unholdfailed: EventDefinition<'unholdfailed', UnholdFailedEvent> = {
  name: 'unholdfailed',
  summary: "An agent's phone did not come to its call on hold (extended profile).",
  filter: 'agent_number',
  fields: agentCallFields,
  encode: encodeAgentCall,
  decode: (payload) => ({ kind: 'unholdfailed', ...decodeAgentCall(payload) }),
};
