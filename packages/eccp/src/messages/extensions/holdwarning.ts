import type { WireDateTime } from '../../codec/time.js';
import { childText, element } from '../../codec/xml-element.js';
import { type AgentCall, agentCallFields, decodeAgentCall, encodeAgentCall } from '../agent-call.js';
import type { EventDefinition } from '../event-definition.js';

export interface HoldWarningEvent extends AgentCall {
  readonly kind: 'holdwarning';
  readonly holdEnd: WireDateTime;
}

/** Ours; of the extended profile. */
export const holdwarning: EventDefinition<'holdwarning', HoldWarningEvent> = {
  name: 'holdwarning',
  summary: 'The hold of a call is near its limit; then the call comes back to its agent (extended profile).',
  filter: 'agent_number',
  fields: [...agentCallFields, { name: 'hold_end', type: 'datetime', meaning: 'when the limit is reached' }],
  encode: (event) => [...encodeAgentCall(event), element('hold_end', event.holdEnd)],
  decode: (payload) => ({
    kind: 'holdwarning',
    ...decodeAgentCall(payload),
    holdEnd: childText(payload, 'hold_end') ?? '',
  }),
};
