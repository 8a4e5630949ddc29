import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Observer } from './observer.js';

/** A loopback port that passes one client on to a server, while an observer looks at both directions. */
export class Tap {
  /** What the server has sent, root by root. */
  readonly documents: string[] = [];
  readonly #observer: Observer;
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  private constructor(target: number, observer: Observer) {
    this.#target = target;
    this.#observer = observer;
    this.#server = createServer((near) => this.#pass(near));
  }

  /** @param target port of a server on this machine */
  static async open(target: number, observer: Observer): Promise<Tap> {
    const tap = new Tap(target, observer);
    await new Promise<void>((resolve, reject) => {
      tap.#server.once('error', reject);
      tap.#server.listen(0, '127.0.0.1', resolve);
    });
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the tap is closed');
    return address.port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(near: Socket): void {
    const far = connect({ host: '127.0.0.1', port: this.#target });
    this.#sockets.push(near, far);
    near.on('data', (chunk: Buffer) => {
      this.#observer.sent(chunk);
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      this.documents.push(...this.#observer.received(chunk));
      near.write(chunk);
    });
    far.on('end', () => this.#observer.ended());
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => one.destroy());
      one.on('end', () => other.end());
      one.on('close', () => other.destroy());
    }
  }
}
