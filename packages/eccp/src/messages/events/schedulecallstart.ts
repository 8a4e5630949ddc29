import { type AgentCall, decodeAgentCall, encodeAgentCall, scheduledCallFields } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface ScheduleCallStartEvent extends AgentCall {
  readonly kind: 'schedulecallstart';
}

/** ECCP §9 schedulecallstart. */
export const schedulecallstart: EventDefinition<'schedulecallstart', ScheduleCallStartEvent> = {
  name: 'schedulecallstart',
  summary: 'A call that is scheduled for just this agent is being placed; the campaign is always named.',
  filter: 'agent_number',
  fields: scheduledCallFields,
  encode: encodeAgentCall,
  decode: (payload) => ({ kind: 'schedulecallstart', ...decodeAgentCall(payload) }),
};
