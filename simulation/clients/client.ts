import {
  type ArgumentsOf,
  ClientSession,
  type EccpEvent,
  type OtherEvent,
  type ReplyOf,
  type RequestName,
  type RequestOutcome,
} from '@openeccp/eccp';
import type { SeededRandom } from '@openeccp/simulator';
import type { RunningServer } from 'openeccp';
import { CLIENT } from '../center.js';
import { StreamEnd } from '../stream-end.js';
import type { VirtualTime } from '../virtual-time.js';

export interface ClientOptions {
  readonly name: string;
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  /** The server now, if there is one that can be connected to. */
  readonly server: () => RunningServer | undefined;
  readonly onLoggedIn?: (client: Client) => void;
  readonly onEvent?: (event: EccpEvent | OtherEvent) => void;
  readonly onClosed?: () => void;
  /** Sees what is received, for the trace. */
  readonly onText?: (text: string) => void;
  readonly onBroken: (what: string) => void;
}

type AnyOutcome = RequestOutcome<ReplyOf<RequestName>>;

interface Asked {
  readonly name: RequestName;
  readonly answered: (outcome: AnyOutcome) => void;
}

/** Between two attempts to connect. Milliseconds. */
const RETRY_MS = 300;
/** Longer than any request may take that stands first in the line of its connection. Milliseconds. */
const ANSWER_MS = 45_000;

/** A client of the server: connects, logs in, connects again whenever it was cut off. */
export class Client {
  readonly #options: ClientOptions;
  #session = new ClientSession();
  #stream: StreamEnd | undefined;
  readonly #asked = new Map<string, Asked>();
  /** Since when the first of them has been waiting. Epoch milliseconds. */
  #waitingSince = 0;
  #loggedIn = false;
  #reads = true;
  /** What it was sent and has not read. */
  readonly #unread: { readonly text: string; readonly taken: () => void }[] = [];
  #arrives = 0;
  #sent = 0;
  #reconnects = true;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#connect();
  }

  get cookie(): string | undefined {
    return this.#session.cookie;
  }

  get loggedIn(): boolean {
    return this.#loggedIn;
  }

  /** Sends a request, unless it is not logged in. */
  request<Name extends RequestName>(
    name: Name,
    args: ArgumentsOf<Name>,
    answered: (outcome: RequestOutcome<ReplyOf<Name>>) => void = () => {},
  ): void {
    if (this.#stream === undefined || (!this.#loggedIn && name !== 'login')) return;
    const { id, document } = this.#session.request(name, args);
    if (this.#asked.size === 0) this.#waitingSince = this.#options.time.now();
    // The session has decoded the answer as that to this request.
    this.#asked.set(id, { name, answered: answered as (outcome: AnyOutcome) => void });
    const { time, random } = this.#options;
    const stream = this.#stream;
    this.#sent = Math.max(this.#sent, time.now() + random.between(1, 4));
    time.after(this.#sent - time.now(), () => stream.deliver(document));
  }

  /** Leaves unread what it is sent from now on, for so long. Milliseconds. */
  stopReading(ms: number): void {
    this.#reads = false;
    this.#options.time.setTimer(ms, () => {
      this.#reads = true;
      this.#waitingSince = this.#options.time.now();
      for (const { text, taken } of this.#unread.splice(0)) {
        this.#arrive(text);
        taken();
      }
    });
  }

  /** Is gone without a word, and back after a moment. */
  die(): void {
    this.#stream?.destroy();
  }

  /** The server at the other end has been killed. */
  abandon(): void {
    const stream = this.#stream;
    stream?.abandon();
    this.#closed();
  }

  /** What it has been waiting for too long, in words. */
  overdue(): string | undefined {
    const [first] = this.#asked.values();
    if (first === undefined || !this.#reads) return undefined;
    const waitedMs = this.#options.time.now() - this.#waitingSince;
    return waitedMs > ANSWER_MS
      ? `${this.#options.name} has waited ${waitedMs} ms for the answer to ${first.name}`
      : undefined;
  }

  #connect(): void {
    const { time, name } = this.#options;
    const server = this.#options.server();
    if (server === undefined) {
      time.after(RETRY_MS, () => this.#connect());
      return;
    }
    this.#session = new ClientSession();
    const stream: StreamEnd = new StreamEnd({
      onWrite: (text, taken) => {
        if (!this.#reads) {
          this.#unread.push({ text, taken });
          return;
        }
        this.#arrive(text);
        taken();
      },
      // A client that hears that there is no more hangs up as well.
      onEnd: () => time.after(1, () => stream.destroy()),
      onClose: () => this.#closed(),
    });
    this.#stream = stream;
    server.listener.serve(stream, { ip: '192.0.2.1', text: name, place: '192.0.2.1' });
    this.request('login', { username: CLIENT, password: CLIENT }, (outcome) => {
      if (outcome.kind !== 'ok') return this.die();
      this.#loggedIn = true;
      this.#options.onLoggedIn?.(this);
    });
  }

  #arrive(text: string): void {
    const { time, random } = this.#options;
    const stream = this.#stream;
    this.#arrives = Math.max(this.#arrives, time.now() + random.between(1, 3));
    time.setTimer(this.#arrives - time.now(), () => {
      if (this.#stream === stream) this.#receive(text);
    });
  }

  #receive(text: string): void {
    this.#options.onText?.(text);
    for (const item of this.#session.receive(Buffer.from(text, 'latin1'))) {
      switch (item.kind) {
        case 'event':
          this.#options.onEvent?.(item.event);
          break;
        case 'response': {
          const asked = this.#asked.get(item.id);
          this.#asked.delete(item.id);
          this.#waitingSince = this.#options.time.now();
          asked?.answered(item.outcome);
          break;
        }
        case 'fatal':
          this.#options.onBroken(`${this.#options.name} does not understand: ${item.reason}`);
      }
    }
  }

  #closed(): void {
    if (this.#stream === undefined) return;
    this.#stream = undefined;
    this.#loggedIn = false;
    this.#asked.clear();
    for (const { taken } of this.#unread.splice(0)) taken();
    this.#options.onClosed?.();
    if (this.#reconnects) this.#options.time.after(RETRY_MS, () => this.#connect());
  }
}
