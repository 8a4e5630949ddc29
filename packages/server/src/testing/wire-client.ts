import type { Duplex } from 'node:stream';
import type { Observer, ObserverOptions } from '../../../../conformance/observer.js';
import { checkObserver, observeForTest } from '../../../../conformance/test-observer.js';

/**
 * The client's end of a connection as bytes: what is sent is sent so, what comes is kept document by document, and looked at
 * by an {@link Observer}.
 */
export class WireClient {
  readonly stream: Duplex;
  /** Every document received, without its declaration and line end, in order. */
  readonly documents: string[] = [];
  /** Resolves when the server has closed its side and all of it was read. */
  readonly closed: Promise<void>;
  #read = 0;
  #waiting: (() => void)[] = [];
  #over = false;
  readonly #observer: Observer;

  constructor(stream: Duplex, options: ObserverOptions = {}) {
    this.stream = stream;
    this.#observer = observeForTest(options);
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', () => {});
    this.closed = new Promise((resolve) => {
      const over = (): void => {
        this.#over = true;
        this.#wake();
        resolve();
      };
      stream.on('end', () => {
        this.#observer.ended();
        over();
      });
      stream.on('close', over);
    });
  }

  send(text: string | Uint8Array): void {
    this.#observer.sent(text);
    this.stream.write(text);
  }

  /** Sends, and waits until the bytes are taken or the connection is gone. */
  async push(text: string | Uint8Array): Promise<void> {
    this.send(text);
    if (!this.stream.writableNeedDrain || this.stream.destroyed) return;
    await new Promise<void>((resolve) => {
      this.stream.once('drain', resolve);
      this.stream.once('close', () => resolve());
    });
  }

  /** Sends one request and resolves with the next response, whatever events come before it. */
  ask(id: string | number, command: string): Promise<string> {
    this.send(`<request id="${id}">${command}</request>`);
    return this.response();
  }

  /** The next document that is not an event. */
  async response(): Promise<string> {
    for (;;) {
      const document = await this.next();
      if (!document.startsWith('<event')) return document;
    }
  }

  /** The next document. */
  async next(): Promise<string> {
    for (;;) {
      const document = this.documents[this.#read];
      if (document !== undefined) {
        this.#read += 1;
        return document;
      }
      checkObserver(this.#observer);
      if (this.#over) throw new Error('the server closed the connection');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Documents that have arrived and were not taken yet, once the server has answered a request behind them. */
  async arrived(): Promise<readonly string[]> {
    const from = this.#read;
    await this.ask('fence', '<getrequestlist/>');
    return this.documents.slice(from, this.#read - 1);
  }

  /** Names of the events among the documents. */
  static eventNames(documents: readonly string[]): readonly string[] {
    return documents.flatMap((document) => /^<event[^>]*><(\w+)/.exec(document)?.[1] ?? []);
  }

  #receive(chunk: Buffer): void {
    this.documents.push(...this.#observer.received(chunk));
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
