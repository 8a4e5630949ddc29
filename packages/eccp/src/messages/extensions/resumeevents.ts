import { childOf, childrenOf, childText, element, type XmlElement } from '../../codec/xml-element.js';
import { addField, flagOf, intOf } from '../elements.js';
import { failures } from '../failures.js';
import { decodeKnownAgent, encodeKnownAgent, type KnownAgent } from '../known-agent.js';
import type { RequestDefinition } from '../request-definition.js';

/** How far a client has heard the events of a server. */
export interface EventPosition {
  /** Names the run of the server that the number belongs to. */
  readonly epoch: string;
  /** Of the latest event heard, or before the first one. */
  readonly number: number;
}

export interface ResumeEventsArguments {
  /** Undefined for a client that begins to listen. */
  readonly since: EventPosition | undefined;
  /** Whether the states of the agents are wanted where events can't tell them: at the beginning and after a gap. */
  readonly snapshot: boolean;
}

export interface ResumeEventsReply {
  /** What the answer takes into account: events after it have higher numbers. */
  readonly reached: EventPosition;
  /** Whether events since the given number are gone. */
  readonly gap: boolean;
  /** So many events follow the answer that happened before it. */
  readonly missed: number;
  /** The agents that the connection hears of, as they are at {@link reached}. */
  readonly agents: readonly KnownAgent[] | undefined;
}

/** Not of ECCP but ours (ADR 0024). */
export const resumeevents: RequestDefinition<'resumeevents', ResumeEventsArguments, ResumeEventsReply> = {
  name: 'resumeevents',
  summary:
    'From now on events of this connection carry their number, `<event number="17">`, and come with [agentstate](#event-agentstate). With `epoch` and `since`, what has happened since that number follows the answer, in order. What is gone is a gap; the states of the agents stand in for it (extended profile, not part of ECCP).',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'epoch', type: 'string', optional: true, meaning: 'as an earlier answer told it' },
    {
      name: 'since',
      type: 'digits',
      optional: true,
      meaning: 'number of the latest event heard, or as an earlier answer told it; both or none of the two',
    },
    {
      name: 'snapshot',
      type: 'flag',
      optional: true,
      meaning: '0: no states of agents, only whether there is a gap',
    },
  ],
  failures: [
    {
      level: 'outer',
      failure: failures.badRequest,
      when: '`epoch` without `since`, or the reverse, or `since` is no number',
    },
  ],
  decodeArguments(command) {
    const [epoch, since] = [childText(command, 'epoch'), childText(command, 'since')];
    const snapshot = flagOf(command, 'snapshot') ?? true;
    if (epoch === undefined && since === undefined) return { since: undefined, snapshot };
    if (epoch === undefined || since === undefined || !/^\d{1,15}$/.test(since)) return undefined;
    return { since: { epoch, number: Number(since) }, snapshot };
  },
  encodeArguments({ since, snapshot }) {
    const elements: XmlElement[] = [];
    addField(elements, 'epoch', since?.epoch);
    addField(elements, 'since', since?.number);
    if (!snapshot) addField(elements, 'snapshot', false);
    return elements;
  },
  encodeReply({ reached, gap, missed, agents }) {
    const elements: XmlElement[] = [];
    addField(elements, 'epoch', reached.epoch);
    addField(elements, 'number', reached.number);
    addField(elements, 'gap', gap);
    addField(elements, 'missed', missed);
    if (agents !== undefined) {
      elements.push(
        element(
          'agents',
          agents.map((agent) => element('agent', encodeKnownAgent(agent))),
        ),
      );
    }
    return elements;
  },
  decodeReply(payload) {
    const agents = childOf(payload, 'agents');
    return {
      reached: { epoch: childText(payload, 'epoch') ?? '', number: intOf(payload, 'number') ?? 0 },
      gap: flagOf(payload, 'gap') ?? false,
      missed: intOf(payload, 'missed') ?? 0,
      agents: agents === undefined ? undefined : childrenOf(agents, 'agent').map(decodeKnownAgent),
    };
  },
};
