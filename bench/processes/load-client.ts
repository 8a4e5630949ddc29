import { connect, type Socket } from 'node:net';

const END_OF_RESPONSE = Buffer.from('</response>');
const END_OF_EVENT = Buffer.from('</event>');
/** Every answer fits; all connections read into the same memory, one after another. */
const SHARED = Buffer.allocUnsafeSlow(64 * 1024);

/** One connection of the load generator. It looks for the ends of documents and at nothing else. */
export class LoadClient {
  readonly connected: Promise<void>;
  readonly #socket: Socket;
  /** What has come of a response that is wanted as text. */
  #text: string | undefined;
  #onResponse: (() => void) | undefined;
  #onEvent: ((at: number) => void) | undefined;

  constructor(port: number) {
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: SHARED,
        callback: (length, buffer) => {
          this.#read(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    this.connected = new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve);
      this.#socket.once('error', reject);
    });
  }

  /** Sends a request and resolves with its response. */
  request(document: Buffer): Promise<string> {
    return new Promise((resolve) => {
      this.#text = '';
      this.#onResponse = () => {
        const text = this.#text ?? '';
        this.#text = undefined;
        this.#onResponse = undefined;
        resolve(text);
      };
      this.#socket.write(document);
    });
  }

  /** Sends the request again and again until `end`, and notes how long each answer took. Milliseconds. */
  loop(document: Buffer, end: number, latencies: number[]): Promise<void> {
    return new Promise((resolve) => {
      let sent = performance.now();
      this.#onResponse = () => {
        const now = performance.now();
        latencies.push(now - sent);
        sent = now;
        if (now < end) {
          this.#socket.write(document);
          return;
        }
        this.#onResponse = undefined;
        resolve();
      };
      this.#socket.write(document);
    });
  }

  /** Resolves with the time at which the next event has come. */
  nextEvent(): Promise<number> {
    return new Promise((resolve) => {
      this.#onEvent = resolve;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    // Documents of these sizes arrive whole on the loopback, so their ends are never cut.
    if (this.#onEvent !== undefined && bytes.includes(END_OF_EVENT)) {
      this.#onEvent(performance.now());
      this.#onEvent = undefined;
    }
    if (this.#onResponse === undefined) return;
    if (this.#text !== undefined) this.#text += bytes.toString('latin1');
    if (bytes.includes(END_OF_RESPONSE)) this.#onResponse();
  }
}
