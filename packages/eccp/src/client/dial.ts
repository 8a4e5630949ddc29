import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { EccpConnectionError } from './errors.js';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; `true` for the defaults of Node. */
  readonly tls?: boolean | ConnectionOptions | undefined;
}

/** How users see an address, e.g. `tcp://127.0.0.1:20005`. */
export function addressText({ host, port, tls }: Address): string {
  return `${usesTls(tls) ? 'tls' : 'tcp'}://${host}:${port}`;
}

/**
 * Opens a connection.
 *
 * @param timeoutMs milliseconds until the attempt is given up
 * @throws EccpConnectionError naming the address and what to check
 */
export function dial(address: Address, timeoutMs: number, signal?: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { host, port, tls } = address;
    const socket = usesTls(tls)
      ? connectTls({
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(tls === true ? {} : tls),
          host,
          port,
        })
      : connectTcp({ host, port });
    const fail = (reason: string, cause?: unknown): void => {
      settle();
      socket.on('error', () => {});
      socket.destroy();
      reject(new EccpConnectionError(`${addressText(address)}: ${reason}`, { cause }));
    };
    const onError = (error: Error): void => fail(explain(error), error);
    const onAbort = (): void => fail('given up', signal?.reason);
    const timer = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      socket.off('error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    socket.once(usesTls(tls) ? 'secureConnect' : 'connect', () => {
      settle();
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 60_000);
      resolve(socket);
    });
    socket.on('error', onError);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function usesTls(tls: Address['tls']): tls is true | ConnectionOptions {
  return tls !== undefined && tls !== false;
}

function explain(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return '(111) Connection refused; is the server running and is this its port?';
    case 'ENOTFOUND':
      return 'host not found; check its name';
    default:
      return error.message === '' ? code : error.message;
  }
}
