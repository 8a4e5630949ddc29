import { randomUUID } from 'node:crypto';
import { type AmiMessage, dialTcp } from '@openeccp/ami';
import {
  type AgentName,
  type CallId,
  type CallOrderTarget,
  type Channel,
  type CommandId,
  type Destination,
  parseAgentName,
  type TelephonyFact,
  type TelephonyIntent,
} from '@openeccp/core';
import { AsteriskTelephony, DEFAULT_CONTEXTS, DEFAULT_THROTTLE } from 'openeccp';
import { expect } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { until } from '../lab/deadline.js';
import { FactLog, type Story } from './fact-log.js';
import { lossyStream } from './lossy-stream.js';

export const AGENT: AgentName = agentName('Agent/412');
export const CALLBACK: AgentName = agentName('PJSIP/101');

/**
 * How long phones ring, in Asterisk's milliseconds: longer than an agent who has just logged in can't be called, which is
 * 5 s, and then hears a beep; on a machine that has much to do all that takes more than 6 s.
 */
const RING_MS = 8_000;
const SETTLE_MS = 15_000;

/** What was missed is known by then. */
const MENDED_MS = 10_000;

/** A call of a queue, as far as the scenario has come. */
export interface StagedCall {
  readonly call: CallId;
  readonly customer: Channel;
  readonly phone: string;
}

/** A call of a queue in which customer and agent talk. */
export interface StagedTalk extends StagedCall {
  readonly agent: AgentName;
  readonly agentChannel: Channel;
}

/** An agent that consults somebody. */
export interface StagedConsultation extends StagedTalk {
  readonly attempt: number;
}

/** The adapter under test on a back end, and the log of what it says. */
export class Stage implements AsyncDisposable {
  readonly backend: Backend;
  readonly log: FactLog = new FactLog();
  readonly telephony: AsteriskTelephony;
  /** What the floor wants of an agent. */
  isToPause: (agent: AgentName) => boolean | undefined = () => undefined;
  /** Names of events that are lost on their way. */
  #lost: ReadonlySet<string> = new Set();
  #drifts: string[] = [];
  #attempts = 0;
  /** Settled while the adapter may connect. */
  #way: Promise<void> = Promise.resolve();

  private constructor(backend: Backend) {
    this.backend = backend;
    const { host, port, user, secret } = backend.ami;
    const dial = dialTcp(host, port);
    this.telephony = new AsteriskTelephony({
      ami: {
        credentials: { username: user, secret },
        peer: async (signal) => {
          await this.#way;
          return lossyStream(await dial(signal), (message) => this.#loses(message));
        },
        backoff: { minMs: 100, maxMs: 500 },
      },
      contexts: DEFAULT_CONTEXTS,
      parking: 'auto',
      parkingLot: undefined,
      ringMs: RING_MS,
      originate: DEFAULT_THROTTLE,
      isAgent: (name) => name === AGENT || name === CALLBACK,
      isToPause: (agent) => this.isToPause(agent),
      onConnected: async () => {},
      onFact: (fact) => this.log.add(fact),
      onDrift: (kind) => this.#drifts.push(kind),
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
  }

  /** Connects; resolves when the first snapshot is in the log. */
  static async open(backend: Backend): Promise<Stage> {
    const stage = new Stage(backend);
    stage.telephony.start();
    await stage.log.next('telephony-up');
    return stage;
  }

  close(): Promise<void> {
    return this.telephony.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Waits until the facts are there and Asterisk is quiet, then compares everything that was told since the scenario
   * began. Quiet is an Asterisk without channels, or with the lines of `staying` agents.
   */
  async tells(story: Story, staying: 0 | 1 = 0): Promise<void> {
    // Where something is missing Asterisk may never be quiet, and the comparison says more.
    if (await this.log.until(story)) await this.quiet(staying);
    expect(this.log.story).toEqual(story);
  }

  /** Waits until there are as many channels as people on a line, `lines`, and everything that was said has arrived. */
  async quiet(lines: number): Promise<void> {
    let left: readonly string[] = [];
    const reached = async (): Promise<true | undefined> => {
      left = await this.channels();
      return left.length === lines ? true : undefined;
    };
    await until(`${this.backend.name} with ${lines} channels`, SETTLE_MS, reached, () => left.join(', '));
    if (lines === 0) await settled(this.backend);
    await this.telephony.client.action('Ping');
  }

  /** The adapter's connection is lost, things happen, and it connects again. */
  async whileAway(happens: () => Promise<void>): Promise<void> {
    let open = (): void => {};
    this.#way = new Promise((resolve) => {
      open = resolve;
    });
    await this.telephony.client.action('Logoff');
    await this.log.next('telephony-down');
    await happens();
    open();
    await this.log.next('telephony-up');
  }

  /** From now on events of these names are lost on their way, until {@link mended}. */
  lose(names: readonly string[]): void {
    this.#lost = new Set(names);
  }

  #loses(message: AmiMessage): boolean {
    return message.kind === 'event' && message.get('ActionID') === undefined && this.#lost.has(message.name);
  }

  /** The `nth` fact of a kind, told soon enough after the event that would have told it was lost. */
  async mended<K extends TelephonyFact['kind']>(kind: K, nth: number = 1) {
    const fact = await this.log.next(kind, nth, MENDED_MS);
    this.#lost = new Set();
    return fact;
  }

  /** What has been found wrong since it was asked last: events that were missed, in order. */
  takeDrifts(): readonly string[] {
    return this.#drifts.splice(0);
  }

  /** Puts every phone down and forgets what was told. */
  async clear(lines: 0 | 1 = 0): Promise<void> {
    this.#lost = new Set();
    await this.backend.phoneAnswers('101', 'by-itself');
    await this.backend.customerHangsUp();
    if (lines === 0) for (const phone of ['101', '104', '412']) await this.backend.phoneHangsUp(phone);
    await this.quiet(lines);
    this.log.clear();
  }

  /** Channels of Asterisk as `name state`, e.g. `PJSIP/104-0000001a Ringing`. */
  async channels(): Promise<readonly string[]> {
    const list = await this.telephony.client.list('CoreShowChannels');
    if (list.kind !== 'list') return [`no list: ${list.kind}`];
    return list.items.map((item) => `${item.get('Channel')} ${item.get('ChannelStateDesc')}`);
  }

  /** Waits until an agent of the pool can be called: five seconds after its login. */
  async untilIdle(number: string): Promise<void> {
    await until(`Agent:${number} idle`, SETTLE_MS, async () => {
      const state = await this.telephony.client.action('Getvar', [
        ['Variable', `DEVICE_STATE(Agent:${number})`],
      ]);
      const idle = state.kind === 'success' && state.response.get('Value') === 'NOT_INUSE';
      return idle ? true : undefined;
    });
  }

  perform(intent: TelephonyIntent): void {
    this.telephony.perform(intent);
  }

  /** Starts to log agent 412 in; answers with the number of the attempt. */
  callPhone(extension: string): number {
    const attempt = ++this.#attempts;
    const phone = { number: extension, dial: `PJSIP/${extension}` };
    this.perform({ kind: 'call-phone-to-log-in', agent: AGENT, attempt, extension: phone });
    return attempt;
  }

  /** Logs agent 412 in on its phone; answers with its line. */
  async logIn(): Promise<Channel> {
    this.callPhone('412');
    const { channel } = await this.log.next('agent-in');
    if (channel === undefined) throw new Error('the agent is in without a channel');
    return channel;
  }

  /** Puts the callback agent into these queues. */
  joinQueues(queues: readonly string[], leave: readonly string[] = []): void {
    this.perform({
      kind: 'join-queues',
      agent: CALLBACK,
      attempt: ++this.#attempts,
      displayName: 'Agent 101',
      leave,
      join: new Map(queues.map((queue) => [queue, 0])),
    });
  }

  /** A customer joins a queue. */
  async customerWaits(queue: string): Promise<StagedCall> {
    await this.backend.customerCalls(queue);
    return this.log.next('caller-joined');
  }

  /** A customer joins a queue and is brought to an agent. */
  async customerTalks(queue: string): Promise<StagedTalk> {
    const { call, customer, phone } = await this.customerWaits(queue);
    const { agent, agentChannel } = await this.log.next('call-connected');
    return { call, customer, phone, agent, agentChannel };
  }

  /** Parks the customer, for the `nth` time in this scenario; answers with the slot. */
  async park({ call, customer }: StagedCall, nth: number = 1, agent: AgentName = AGENT): Promise<string> {
    this.perform({ kind: 'park', call, agent, customer });
    return (await this.log.next('call-parked', nth)).slot;
  }

  retrieve(agent: AgentName, { call, phone }: StagedCall): void {
    this.perform({ kind: 'retrieve', call, attempt: ++this.#attempts, agent, phone });
  }

  /** The agent is to consult somebody. */
  consult(talk: StagedTalk, target: string): StagedConsultation {
    const { call, agent, agentChannel, customer } = talk;
    const attempt = ++this.#attempts;
    this.perform({ kind: 'consult', call, attempt, agent, agentChannel, customer, target });
    return { ...talk, attempt };
  }

  endConsultation({ call, attempt, agent }: StagedConsultation): void {
    this.perform({ kind: 'end-consultation', call, attempt, agent });
  }

  completeTransfer({ call, attempt, agent, customer }: StagedConsultation): void {
    this.perform({ kind: 'complete-transfer', call, attempt, agent, customer });
  }

  returnToCustomer({ call, attempt, agent, agentChannel, customer }: StagedConsultation): void {
    this.perform({ kind: 'return-to-customer', call, attempt, agent, agentChannel, customer });
  }

  /** Sends a customer elsewhere. */
  redirect({ call, customer }: StagedCall, to: Destination): void {
    this.perform({ kind: 'redirect', call, attempt: ++this.#attempts, customer, to });
  }

  /** Dials a customer and sends it, once it answers, to `exten`. */
  placeCall(dial: string, exten: string, order: Partial<CallOrderTarget> = {}): CallId {
    const call = randomUUID().replaceAll('-', '') as CallId;
    const variables = new Map([['ID_CALL', '7']]);
    const target = { dial, exten, context: 'from-internal', ringMs: 3_000, callerId: '5550199', variables };
    this.perform({ kind: 'place-call', call, ...target, ...order });
    return call;
  }

  abortCall(call: CallId): void {
    this.perform({ kind: 'abort-call', call, command: 1 as CommandId });
  }

  hangUp(channel: Channel): void {
    this.perform({ kind: 'hang-up', channel, command: 1 as CommandId });
  }

  setPaused(agent: AgentName, paused: boolean): void {
    this.perform({ kind: 'set-paused', agent, paused, reason: 'break' });
  }

  /** The facts of a kind, as they are. */
  next<K extends TelephonyFact['kind']>(kind: K, nth?: number) {
    return this.log.next(kind, nth);
  }
}

function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new Error(`${text} is no agent`);
  return name;
}
