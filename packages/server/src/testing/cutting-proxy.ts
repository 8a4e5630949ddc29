import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** How much of the next connection passes before it is cut, in bytes of each direction. */
export interface Cut {
  readonly toServer: number;
  readonly toClient: number;
}

/** A loopback port before a server's that cuts connections at any byte, and can be given another server. */
export class CuttingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #open: Set<Socket> = new Set();
  #target: number;
  /** Where the connections to come are cut, one after another; those beyond are not. */
  cuts: Cut[] = [];

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => this.#relay(near));
  }

  static async before(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts what is open; connections to come lead to the other server. */
  moveTo(target: number): void {
    this.#target = target;
    this.cut();
  }

  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #relay(near: Socket): void {
    const far = connect({ host: '127.0.0.1', port: this.#target });
    const { toServer, toClient } = this.cuts.shift() ?? { toServer: Infinity, toClient: Infinity };
    this.#pass(near, far, toServer);
    this.#pass(far, near, toClient);
  }

  #pass(from: Socket, to: Socket, most: number): void {
    let left = most;
    this.#open.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => {
      if (left <= 0) return;
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      to.write(passed, () => {
        if (left > 0) return;
        from.destroy();
        to.destroy();
      });
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.#open.delete(from);
      to.destroy();
    });
  }
}
