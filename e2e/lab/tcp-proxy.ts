import { connect, createServer, type Socket } from 'node:net';

/** A loopback port that passes everything on to another, until it is cut. */
export type TcpProxy = {
  readonly port: number;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Takes connections again. */
  mend(): void;
  close(): Promise<void>;
};

/**
 * Stands between two programs, so that a test can take the network away without touching either, or change what the one
 * behind it says.
 */
export async function startTcpProxy(
  target: number,
  forge: (lines: string) => string = (lines) => lines,
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let passing = true;
  const server = createServer((near) => {
    if (!passing) {
      near.destroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port: target });
    near.pipe(far);
    let text = '';
    far.setEncoding('latin1').on('data', (chunk: string) => {
      const end = (text + chunk).lastIndexOf('\n') + 1;
      near.write(forge((text + chunk).slice(0, end)), 'latin1');
      text = (text + chunk).slice(end);
    });
    far.on('end', () => near.end(text, 'latin1'));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const cut = (): void => {
    passing = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    mend: () => {
      passing = true;
    },
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
