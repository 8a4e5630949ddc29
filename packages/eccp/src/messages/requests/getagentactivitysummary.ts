import type { WireDateTime } from '../../codec/time.js';
import { childOf, childText, element, type XmlElement } from '../../codec/xml-element.js';
import {
  addDateRange,
  type DateRange,
  dateRangeFailures,
  decodeDateRange,
  endDateArgument,
  startDateArgument,
} from '../date-arguments.js';
import { addField, intOf, itemsOf } from '../elements.js';
import type { RequestDefinition } from '../request-definition.js';

/** The calls that an agent had from one queue. */
export interface QueueCalls {
  readonly queue: string;
  /** Seconds. */
  readonly talkTime: number;
  readonly calls: number;
}

/** What one agent did in the range. */
export interface AgentActivity {
  readonly agentChannel: string;
  readonly agentName: string;
  /** Seconds of the sessions that began in the range and are closed; clients add the one that is open. */
  readonly loginTime: number;
  readonly incoming: readonly QueueCalls[];
  readonly outgoing: readonly QueueCalls[];
  readonly lastSessionStart?: WireDateTime | undefined;
  /** Absent while the session is open. */
  readonly lastSessionEnd?: WireDateTime | undefined;
  /** Of breaks and holds alike. */
  readonly lastPauseStart?: WireDateTime | undefined;
  /** Absent while the pause lasts. */
  readonly lastPauseEnd?: WireDateTime | undefined;
}

export interface AgentActivitySummaryReply {
  /** Every active agent, also those who did nothing. */
  readonly agents: readonly AgentActivity[];
}

/** ECCP §8.2 getagentactivitysummary */
export const getagentactivitysummary: RequestDefinition<
  'getagentactivitysummary',
  DateRange,
  AgentActivitySummaryReply
> = {
  name: 'getagentactivitysummary',
  summary: 'Sums up sessions, pauses and calls of every agent over some days.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    startDateArgument('first day, today unless told; swapped with the last if later'),
    endDateArgument('last day, today unless told'),
  ],
  failures: dateRangeFailures,
  decodeArguments: decodeDateRange,
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addDateRange(elements, args);
    return elements;
  },
  encodeReply: (reply) => [element('agents', reply.agents.map(encodeAgent))],
  decodeReply: (payload) => ({ agents: itemsOf(payload, 'agents', 'agent').map(decodeAgent) }),
};

function encodeAgent(agent: AgentActivity): XmlElement {
  const elements: XmlElement[] = [];
  addField(elements, 'agentchannel', agent.agentChannel);
  addField(elements, 'agentname', agent.agentName);
  addField(elements, 'logintime', agent.loginTime);
  elements.push(
    element('callsummary', [
      element('incoming', agent.incoming.map(encodeQueue)),
      element('outgoing', agent.outgoing.map(encodeQueue)),
    ]),
  );
  addField(elements, 'lastsessionstart', agent.lastSessionStart);
  addField(elements, 'lastsessionend', agent.lastSessionEnd);
  addField(elements, 'lastpausestart', agent.lastPauseStart);
  addField(elements, 'lastpauseend', agent.lastPauseEnd);
  return element('agent', elements);
}

function decodeAgent(agent: XmlElement): AgentActivity {
  const calls = childOf(agent, 'callsummary') ?? agent;
  return {
    agentChannel: childText(agent, 'agentchannel') ?? '',
    agentName: childText(agent, 'agentname') ?? '',
    loginTime: intOf(agent, 'logintime') ?? 0,
    incoming: itemsOf(calls, 'incoming', 'queue').map(decodeQueue),
    outgoing: itemsOf(calls, 'outgoing', 'queue').map(decodeQueue),
    lastSessionStart: childText(agent, 'lastsessionstart'),
    lastSessionEnd: childText(agent, 'lastsessionend'),
    lastPauseStart: childText(agent, 'lastpausestart'),
    lastPauseEnd: childText(agent, 'lastpauseend'),
  };
}

function encodeQueue({ queue, talkTime, calls }: QueueCalls): XmlElement {
  const children = [element('sec_calls', String(talkTime)), element('num_calls', String(calls))];
  return element('queue', children, { id: queue });
}

function decodeQueue(queue: XmlElement): QueueCalls {
  return {
    queue: queue.attributes['id'] ?? '',
    talkTime: intOf(queue, 'sec_calls') ?? 0,
    calls: intOf(queue, 'num_calls') ?? 0,
  };
}
