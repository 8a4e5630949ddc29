import type { Duplex } from 'node:stream';

const DECLARATION = '<?xml version="1.0"?>\n';

/** The client's end of a connection as bytes: what is sent is sent so, what comes is kept document by document. */
export class WireClient {
  readonly stream: Duplex;
  /** Every document received, without its declaration and line end, in order. */
  readonly documents: string[] = [];
  /** Resolves when the server has closed its side and all of it was read. */
  readonly closed: Promise<void>;
  #text = '';
  #read = 0;
  #waiting: (() => void)[] = [];
  #over = false;

  constructor(stream: Duplex) {
    this.stream = stream;
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', () => {});
    this.closed = new Promise((resolve) => {
      const over = (): void => {
        this.#over = true;
        this.#wake();
        resolve();
      };
      stream.on('end', over);
      stream.on('close', over);
    });
  }

  send(text: string | Uint8Array): void {
    this.stream.write(text);
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
      if (!document.startsWith('<event>')) return document;
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
    return documents.flatMap((document) => /^<event><(\w+)/.exec(document)?.[1] ?? []);
  }

  #receive(chunk: Buffer): void {
    this.#text += chunk.toString('latin1');
    for (;;) {
      if (this.#text.length <= DECLARATION.length) break;
      if (!this.#text.startsWith(DECLARATION)) throw new Error(`no declaration: ${this.#text.slice(0, 80)}`);
      const end = this.#text.indexOf('\n', DECLARATION.length);
      if (end < 0) break;
      this.documents.push(this.#text.slice(DECLARATION.length, end));
      this.#text = this.#text.slice(end + 1);
    }
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
