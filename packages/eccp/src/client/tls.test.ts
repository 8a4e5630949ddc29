import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, it } from 'vitest';
import { accepted } from '../messages/request-outcome.js';
import { FakeServer } from '../testing/fake-server.js';
import { connect } from './eccp-client.js';
import { EccpConnectionError } from './errors.js';

const key = Buffer.from('a key that both sides know');
/** A shared key spares the test a certificate; everything else is TLS as with one. */
const shared = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;

it('speaks over TLS, and says so when the other side does not', async () => {
  const fake = await FakeServer.listen(() => accepted({ pauses: [] }));
  const server = createServer({ ...shared, pskCallback: () => key }, (socket) => fake.serve(socket));
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tls = {
    ...shared,
    pskCallback: () => ({ psk: key, identity: 'client' }),
    checkServerIdentity: () => undefined,
  };
  const account = { user: 'agentconsole', password: 'agentconsole' };
  try {
    const client = await connect({ ...account, port, tls });
    expect(await client.request('getpauses', {})).toEqual(accepted({ pauses: [] }));
    await client.close();
    // Plain text to a TLS port, and TLS to a plain one.
    await expect(connect({ ...account, port })).rejects.toBeInstanceOf(EccpConnectionError);
    await expect(connect({ ...account, port: fake.port, tls })).rejects.toThrow(
      `tls://127.0.0.1:${fake.port}`,
    );
  } finally {
    await fake.close();
    await new Promise((resolve) => server.close(resolve));
  }
});
