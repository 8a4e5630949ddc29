import { createServer, type Socket } from 'node:net';
import { serveParent } from './child.js';

/** What the raw server does with so many bytes: answer the sender, and tell everybody. */
export interface RawDuty {
  readonly requestBytes: number;
  readonly response: string;
  /** Written to every connection, the sender's first, before the response. */
  readonly event?: string;
}

export type RawServer = typeof api;

/** The limit of the platform: a server that reads and writes the same bytes as the real one and looks at none. */
const api = { listen, duty: setDuty };
const sockets = new Set<Socket>();
let duty: RawDuty = { requestBytes: 1, response: '' };
let response: Buffer = Buffer.alloc(0);
let event: Buffer | undefined;

function setDuty(next: RawDuty): void {
  duty = next;
  response = Buffer.from(next.response);
  event = next.event === undefined ? undefined : Buffer.from(next.event);
}

function listen(): Promise<number> {
  const server = createServer((socket) => {
    let pending = 0;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      for (pending += chunk.length; pending >= duty.requestBytes; pending -= duty.requestBytes) {
        if (event !== undefined) for (const one of sockets) one.write(event);
        socket.write(response);
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
