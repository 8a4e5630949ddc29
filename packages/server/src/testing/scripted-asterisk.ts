import {
  type AgentName,
  agentNumber,
  type CallId,
  type Channel,
  type TelephonyFact,
  type TelephonyIntent,
  type TelephonySnapshot,
} from '@openeccp/core';
import type { ChannelVariable } from '../telephony/telephony.js';

/** What Asterisk makes of an intent, as the facts that it reports. */
export type Script = (intent: TelephonyIntent) => readonly TelephonyFact[];

/** A telephone system that does at once what its script says. */
export class ScriptedAsterisk {
  readonly intents: TelephonyIntent[] = [];
  script: Script = obliging;
  /** Variables of every channel; undefined while Asterisk lists none. */
  variables: readonly ChannelVariable[] | undefined = [];
  readonly #report: (fact: TelephonyFact) => void;

  constructor(report: (fact: TelephonyFact) => void) {
    this.#report = report;
  }

  perform(intent: TelephonyIntent): void {
    this.intents.push(intent);
    for (const fact of this.script(intent)) this.#report(fact);
  }

  async channelVariables(_: Channel): Promise<readonly ChannelVariable[] | undefined> {
    return this.variables;
  }

  up(snapshot: Partial<TelephonySnapshot> = {}): void {
    const nothing: TelephonySnapshot = {
      parking: true,
      agents: new Map(),
      memberships: new Map(),
      calls: [],
    };
    this.#report({ kind: 'telephony-up', epoch: 1, snapshot: { ...nothing, ...snapshot } });
  }

  down(): void {
    this.#report({ kind: 'telephony-down' });
  }

  /** A caller enters queue 9000. */
  callerJoins(id: string, caller: { readonly customer?: Channel; readonly phone?: string } = {}): void {
    const { customer = { name: `PJSIP/customer-${id}`, uniqueid: id }, phone = '5550171' } = caller;
    this.#report({ kind: 'caller-joined', call: callId(id), queue: '9000', phone, customer });
  }

  /** The caller meets the agent. */
  connects(id: string, agent: AgentName): void {
    this.#report({ kind: 'call-connected', call: callId(id), agent, agentChannel: lineOf(agent) });
  }

  /** The caller hangs up. */
  callEnds(id: string): void {
    this.#report({ kind: 'call-ended', call: callId(id) });
  }

  /** An agent dials in by itself. */
  agentDialsIn(agent: AgentName): void {
    this.#report({ kind: 'agent-in', agent, channel: lineOf(agent) });
  }

  report(fact: TelephonyFact): void {
    this.#report(fact);
  }
}

/** Everything succeeds; what was asked for is answered before its consequences are seen. */
export function obliging(intent: TelephonyIntent): readonly TelephonyFact[] {
  return [...answered(intent, true), ...consequences(intent)];
}

/** Everything succeeds, and the consequences are seen before the answer: Asterisk does so now and then. */
export function eventsFirst(intent: TelephonyIntent): readonly TelephonyFact[] {
  return [...consequences(intent), ...answered(intent, true)];
}

/** Nothing is carried out. */
export function refusing(intent: TelephonyIntent): readonly TelephonyFact[] {
  return answered(intent, false);
}

/** Nothing is ever answered. */
export function silent(): readonly TelephonyFact[] {
  return [];
}

export function lineOf(agent: AgentName): Channel {
  const number = agentNumber(agent);
  return { name: `PJSIP/${number}-0000001a`, uniqueid: `line.${number}` };
}

function callId(id: string): CallId {
  return id as CallId;
}

function answered(intent: TelephonyIntent, accepted: boolean): readonly TelephonyFact[] {
  const message = accepted ? 'Success' : 'No such channel';
  switch (intent.kind) {
    case 'call-phone-to-log-in':
    case 'join-queues':
      return [{ kind: 'login-started', agent: intent.agent, attempt: intent.attempt, accepted, message }];
    case 'park':
      return accepted ? [] : [{ kind: 'park-refused', call: intent.call, message }];
    case 'retrieve':
      return [{ kind: 'retrieval-started', call: intent.call, attempt: intent.attempt, accepted, message }];
    case 'hang-up':
      return intent.command === undefined
        ? []
        : [{ kind: 'hang-up-answered', command: intent.command, accepted, message }];
    case 'abort-call':
      return intent.command === undefined
        ? []
        : [{ kind: 'hang-up-answered', command: intent.command, accepted, message }];
    case 'mute-recording':
      return [{ ...intent, kind: 'mute-answered', accepted, message }];
    case 'redirect': {
      const { call, attempt } = intent;
      return [
        { kind: 'redirect-answered', call, attempt, result: accepted ? 'accepted' : 'refused', message },
      ];
    }
    case 'consult':
      return [
        { kind: 'consultation-started', call: intent.call, attempt: intent.attempt, accepted, message },
      ];
    case 'complete-transfer':
      return [{ kind: 'transfer-answered', call: intent.call, attempt: intent.attempt, accepted, message }];
    case 'return-to-customer':
      return accepted ? [] : [{ kind: 'return-failed', call: intent.call, attempt: intent.attempt }];
    case 'place-call':
      return accepted
        ? []
        : [{ kind: 'call-failed', call: intent.call, cause: undefined, causeText: undefined }];
    case 'cancel-login':
    case 'end-line':
    case 'leave-queues':
    case 'set-paused':
    case 'end-consultation':
    case 'call-off-redirect':
      return [];
  }
}

function consequences(intent: TelephonyIntent): readonly TelephonyFact[] {
  switch (intent.kind) {
    case 'call-phone-to-log-in': {
      const { agent, attempt } = intent;
      const channel = lineOf(agent);
      return [
        { kind: 'phone-answered', agent, attempt, channel },
        { kind: 'agent-in', agent, channel },
      ];
    }
    case 'join-queues': {
      const memberships = new Map(
        [...intent.join.keys()].map((queue) => [queue, { paused: false, ringing: false }]),
      );
      return [{ kind: 'memberships', agent: intent.agent, memberships }];
    }
    case 'leave-queues':
      return [{ kind: 'memberships', agent: intent.agent, memberships: new Map() }];
    case 'end-line':
      return [{ kind: 'agent-out', agent: intent.agent, channel: intent.channel }];
    case 'park':
      return [{ kind: 'call-parked', call: intent.call, slot: '701', ours: true }];
    case 'retrieve':
      return [
        {
          kind: 'call-connected',
          call: intent.call,
          agent: intent.agent,
          agentChannel: lineOf(intent.agent),
        },
      ];
    case 'hang-up':
      return [{ kind: 'call-ended', call: callId(intent.channel.uniqueid) }];
    case 'abort-call':
      return [{ kind: 'call-ended', call: intent.call }];
    case 'consult':
      return [{ kind: 'consultation-answered', call: intent.call, attempt: intent.attempt }];
    case 'end-consultation':
      return [{ kind: 'consultation-ended', call: intent.call, attempt: intent.attempt }];
    case 'return-to-customer': {
      const { call, agent, agentChannel } = intent;
      return [{ kind: 'call-connected', call, agent, agentChannel }];
    }
    case 'cancel-login':
    case 'set-paused':
    case 'mute-recording':
    case 'redirect':
    case 'call-off-redirect':
    case 'complete-transfer':
    case 'place-call':
      return [];
  }
}
