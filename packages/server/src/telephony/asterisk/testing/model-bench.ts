import { AmiMessage } from '@openeccp/ami';
import {
  type AgentName,
  type CallId,
  type Channel,
  parseAgentName,
  type TelephonyFact,
} from '@openeccp/core';
import { DEFAULT_CONTEXTS } from '../agent-interfaces.js';
import { AsteriskModel } from '../asterisk-model.js';

/** A model with what it has asked for. */
export interface ModelBench {
  readonly model: AsteriskModel;
  /** Channels that the model wanted hung up. */
  readonly unwanted: readonly Channel[];
  /** Calls that the model wanted to be asked about again. */
  readonly unsettled: ReadonlySet<CallId>;
  /** Names of channels whose recordings the model wanted to know. */
  readonly unread: string[];
  /** Applies an event and answers with the facts as text. */
  event(name: string, fields: Readonly<Record<string, string>>): readonly string[];
  /** Asks about every call that was to be asked about again. */
  settle(): readonly string[];
}

export const POOL_AGENT: AgentName = agentName('Agent/412');
export const CALLBACK_AGENT: AgentName = agentName('PJSIP/101');

export function modelBench(): ModelBench {
  const unwanted: Channel[] = [];
  const unsettled = new Set<CallId>();
  const unread: string[] = [];
  const model = new AsteriskModel(DEFAULT_CONTEXTS, (name) => name === CALLBACK_AGENT, {
    hangUp: (channel) => unwanted.push(channel),
    lookAgain: (call) => unsettled.add(call),
    readRecording: ({ name }) => unread.push(name),
  });
  return {
    model,
    unwanted,
    unsettled,
    unread,
    event: (name, fields) =>
      model.apply(new AmiMessage([['Event', name], ...Object.entries(fields)])).map(factText),
    settle: () => {
      const calls = [...unsettled];
      unsettled.clear();
      return calls.flatMap((call) => model.settle(call)).map(factText);
    },
  };
}

/** A fact in a few words, channels by name. */
export function factText(fact: TelephonyFact): string {
  switch (fact.kind) {
    case 'phone-answered':
    case 'agent-in':
    case 'agent-out':
      return `${fact.kind} ${fact.agent} ${fact.channel?.name}`;
    case 'login-ended':
      return `${fact.kind} ${fact.agent} ${fact.attempt}`;
    case 'memberships': {
      const queues = [...fact.memberships].map(([queue, { paused }]) => (paused ? `${queue} paused` : queue));
      return `${fact.kind} ${fact.agent} ${queues.join(', ')}`.trimEnd();
    }
    case 'caller-joined':
      return `${fact.kind} ${fact.queue} ${fact.customer.name} ${fact.phone}`.trimEnd();
    case 'call-dialling':
      return `${fact.kind} ${fact.channel.name}`;
    case 'call-answered':
    case 'customer-moved':
      return `${fact.kind} ${fact.customer.name}`;
    case 'call-failed':
      return `${fact.kind} ${fact.cause} ${fact.causeText}`;
    case 'call-connected':
      return `${fact.kind} ${fact.agent} ${fact.agentChannel.name}`;
    case 'call-separated':
      return `${fact.kind} ${fact.agent}`;
    case 'call-parked':
      return `${fact.kind} ${fact.slot}`;
    case 'park-expired':
      return `${fact.kind}${fact.comesBack ? ', comes back' : ''}`;
    case 'parked-call-taken':
      return `${fact.kind} by ${fact.by}`;
    case 'consultation-abandoned':
      return `${fact.kind} ${fact.joined ? 'joined' : 'alone'}`;
    case 'retrieval-failed':
      return `${fact.kind} ${fact.attempt}`;
    default:
      return fact.kind;
  }
}

function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new Error(`${text} is no agent`);
  return name;
}
