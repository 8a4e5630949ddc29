import { childOf, childText, element, type XmlElement } from '../codec/xml-element.js';
import { type AgentStatus, decodeFlatAgentStatus, encodeFlatAgentStatus } from './agent-status.js';
import { type CallInfo, decodeCallInfo, encodeCallInfo } from './call-info.js';
import { intOf, itemsOf } from './elements.js';

const OUTGOING_COUNTERS = [
  'pending',
  'placing',
  'ringing',
  'onqueue',
  'success',
  'onhold',
  'failure',
  'shortcall',
  'noanswer',
  'abandoned',
] as const;
const INCOMING_COUNTERS = ['onqueue', 'success', 'onhold', 'abandoned', 'finished', 'losttrack'] as const;

export type OutgoingCounter = (typeof OUTGOING_COUNTERS)[number];
export type IncomingCounter = (typeof INCOMING_COUNTERS)[number];

/** Calls by state, every counter of the kind, zeros included. Their sum is written before them as `total`. */
export type StatusCount =
  | { readonly kind: 'outgoing'; readonly calls: Readonly<Record<OutgoingCounter, number>> }
  | { readonly kind: 'incoming'; readonly calls: Readonly<Record<IncomingCounter, number>> };

/** An agent of the campaign's queue; `call` only while it is one of the campaign. */
export interface CampaignAgent extends AgentStatus {
  readonly agentChannel: string;
}

/** What goes on in a campaign or in a queue outside campaigns (ECCP §8.5 getcampaignstatus). */
export interface CampaignStatus {
  readonly statusCount: StatusCount;
  /** Those in a call of the campaign first. */
  readonly agents: readonly CampaignAgent[];
  /** Calls that are not joined to an agent yet. */
  readonly activeCalls: readonly CallInfo[];
  /** Talk time of the joined calls, seconds; 0 if there are none. */
  readonly stats: { readonly totalSec: number; readonly maxDuration: number };
}

/** The children of the reply in emission order. */
export function encodeCampaignStatus(status: CampaignStatus): readonly XmlElement[] {
  const { statusCount, agents, activeCalls, stats } = status;
  return [
    element('statuscount', encodeCounters(statusCount)),
    element('agents', agents.map(encodeAgent)),
    element(
      'activecalls',
      activeCalls.map((call) => element('activecall', encodeCallInfo(call))),
    ),
    element('stats', [
      element('total_sec', String(stats.totalSec)),
      element('max_duration', String(stats.maxDuration)),
    ]),
  ];
}

export function decodeCampaignStatus(payload: XmlElement): CampaignStatus {
  const stats = childOf(payload, 'stats') ?? payload;
  return {
    statusCount: decodeCounters(childOf(payload, 'statuscount') ?? payload),
    agents: itemsOf(payload, 'agents', 'agent').map(decodeAgent),
    activeCalls: itemsOf(payload, 'activecalls', 'activecall').map(decodeCallInfo),
    stats: { totalSec: intOf(stats, 'total_sec') ?? 0, maxDuration: intOf(stats, 'max_duration') ?? 0 },
  };
}

function encodeCounters(count: StatusCount): readonly XmlElement[] {
  const counters =
    count.kind === 'outgoing'
      ? OUTGOING_COUNTERS.map((name) => [name, count.calls[name]] as const)
      : INCOMING_COUNTERS.map((name) => [name, count.calls[name]] as const);
  const total = counters.reduce((sum, [, calls]) => sum + calls, 0);
  return [['total', total] as const, ...counters].map(([name, calls]) => element(name, String(calls)));
}

/** Calls that wait to be placed are what only outgoing campaigns have. */
function decodeCounters(counters: XmlElement): StatusCount {
  return childOf(counters, 'pending') === undefined
    ? { kind: 'incoming', calls: countersOf(counters, INCOMING_COUNTERS) }
    : { kind: 'outgoing', calls: countersOf(counters, OUTGOING_COUNTERS) };
}

function countersOf<Counter extends string>(
  parent: XmlElement,
  names: readonly Counter[],
): Readonly<Record<Counter, number>> {
  const entries = names.map((name) => [name, intOf(parent, name) ?? 0] as const);
  return Object.fromEntries(entries) as Record<Counter, number>;
}

function encodeAgent(agent: CampaignAgent): XmlElement {
  return element('agent', [element('agentchannel', agent.agentChannel), ...encodeFlatAgentStatus(agent)]);
}

function decodeAgent(agent: XmlElement): CampaignAgent {
  return { agentChannel: childText(agent, 'agentchannel') ?? '', ...decodeFlatAgentStatus(agent) };
}
