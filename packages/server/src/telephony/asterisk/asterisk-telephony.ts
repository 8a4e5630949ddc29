import { randomUUID } from 'node:crypto';
import { AmiClient, type AmiClientOptions, type AmiMessage, type AmiUp } from '@openeccp/ami';
import type { Call, CallId, Channel, TelephonyIntent } from '@openeccp/core';
import { type Clock, systemClock } from '../../runtime/clock.js';
import { OneAtATime } from '../../runtime/one-at-a-time.js';
import type { ChannelVariable, FactSink, Telephony, TelephonyStatus } from '../telephony.js';
import type { AgentContexts } from './agent-interfaces.js';
import { AsteriskModel, type IsAgent } from './asterisk-model.js';
import { readChannelVariables } from './channel-variables.js';
import { type IntentClient, intentClient } from './intent-client.js';
import type { IsToPause } from './missed-memberships.js';
import { type OriginateFigures, OriginateGate } from './originate-gate.js';
import type { ThrottleLimits } from './originate-throttle.js';
import { chooseLot } from './parking-lots.js';
import { performIntent } from './perform-intent.js';
import { Reconciler, type Repair } from './reconciler.js';
import { recordingFile } from './recording-file.js';
import { adoptLists, listQueues, membersOf, type ParkingSetting, queuesOf, readLists } from './snapshot.js';

export interface AsteriskOptions {
  readonly ami: Omit<AmiClientOptions, 'onEvent' | 'onState' | 'clock'>;
  /** Default: the machine's. */
  readonly clock?: Clock;
  readonly contexts: AgentContexts;
  readonly parking: ParkingSetting;
  /** The lot for holds; undefined: ours if Asterisk has it, else its default one. */
  readonly parkingLot: string | undefined;
  /** How long a phone may ring, milliseconds. */
  readonly ringMs: number;
  /** How calls to customers are held back when Asterisk can't follow. */
  readonly originate: ThrottleLimits;
  /** A uniqueid that no channel has had. Default: a random one. */
  readonly newUniqueid?: () => string;
  readonly isAgent: IsAgent;
  readonly isToPause: IsToPause;
  readonly onFact: FactSink;
  /** Asterisk was not as it was believed to be: the event that was missed, or `pause`. It is mended already. */
  readonly onDrift: (kind: string) => void;
  /** Runs on every new connection before the floor hears of it; what the floor needs to understand the rest. */
  readonly onConnected: (client: AmiClient) => Promise<void>;
  readonly log: TelephonyLog;
}

export interface TelephonyLog {
  info(detail: object, text: string): void;
  warn(detail: object, text: string): void;
  error(detail: object, text: string): void;
}

/** Between two attempts to read the present state. */
const LIST_RETRY_MS = 2_000;

/** Asterisk joins bridges and parks within milliseconds; this is for one that has much to do. */
const SETTLE_MS = 500;

/** One comparison may find much to mend. */
const REPAIRS_LOGGED = 5;

/** Events that a busy Asterisk sends by the thousand and that say nothing here. */
const UNWANTED = ['Newexten', 'RTCPSent', 'RTCPReceived', 'VarSet', 'DeviceStateChange', 'Cdr'];

/**
 * Asterisk 16 to 22 over AMI. After every connect the present state is read before anything else is told, and
 * what happens meanwhile waits: the floor sees one snapshot, then events, with no gap between them.
 */
export class AsteriskTelephony implements Telephony {
  readonly #options: AsteriskOptions;
  readonly #client: AmiClient;
  readonly #intents: IntentClient;
  readonly #model: AsteriskModel;
  #status: TelephonyStatus = { kind: 'connecting' };
  /** Events that arrived while the snapshot is being read; undefined when there is nothing to wait for. */
  #held: AmiMessage[] | undefined = [];
  #closed = false;
  #lot: string | undefined;
  #cancelRetry: () => void = () => {};
  readonly #rereading = new OneAtATime(() => this.#rereadMemberships());
  /** Calls to look at again, with what cancels that. */
  readonly #settling = new Map<CallId, () => void>();
  readonly #clock: Clock;
  readonly #gate: OriginateGate;
  readonly #reconciler: Reconciler;

  constructor(options: AsteriskOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#gate = new OriginateGate({
      limits: options.originate,
      clock: this.#clock,
      onBehind: (behind) =>
        behind
          ? options.log.warn(
              {},
              'Asterisk can’t follow: calls to customers are placed fewer at a time until it can',
            )
          : options.log.info({}, 'Asterisk follows again: calls to customers are placed at the full rate'),
    });
    this.#model = new AsteriskModel(options.contexts, options.isAgent, {
      hangUp: (channel) => void this.#intents.action('Hangup', [['Channel', channel.name]]),
      lookAgain: (call) => this.#lookAgain(call),
      readRecording: (channel) => void this.#readRecording(channel),
    });
    this.#client = new AmiClient({
      ...options.ami,
      clock: this.#clock,
      filters: UNWANTED.map((name) => `!Event: ${name}`),
      onEvent: (event) => this.#take(event),
      onState: (state) => {
        switch (state.kind) {
          case 'up':
            return this.#synchronise(state);
          case 'down':
            return this.#lose(state.reason.text);
          case 'connecting':
          case 'closed':
            return;
        }
      },
    });
    this.#intents = intentClient(this.#client);
    this.#reconciler = new Reconciler({
      client: this.#client,
      model: this.#model,
      contexts: options.contexts,
      clock: this.#clock,
      isToPause: options.isToPause,
      mend: (repairs) => this.#mend(repairs),
      reloaded: () => void this.rereadMemberships(),
      onError: (error) => options.log.error({ error }, 'Asterisk could not be compared with what is known'),
    });
  }

  get status(): TelephonyStatus {
    return this.#status;
  }

  /** The connection itself, for checks and lists that are no part of the floor. */
  get client(): AmiClient {
    return this.#client;
  }

  /** How calls to customers are let through, and how many more may be asked for now. */
  get originates(): OriginateFigures & { readonly room: number } {
    return { ...this.#gate.figures, room: this.#gate.room };
  }

  /** @param resumed calls that the server before this one has left */
  start(resumed: Iterable<Call> = []): void {
    this.#model.resume(resumed);
    void this.#client.connect();
  }

  perform(intent: TelephonyIntent): void {
    const { contexts, ringMs, newUniqueid = randomUUID, onFact, log } = this.#options;
    void performIntent(
      {
        client: this.#intents,
        model: this.#model,
        gate: this.#gate,
        contexts,
        lot: this.#lot,
        ringMs,
        newUniqueid,
        report: (fact) => {
          if (!this.#closed) onFact(fact);
        },
        warn: (text) => log.warn({}, text),
      },
      intent,
    ).catch((error: unknown) => log.error({ error, intent }, 'an intent could not be carried out'));
  }

  channelVariables(channel: Channel): Promise<readonly ChannelVariable[] | undefined> {
    return readChannelVariables(this.#client, channel);
  }

  /** Tells of all memberships, also where nothing has changed: for agents who have just become known. */
  retellMemberships(): void {
    if (this.#status.kind !== 'up' || this.#held !== undefined) return;
    for (const fact of this.#model.memberships.told) this.#options.onFact(fact);
  }

  /** Asks Asterisk again which agents are in which queues: a reload of its files may change that without a word. */
  rereadMemberships(): Promise<void> {
    return this.#rereading.run();
  }

  async #rereadMemberships(): Promise<void> {
    if (this.#status.kind !== 'up') return;
    const { memberships } = this.#model;
    memberships.beginReading();
    const queues = await listQueues(this.#client);
    if (this.#closed || queues.kind !== 'list') return;
    this.#reconciler.follow(queuesOf(queues.items));
    const listed = membersOf(queues.items, this.#options.contexts);
    for (const fact of memberships.endReading(listed)) this.#options.onFact(fact);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#gate.disconnected();
    this.#reconciler.stop();
    this.#rereading.close();
    this.#cancelRetry();
    this.#stopSettling();
    await this.#client.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #take(event: AmiMessage): void {
    if (this.#closed) return;
    if (this.#held !== undefined) {
      this.#held.push(event);
      return;
    }
    this.#reconciler.heard(event);
    for (const fact of this.#model.apply(event)) this.#options.onFact(fact);
  }

  /** Whatever an event would have told is told now, with the event as its cause. */
  #mend(repairs: readonly Repair[]): void {
    const { onFact, onDrift, log } = this.#options;
    const kinds = repairs.map((repair) => (repair.kind === 'missed' ? repair.event.name : 'pause'));
    const some = repairs.slice(0, REPAIRS_LOGGED).map((repair) => {
      return repair.kind === 'missed' ? Object.fromEntries(repair.event.fields) : repair;
    });
    log.warn(
      { kinds: [...new Set(kinds)], repairs: repairs.length, some },
      'Asterisk was not as its events had said; mended',
    );
    for (const [at, repair] of repairs.entries()) {
      const missed = kinds[at] ?? '';
      onDrift(missed);
      if (repair.kind === 'pause') onFact({ kind: 'pause-adrift', agent: repair.agent });
      else for (const fact of this.#model.catchUp(repair.event)) onFact({ ...fact, missed });
    }
  }

  #lookAgain(call: CallId): void {
    this.#settling.get(call)?.();
    const look = (): void => {
      this.#settling.delete(call);
      for (const fact of this.#model.settle(call)) this.#options.onFact(fact);
    };
    this.#settling.set(call, this.#clock.after(SETTLE_MS, look));
  }

  async #readRecording(channel: Channel): Promise<void> {
    const file = await recordingFile(this.#intents, channel);
    // Before the snapshot nobody knows the call.
    if (this.#closed || this.#held !== undefined) return;
    for (const fact of this.#model.recordings.read(channel, file)) this.#options.onFact(fact);
  }

  #stopSettling(): void {
    for (const cancel of this.#settling.values()) cancel();
    this.#settling.clear();
  }

  #synchronise(up: AmiUp): void {
    this.#readPresentState(up).catch((error: unknown) => {
      this.#options.log.error(
        { error },
        'the present state of Asterisk could not be read; trying again in 2 s',
      );
      this.#synchroniseLater(up);
    });
  }

  #synchroniseLater(up: AmiUp): void {
    this.#cancelRetry = this.#clock.after(LIST_RETRY_MS, () => this.#synchronise(up));
  }

  async #readPresentState(up: AmiUp): Promise<void> {
    const { contexts, parking, onFact, log } = this.#options;
    this.#held = [];
    const [lists] = await Promise.all([
      readLists(this.#client, parking, this.#model.outgoing.size > 0),
      this.#options.onConnected(this.#client),
    ]);
    const state = this.#client.state;
    // The connection may have been lost, and another one made, in the meantime.
    if (this.#closed || state?.kind !== 'up' || state.epoch !== up.epoch) return;
    if (lists === undefined) {
      log.warn(
        {},
        'Asterisk did not list its channels and queues: does the manager user have the read classes call, agent and reporting? Asking again in 2 s',
      );
      return this.#synchroniseLater(up);
    }
    this.#stopSettling();
    this.#reconciler.stop();
    this.#model.reset();
    this.#lot = chooseLot(lists.lots, this.#options.parkingLot);
    const { snapshot, news } = adoptLists(this.#model, lists, contexts);
    this.#status = { kind: 'up', version: up.version, startedAt: up.startedAt };
    log.info(
      { version: up.version, epoch: up.epoch, channels: lists.channels.length, parking: snapshot.parking },
      'Asterisk connected',
    );
    const held = this.#held;
    this.#held = undefined;
    onFact({ kind: 'telephony-up', epoch: up.epoch, startedAt: up.startedAt, snapshot });
    for (const fact of news) onFact(fact);
    this.#model.recordings.adopt();
    for (const fact of this.#model.consultations.restore()) onFact(fact);
    for (const event of held) this.#take(event);
    this.#reconciler.start(queuesOf(lists.queues));
  }

  #lose(reason: string): void {
    const wasUp = this.#status.kind === 'up';
    // Tried again every few seconds: only what is new is worth a line.
    if (this.#status.kind !== 'down' || this.#status.reason !== reason) {
      this.#options.log.warn({}, `no Asterisk: ${reason}`);
    }
    this.#status = { kind: 'down', reason };
    this.#gate.disconnected();
    this.#held = [];
    this.#cancelRetry();
    this.#stopSettling();
    this.#reconciler.stop();
    if (wasUp && !this.#closed) this.#options.onFact({ kind: 'telephony-down' });
  }
}
