import type { Duplex } from 'node:stream';
import type { AmiField } from '../codec/ami-field.js';
import { bannerVersion } from '../codec/banner.js';
import type { ActionRequest, ActionResult } from './action-table.js';
import type { AmiClientOptions } from './client-options.js';
import type { AmiClock } from './clock.js';
import { AmiConnection } from './connection.js';
import type { AmiDial } from './dial.js';
import { shakeHands } from './handshake.js';
import { keepAlive } from './keep-alive.js';
import { type AmiResponse, describeOutcome } from './outcome.js';
import type { AmiDownReason, AmiUp } from './state.js';

export type AttemptOptions = Pick<
  AmiClientOptions,
  | 'credentials'
  | 'events'
  | 'filters'
  | 'onEvent'
  | 'connectTimeoutMs'
  | 'maxInFlight'
  | 'maxWaiting'
  | 'pingIntervalMs'
  | 'pingTimeoutMs'
> & {
  readonly dial: AmiDial;
  readonly clock: AmiClock;
  readonly newActionId: () => string;
  readonly onUp: (up: Pick<AmiUp, 'version' | 'startedAt' | 'banner'>) => void;
  /** The end, called once unless closed; no timer is left then. */
  readonly onDown: (reason: AmiDownReason) => void;
};

/** One attempt to be connected: from dialling, through login and use, to the loss of the connection. */
export class Attempt {
  readonly #options: AttemptOptions;
  readonly #giveUp = new AbortController();
  #phase: 'dialling' | 'greeting' | 'handshake' | 'up' | 'over' = 'dialling';
  #connection: AmiConnection | undefined;
  /** Why the connection ended in the handshake, which has the last word: it may know better. */
  #lost: AmiDownReason | undefined;
  #cancelTimer: () => void = () => {};

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { clock, dial, connectTimeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    this.#cancelTimer = clock.after(connectTimeoutMs, () => {
      const text = `no manager answered within ${connectTimeoutMs} ms; check host and port, and enabled=yes in manager.conf`;
      this.#down({ kind: 'unreachable', text });
    });
    try {
      const stream = await dial(this.#giveUp.signal);
      if (this.#phase === 'over') stream.destroy();
      else this.#greet(stream);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const text = `no connection to Asterisk (${problem}); is it running, and is the manager enabled in manager.conf?`;
      this.#down({ kind: 'unreachable', text });
    }
  }

  submit(request: ActionRequest, done: (result: ActionResult) => void): void {
    if (this.#connection !== undefined) return this.#connection.submit(request, done);
    done({ kind: 'failure', failure: { kind: 'disconnected', reason: 'not connected yet', sent: false } });
  }

  /** Ends it without a word to `onDown`; logs off when logged in. */
  async close(): Promise<void> {
    const wasUp = this.#phase === 'up';
    const connection = this.#connection;
    this.#finish();
    if (wasUp) await connection?.logOff();
    else connection?.end(CLOSED);
  }

  #greet(stream: Duplex): void {
    const { clock, maxInFlight = 32, maxWaiting = 1000, onEvent } = this.#options;
    this.#phase = 'greeting';
    this.#connection = new AmiConnection({
      stream,
      clock,
      maxInFlight,
      maxWaiting,
      onBanner: (text) => void this.#introduce(text),
      onEvent: (message) => {
        if (this.#phase === 'up') onEvent?.(message);
      },
      onEnd: (reason) => this.#ended(reason),
    });
  }

  async #introduce(text: string): Promise<void> {
    this.#cancelTimer();
    const banner = bannerVersion(text);
    if (banner === undefined) {
      const greeting = JSON.stringify(text.slice(0, 80));
      return this.#down({
        kind: 'not-ami',
        text: `no Asterisk manager there, it greets with ${greeting}; check the port`,
      });
    }
    this.#phase = 'handshake';
    const { credentials, filters = [], events = 'on' } = this.#options;
    const hands = await shakeHands({
      credentials,
      filters,
      action: (name, fields) => this.#action(name, fields),
      sleep: (ms) => this.#sleep(ms),
    });
    if (this.#phase !== 'handshake') return;
    if (hands.kind === 'failed') {
      return this.#down(hands.reason.kind === 'authentication' ? hands.reason : (this.#lost ?? hands.reason));
    }
    // The answer is handled before whatever follows it in the stream: no event is missed, none comes before `up`.
    this.submit(this.#request('Events', [['EventMask', events]]), (result) => {
      if (result.kind !== 'reply' || result.reply.kind !== 'success') {
        const problem = describeOutcome(responseOf(result));
        return this.#down(this.#lost ?? { kind: 'handshake', text: `Events ${events}: ${problem}` });
      }
      this.#phase = 'up';
      this.#keepAlive();
      this.#options.onUp({ version: hands.version, startedAt: hands.startedAt, banner });
    });
  }

  #keepAlive(): void {
    const { clock, pingIntervalMs = 15_000, pingTimeoutMs = 10_000 } = this.#options;
    this.#cancelTimer = keepAlive({
      clock,
      intervalMs: pingIntervalMs,
      timeoutMs: pingTimeoutMs,
      activity: () => this.#connection?.activity ?? 0,
      ping: () =>
        this.submit({ ...this.#request('Ping', []), timeoutMs: pingTimeoutMs, urgent: true }, () => {}),
      onDead: () => {
        const text = `Asterisk has been silent for ${pingIntervalMs + pingTimeoutMs} ms and does not answer a Ping`;
        this.#connection?.end({ kind: 'silent', text });
      },
    });
  }

  #action(name: string, fields: readonly AmiField[]): Promise<AmiResponse> {
    return new Promise((resolve) => {
      this.submit(this.#request(name, fields), (result) => resolve(responseOf(result)));
    });
  }

  #request(name: string, fields: readonly AmiField[]): ActionRequest {
    const { newActionId, connectTimeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    return { name, fields, actionId: newActionId(), timeoutMs: connectTimeoutMs };
  }

  /** Resolves early when the connection is lost. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#cancelTimer = () => {
        cancel();
        resolve();
      };
    });
  }

  #ended(reason: AmiDownReason): void {
    if (this.#phase === 'handshake') {
      this.#lost = reason;
      this.#cancelTimer();
    } else {
      this.#down(reason);
    }
  }

  #down(reason: AmiDownReason): void {
    if (this.#phase === 'over') return;
    this.#finish();
    this.#connection?.end(reason);
    this.#options.onDown(reason);
  }

  #finish(): void {
    this.#phase = 'over';
    this.#cancelTimer();
    this.#giveUp.abort();
  }
}

/** The result of an action that is no list. */
export function responseOf(result: ActionResult): AmiResponse {
  switch (result.kind) {
    case 'reply':
      return result.reply;
    case 'failure':
      return result.failure;
    default:
      throw new Error(`a list result for an action that asked for none: ${result.kind}`);
  }
}

const DEFAULT_TIMEOUT_MS = 10_000;
const CLOSED: AmiDownReason = { kind: 'lost', text: 'this client was closed' };
