import type { Duplex } from 'node:stream';
import type { AmiMessage } from '../codec/ami-message.js';
import { AmiReader } from '../codec/ami-reader.js';
import { encodeMessage } from '../codec/encode-message.js';
import { type ActionRequest, type ActionResult, ActionTable } from './action-table.js';
import type { AmiClock } from './clock.js';
import type { AmiDownReason } from './state.js';

export type ConnectionOptions = {
  readonly stream: Duplex;
  readonly clock: AmiClock;
  readonly maxInFlight: number;
  readonly maxWaiting: number;
  readonly onBanner: (text: string) => void;
  readonly onEvent: (message: AmiMessage) => void;
  /** Called once, after all its actions have been ended. */
  readonly onEnd: (reason: AmiDownReason) => void;
};

/** One connection, from the first byte to the last. */
export class AmiConnection {
  readonly #options: ConnectionOptions;
  readonly #reader = new AmiReader({ expectBanner: true });
  readonly #actions: ActionTable;
  #ended = false;
  #chunks = 0;

  constructor(options: ConnectionOptions) {
    const { stream, clock, maxInFlight, maxWaiting } = options;
    this.#options = options;
    this.#actions = new ActionTable({ clock, maxInFlight, maxWaiting, write: (text) => stream.write(text) });
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', (error) =>
      this.end({ kind: 'lost', text: `the connection to Asterisk broke: ${error.message}` }),
    );
    stream.on('end', () => this.end(CLOSED_BY_PEER));
    stream.on('close', () => this.end(CLOSED_BY_PEER));
  }

  /** Grows with everything received: tells a quiet peer from a dead one. */
  get activity(): number {
    return this.#chunks;
  }

  submit(request: ActionRequest, done: (result: ActionResult) => void): void {
    this.#actions.submit(request, done);
  }

  /** Fails what is under way and drops the stream. */
  end(reason: AmiDownReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.stream.destroy();
    this.#actions.close(reason.text);
    this.#options.onEnd(reason);
  }

  /** Ends it the polite way, without a word to `onEnd`; a peer that does not read is not waited for. */
  logOff(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#ended = true;
    const { stream, clock } = this.#options;
    this.#actions.close('this client was closed');
    return new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        stream.destroy();
        resolve();
      };
      const cancel = clock.after(LOGOFF_MS, finish);
      stream.end(encodeMessage([['Action', 'Logoff']]), finish);
    });
  }

  #receive(chunk: Uint8Array): void {
    if (this.#ended) return;
    this.#chunks++;
    for (const item of this.#reader.push(chunk)) {
      if (this.#ended) return;
      switch (item.kind) {
        case 'banner':
          this.#options.onBanner(item.text);
          break;
        case 'message':
          if (!this.#actions.receive(item.message) && item.message.kind === 'event')
            this.#deliver(item.message);
          break;
        case 'fatal':
          this.end({ kind: 'protocol', text: item.reason });
      }
    }
  }

  /** An exception of the listener is its own: it is reported as uncaught, and the stream stays in step. */
  #deliver(message: AmiMessage): void {
    try {
      this.#options.onEvent(message);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

const LOGOFF_MS = 1000;
const CLOSED_BY_PEER: AmiDownReason = { kind: 'lost', text: 'Asterisk closed the connection' };
