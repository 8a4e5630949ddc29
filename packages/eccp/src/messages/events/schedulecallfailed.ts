import { type AgentCall, decodeAgentCall, encodeAgentCall, scheduledCallFields } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface ScheduleCallFailedEvent extends AgentCall {
  readonly kind: 'schedulecallfailed';
}

/** ECCP §9 schedulecallfailed. */
export const schedulecallfailed: EventDefinition<'schedulecallfailed', ScheduleCallFailedEvent> = {
  name: 'schedulecallfailed',
  summary:
    'A call that was scheduled for just this agent was not answered or could not be placed; the campaign is always named.',
  filter: 'agent_number',
  fields: scheduledCallFields,
  encode: encodeAgentCall,
  decode: (payload) => ({ kind: 'schedulecallfailed', ...decodeAgentCall(payload) }),
};
