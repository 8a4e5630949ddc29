import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Opens the way to a manager. Rejects when there is none; must give up when the signal aborts.
 * Anything that gives a byte stream will do: TLS, a pair of streams in a test.
 */
export type AmiDial = (signal: AbortSignal) => Promise<Duplex>;

/** Plain TCP, 5038 where Asterisk is not told otherwise. */
export function dialTcp(host: string, port: number): AmiDial {
  return (signal) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true });
      const abort = (): void => {
        socket.destroy(new Error(`no connection to ${host}:${port}: given up`));
      };
      const settled = (): void => {
        signal.removeEventListener('abort', abort);
        socket.off('connect', connected);
        socket.off('error', failed);
      };
      const connected = (): void => {
        settled();
        resolve(socket);
      };
      const failed = (error: Error): void => {
        settled();
        reject(error);
      };
      socket.once('connect', connected);
      socket.once('error', failed);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
}
