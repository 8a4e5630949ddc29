import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AmiServerSession } from '../server/ami-server-session.js';
import { AmiClient } from './ami-client.js';
import { dialTcp } from './dial.js';

let server: Server | undefined;

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const created = createServer(onConnection);
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  return (created.address() as AddressInfo).port;
}

afterEach(async () => {
  const closing = server;
  server = undefined;
  if (closing !== undefined) await new Promise((resolve) => closing.close(resolve));
});

describe('over TCP', () => {
  test('a client logs in, acts and leaves nothing open', async () => {
    const port = await listen((socket) => {
      const session = new AmiServerSession({
        version: '5.0.2',
        secretOf: () => 's',
        write: (text) => socket.write(text),
      });
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        for (const item of session.push(chunk)) {
          if (item.kind === 'close') socket.end();
          if (item.kind === 'action') session.respond(item.actionId, 'Success', [['Output', item.name]]);
        }
      });
    });
    await using client = new AmiClient({
      peer: { host: '127.0.0.1', port },
      credentials: { username: 'u', secret: 's', auth: 'md5' },
    });
    expect(await client.connect()).toMatchObject({ kind: 'up', epoch: 1, banner: '5.0.2' });
    expect(await client.command('core show uptime')).toEqual({ kind: 'output', lines: ['Command'] });
  });

  test('nobody listens', async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    await expect(dialTcp('127.0.0.1', port)(new AbortController().signal)).rejects.toThrow('ECONNREFUSED');
  });

  test('given up before and while connecting', async () => {
    const port = await listen((socket) => socket.destroy());
    await expect(dialTcp('127.0.0.1', port)(AbortSignal.abort())).rejects.toThrow('given up');
    const controller = new AbortController();
    const dialled = dialTcp('127.0.0.1', port)(controller.signal);
    controller.abort();
    await expect(dialled).rejects.toThrow('given up');
  });
});
