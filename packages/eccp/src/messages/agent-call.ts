import { childText, type XmlElement } from '../codec/xml-element.js';
import { type CallType, callTypeOf } from './call-type.js';
import { addField, intOf } from './elements.js';
import type { FieldDescription } from './event-definition.js';

/** An agent and its call, which is all that some events tell (ECCP §9). */
export interface AgentCall {
  readonly agentNumber: string;
  readonly callType: CallType;
  readonly campaignId?: number | undefined;
  readonly callId: number;
}

export const agentCallFields: readonly FieldDescription[] = [
  { name: 'agent_number', type: 'agent', meaning: 'the agent' },
  { name: 'calltype', type: 'incoming | outgoing', meaning: 'kind of call' },
  { name: 'campaign_id', type: 'int', optional: true, meaning: 'its campaign' },
  { name: 'call_id', type: 'int', meaning: 'the call' },
];

/** The fields of a call that was scheduled for the agent: such a call is always one of a campaign. */
export const scheduledCallFields: readonly FieldDescription[] = agentCallFields.map((field) => ({
  ...field,
  optional: false,
}));

export function encodeAgentCall(call: AgentCall): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, 'agent_number', call.agentNumber);
  addField(elements, 'calltype', call.callType);
  addField(elements, 'campaign_id', call.campaignId);
  addField(elements, 'call_id', call.callId);
  return elements;
}

export function decodeAgentCall(payload: XmlElement): AgentCall {
  return {
    agentNumber: childText(payload, 'agent_number') ?? '',
    callType: callTypeOf(childText(payload, 'calltype')),
    campaignId: intOf(payload, 'campaign_id'),
    callId: intOf(payload, 'call_id') ?? 0,
  };
}
