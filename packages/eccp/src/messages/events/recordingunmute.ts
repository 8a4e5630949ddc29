import { type AgentCall, agentCallFields, decodeAgentCall, encodeAgentCall } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface RecordingUnmuteEvent extends AgentCall {
  readonly kind: 'recordingunmute';
}

/** ECCP §9 recordingunmute. D-22 */
export const recordingunmute: EventDefinition<'recordingunmute', RecordingUnmuteEvent> = {
  name: 'recordingunmute',
  summary: 'The recording of a call hears the customer again, on request or because the time is over.',
  filter: 'agent_number',
  fields: agentCallFields,
  encode: encodeAgentCall,
  decode: (payload) => ({ kind: 'recordingunmute', ...decodeAgentCall(payload) }),
};
