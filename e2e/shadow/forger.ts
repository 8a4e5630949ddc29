import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server and changes what the server says, document by document. */
export async function startForger(
  target: number,
  forge: (text: string) => string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: target });
    let text = '';
    far.setEncoding('utf8').on('data', (chunk: string) => {
      const documents = (text + chunk).split(/(?<=<\/(?:event|response)>\n)/);
      text = documents.at(-1)?.endsWith('>\n') ? '' : (documents.pop() ?? '');
      for (const document of documents) near.write(forge(document));
    });
    near.pipe(far);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
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
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
