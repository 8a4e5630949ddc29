import { type AgentCall, agentCallFields, decodeAgentCall, encodeAgentCall } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface RecordingMuteEvent extends AgentCall {
  readonly kind: 'recordingmute';
}

/** ECCP §9 recordingmute. D-22 */
export const recordingmute: EventDefinition<'recordingmute', RecordingMuteEvent> = {
  name: 'recordingmute',
  summary: 'The recording of a call no longer hears the customer.',
  filter: 'agent_number',
  fields: agentCallFields,
  encode: encodeAgentCall,
  decode: (payload) => ({ kind: 'recordingmute', ...decodeAgentCall(payload) }),
};
