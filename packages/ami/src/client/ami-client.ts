import { type AmiField, checkField } from '../codec/ami-field.js';
import type { ActionRequest, ActionResult } from './action-table.js';
import { Attempt, responseOf } from './attempt.js';
import { backoffMs, DEFAULT_BACKOFF } from './backoff.js';
import type { AmiActionOptions, AmiClientOptions, AmiListOptions } from './client-options.js';
import { type AmiClock, systemClock } from './clock.js';
import { type AmiDial, dialTcp } from './dial.js';
import { type AmiOriginate, originateFields } from './originate.js';
import type { AmiCommand, AmiList, AmiResponse } from './outcome.js';
import type { AmiDownReason, AmiState } from './state.js';

/**
 * A manager connection that comes back by itself. An action that is refused, late or lost is a value; thrown is only
 * {@link AmiFieldError}, which is a bug of the caller.
 *
 * @example
 * const ami = new AmiClient({ peer: { host: '127.0.0.1', port: 5038 }, credentials: { username, secret } });
 * await ami.connect();
 * const reply = await ami.action('QueuePause', [['Interface', 'PJSIP/101'], ['Paused', 'true']]);
 */
export class AmiClient implements AsyncDisposable {
  readonly #options: AmiClientOptions;
  readonly #clock: AmiClock;
  readonly #random: () => number;
  readonly #dial: AmiDial;
  readonly #prefix: string;
  #state: AmiState | undefined;
  #attempt: Attempt | undefined;
  #cancelRetry: () => void = () => {};
  #waiters: ((state: AmiState) => void)[] = [];
  #epoch = 0;
  #failures = 0;
  #sequence = 0;

  /** @throws {AmiFieldError} when user, secret, events or a filter cannot be sent. */
  constructor(options: AmiClientOptions) {
    checkField('Username', options.credentials.username);
    checkField('Secret', options.credentials.secret);
    checkField('EventMask', options.events ?? '');
    for (const filter of options.filters ?? []) checkField('Filter', filter);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#dial =
      typeof options.peer === 'function' ? options.peer : dialTcp(options.peer.host, options.peer.port);
    this.#prefix = options.actionIdPrefix ?? `openeccp-${Math.floor(this.#random() * 2 ** 32).toString(36)}`;
  }

  /** `undefined` before {@link connect}. */
  get state(): AmiState | undefined {
    return this.#state;
  }

  /**
   * Starts, unless started, and resolves with how the attempt under way ends, `up` or `down`. Also after `down` the
   * client goes on trying, until {@link close}.
   */
  connect(): Promise<AmiState> {
    if (this.#state === undefined) this.#tryAgain();
    const state = this.#state;
    if (state !== undefined && state.kind !== 'connecting') return Promise.resolve(state);
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  /** An id that no action of this client has had. */
  newActionId(): string {
    this.#sequence++;
    return `${this.#prefix}-${this.#sequence}`;
  }

  /** Sends one action and resolves with its answer, or with why there is none. */
  async action(
    name: string,
    fields: readonly AmiField[] = [],
    options: AmiActionOptions = {},
  ): Promise<AmiResponse> {
    return responseOf(await this.#send(this.#request(name, fields, options)));
  }

  /** Sends an action that is answered by a list of events; these are not given to `onEvent`. */
  async list(name: string, fields: readonly AmiField[] = [], options: AmiListOptions = {}): Promise<AmiList> {
    const list = { maxItems: options.maxItems ?? 100_000, completeEvent: options.completeEvent };
    const result = await this.#send({ ...this.#request(name, fields, options), list });
    if (result.kind === 'list' || result.kind === 'overflow') return result;
    const outcome = responseOf(result);
    if (outcome.kind === 'success') throw new Error(`the list of ${name} ended without its events`);
    return outcome;
  }

  /** Runs a CLI command and resolves with the lines it prints. */
  async command(command: string, options: AmiActionOptions = {}): Promise<AmiCommand> {
    const outcome = await this.action('Command', [['Command', command]], options);
    return outcome.kind === 'success'
      ? { kind: 'output', lines: outcome.response.getAll('Output') }
      : outcome;
  }

  /** Places a call. The answer says that Asterisk took the order, `OriginateResponse` with the same ActionID the rest. */
  async originate(call: AmiOriginate, options: AmiActionOptions = {}): Promise<AmiResponse> {
    return this.action('Originate', originateFields(call), options);
  }

  /** Logs off and ends for good. What is under way ends as `disconnected`; no timer is left. */
  async close(): Promise<void> {
    if (this.#state?.kind === 'closed') return;
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#cancelRetry();
    this.#enter({ kind: 'closed' });
    await attempt?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #request(name: string, fields: readonly AmiField[], options: AmiActionOptions): ActionRequest {
    const timeoutMs = options.timeoutMs ?? this.#options.actionTimeoutMs ?? 10_000;
    return {
      name,
      fields,
      timeoutMs,
      actionId: options.actionId ?? this.newActionId(),
      signal: options.signal,
    };
  }

  #send(request: ActionRequest): Promise<ActionResult> {
    return new Promise((resolve) => {
      if (this.#attempt === undefined || this.#state?.kind !== 'up') {
        const reason =
          this.#state?.kind === 'down' ? this.#state.reason.text : (this.#state?.kind ?? 'not started');
        return resolve({ kind: 'failure', failure: { kind: 'disconnected', reason, sent: false } });
      }
      this.#attempt.submit(request, resolve);
    });
  }

  #tryAgain(): void {
    this.#attempt = new Attempt({
      ...this.#options,
      dial: this.#dial,
      clock: this.#clock,
      newActionId: () => this.newActionId(),
      onUp: (up) => {
        this.#failures = 0;
        this.#epoch++;
        this.#enter({ kind: 'up', epoch: this.#epoch, ...up });
      },
      onDown: (reason) => this.#goDown(reason),
    });
    const attempt = this.#attempt;
    this.#enter({ kind: 'connecting', attempt: this.#failures + 1 });
    if (this.#attempt === attempt) void attempt.start();
  }

  #goDown(reason: AmiDownReason): void {
    this.#attempt = undefined;
    this.#failures++;
    const backoff = { ...DEFAULT_BACKOFF, ...this.#options.backoff };
    // A refused login does not mend itself within a second, and a quick series of them looks like an attack.
    const failures = reason.kind === 'authentication' ? Number.POSITIVE_INFINITY : this.#failures;
    const retryInMs = backoffMs(backoff, failures, this.#random());
    this.#cancelRetry = this.#clock.after(retryInMs, () => this.#tryAgain());
    this.#enter({ kind: 'down', reason, retryInMs });
  }

  #enter(state: AmiState): void {
    this.#state = state;
    if (state.kind !== 'connecting') {
      for (const waiter of this.#waiters.splice(0)) waiter(state);
    }
    this.#options.onState?.(state);
  }
}
