import { createServer } from 'node:net';
import { listenFailure, type WantedAddress } from '../http/listen-failure.js';

/** Rejects with a `ListenError` unless the address can be listened on now. Port 0 always can. */
export async function requireFreePort(wanted: WantedAddress): Promise<void> {
  if (wanted.port === 0) return;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(wanted, error)));
    server.listen({ host: wanted.host, port: wanted.port }, () => server.close(() => resolve()));
  });
}
