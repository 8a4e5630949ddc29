import { createServer, type Socket } from 'node:net';
import { serveParent } from './child.js';

/** So many bytes are answered with these. */
export interface RawExchange {
  readonly requestBytes: number;
  readonly response: string;
}

/** What the raw server does on each connection: answer one request after another, from the first again, and tell everybody. */
export interface RawDuty {
  readonly exchanges: readonly RawExchange[];
  /** Written to every connection, the sender's first, before each response. */
  readonly event?: string;
}

export type RawServer = typeof api;

/** The limit of the platform: a server that reads and writes the same bytes as the real one and looks at none. */
const api = { listen, duty: setDuty };
const sockets = new Set<Socket>();
let exchanges: readonly { readonly requestBytes: number; readonly response: Buffer }[] = [];
let event: Buffer | undefined;

function setDuty(next: RawDuty): void {
  exchanges = next.exchanges.map(({ requestBytes, response }) => ({
    requestBytes,
    response: Buffer.from(response),
  }));
  event = next.event === undefined ? undefined : Buffer.from(next.event);
}

function listen(): Promise<number> {
  const server = createServer((socket) => {
    let pending = 0;
    let step = 0;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      pending += chunk.length;
      for (;;) {
        const exchange = exchanges[step % exchanges.length];
        if (exchange === undefined || pending < exchange.requestBytes) return;
        pending -= exchange.requestBytes;
        step += 1;
        if (event !== undefined) for (const one of sockets) one.write(event);
        socket.write(exchange.response);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen({ host: '127.0.0.1', port: 0, backlog: 2048 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

serveParent(api);
