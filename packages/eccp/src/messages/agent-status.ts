import type { WireDateTime } from '../codec/time.js';
import { childOf, childText, element, type XmlElement } from '../codec/xml-element.js';
import { type CallInfo, type CallStatusWord, decodeCallInfo, encodeCallInfo } from './call-info.js';
import type { CallType } from './call-type.js';
import { addField, flagOf, intOf, type OpenWord } from './elements.js';

/** ECCP §7.1 "status word"; `ringing` belongs to the extended profile (D-17). */
export type AgentStatusWord = OpenWord<'offline' | 'online' | 'oncall' | 'paused' | 'ringing'>;

/** A scheduled call reserved for the agent (ECCP §8.2 `waitedcallinfo`). */
export interface WaitedCall {
  readonly callType: OpenWord<CallType>;
  readonly campaignId: number;
  readonly callId: number;
  readonly status: CallStatusWord;
}

/** The break an agent is in (ECCP §8.2 `pauseinfo`); a hold is not a break. */
export interface PauseInfo {
  readonly pauseId: number;
  readonly pauseName?: string | undefined;
  readonly pauseStart: WireDateTime;
}

/** State of one agent (ECCP §8.2 `getagentstatus`). `channel` is absent exactly when the agent is logged out. */
export interface AgentStatus {
  readonly status: AgentStatusWord;
  readonly channel?: string | undefined;
  readonly extension?: string | undefined;
  readonly remoteChannel?: string | undefined;
  readonly waitedCall?: WaitedCall | undefined;
  /** Present only while logged in. */
  readonly onHold?: boolean | undefined;
  readonly pause?: PauseInfo | undefined;
  readonly call?: CallInfo | undefined;
}

/** The children of `getagentstatus_response`, in emission order. */
export function encodeAgentStatus(agent: AgentStatus): XmlElement[] {
  const elements = encodeLine(agent, 'remote_channel');
  if (agent.pause !== undefined) elements.push(element('pauseinfo', encodePause(agent.pause)));
  if (agent.call !== undefined) elements.push(element('callinfo', encodeCallInfo(agent.call)));
  return elements;
}

export function decodeAgentStatus(parent: XmlElement): AgentStatus {
  const pause = childOf(parent, 'pauseinfo');
  const call = childOf(parent, 'callinfo');
  return {
    ...decodeLine(parent, 'remote_channel'),
    pause: pause === undefined ? undefined : decodePause(pause),
    call: call === undefined ? undefined : decodeCallInfo(call),
  };
}

/**
 * The flattened form of `getcampaignstatus` and `queuemembership` (ECCP §8.5, §9): no `pauseinfo` and `callinfo`
 * elements around their children, and the customer's channel is named `callchannel`.
 */
export function encodeFlatAgentStatus(agent: AgentStatus): XmlElement[] {
  const elements = encodeLine(agent, 'callchannel');
  if (agent.pause !== undefined) elements.push(...encodePause(agent.pause));
  if (agent.call !== undefined) elements.push(...encodeCallInfo(agent.call));
  return elements;
}

export function decodeFlatAgentStatus(parent: XmlElement): AgentStatus {
  return {
    ...decodeLine(parent, 'callchannel'),
    pause: childOf(parent, 'pauseid') === undefined ? undefined : decodePause(parent),
    call: childOf(parent, 'callstatus') === undefined ? undefined : decodeCallInfo(parent),
  };
}

type RemoteChannelName = 'remote_channel' | 'callchannel';

function encodeLine(agent: AgentStatus, remoteChannelName: RemoteChannelName): XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, 'status', agent.status);
  addField(elements, 'channel', agent.channel);
  addField(elements, 'extension', agent.extension);
  addField(elements, remoteChannelName, agent.remoteChannel);
  if (agent.waitedCall !== undefined) elements.push(encodeWaitedCall(agent.waitedCall));
  addField(elements, 'onhold', agent.onHold);
  return elements;
}

function decodeLine(parent: XmlElement, remoteChannelName: RemoteChannelName): AgentStatus {
  const waited = childOf(parent, 'waitedcallinfo');
  return {
    status: childText(parent, 'status') ?? '',
    channel: childText(parent, 'channel'),
    extension: childText(parent, 'extension'),
    remoteChannel: childText(parent, remoteChannelName),
    waitedCall: waited === undefined ? undefined : decodeWaitedCall(waited),
    onHold: flagOf(parent, 'onhold'),
  };
}

function encodeWaitedCall(call: WaitedCall): XmlElement {
  return element('waitedcallinfo', [
    element('calltype', call.callType),
    element('campaign_id', String(call.campaignId)),
    element('callid', String(call.callId)),
    element('status', call.status),
  ]);
}

function decodeWaitedCall(waited: XmlElement): WaitedCall {
  return {
    callType: childText(waited, 'calltype') ?? '',
    campaignId: intOf(waited, 'campaign_id') ?? 0,
    callId: intOf(waited, 'callid') ?? 0,
    status: childText(waited, 'status') ?? '',
  };
}

function encodePause(pause: PauseInfo): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, 'pauseid', pause.pauseId);
  addField(elements, 'pausename', pause.pauseName);
  addField(elements, 'pausestart', pause.pauseStart);
  return elements;
}

function decodePause(parent: XmlElement): PauseInfo {
  return {
    pauseId: intOf(parent, 'pauseid') ?? 0,
    pauseName: childText(parent, 'pausename'),
    pauseStart: childText(parent, 'pausestart') ?? '',
  };
}
