import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { certificateFile, clientTls, keyFile } from '../../packages/server/src/testing/certificates.js';
import { logIn, TestServer } from '../../packages/server/src/testing/test-server.js';
import { WholeServer } from '../../packages/server/src/testing/whole-server.js';
import { WireClient } from '../../packages/server/src/testing/wire-client.js';

const HOST = '127.0.0.1';

/** Lets the network, and whoever calculates a hash, work until something is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

/** A well-behaved client: asks, and hears events, while others do their worst. */
class Bystander {
  readonly #server: TestServer;
  readonly #client: WireClient;
  #rounds = 0;

  constructor(server: TestServer, client: WireClient) {
    this.#server = server;
    this.#client = client;
  }

  static async of(server: TestServer): Promise<Bystander> {
    return new Bystander(server, await logIn(await server.dial()));
  }

  async isServed(): Promise<void> {
    this.#rounds += 1;
    const agent = `Agent/${this.#rounds}` as never;
    this.#server.publish({ kind: 'agent-logged-out', agent });
    expect(await this.#client.next()).toContain(`<agent>Agent/${this.#rounds}<`);
    expect(await this.#client.ask(this.#rounds, '<getpauses/>')).toContain('<getpauses_response><pause');
  }
}

/** Somebody who comes, logs in, asks and goes, while others do their worst. */
async function newcomerIsServed(server: TestServer): Promise<void> {
  const client = await logIn(await server.dial());
  expect(await client.ask(1, '<getpauses/>')).toContain('<getpauses_response><pause');
  client.stream.destroy();
}

describe('everyone else is served', () => {
  it('during 5000 connections that never log in', async () => {
    const most = 500;
    await using server = await TestServer.start({ maxConnections: most, failedLogins: 10 });
    const bystander = await Bystander.of(server);
    const port = await server.listen();
    let cut = 0;
    for (let opened = 0; opened < 5_000; opened += 50) {
      const wave = Array.from({ length: 50 }, (_, index) => {
        const socket = connectTcp({ host: HOST, port });
        socket.on('error', () => {});
        socket.on('close', () => {
          cut += 1;
        });
        socket.resume();
        return new Promise<void>((resolve) => {
          socket.once('close', resolve);
          socket.once('connect', () => {
            // Some say nothing, some begin, some begin to log in.
            if (index % 3 === 1) socket.write('<request id="1">');
            if (index % 3 === 2) socket.write('<request id="1"><login><username>agentconsole</user');
            resolve();
          });
        });
      });
      await Promise.all(wave);
      await bystander.isServed();
      if (opened % 500 === 0) await newcomerIsServed(server);
      expect(server.listener.connections.size).toBeLessThanOrEqual(most + 50);
    }
    await until(() => cut >= 5_000 - most);
    expect(server.listener.connections.size).toBeLessThanOrEqual(most);
    expect(server.log.length).toBe(1);
    // Those that are left have their time, and then it is over.
    server.clock.advance(60_000);
    await until(() => server.listener.connections.size === 1);
    await bystander.isServed();
  }, 60_000);

  it('during documents that come byte by byte, with a session and without', async () => {
    await using server = await TestServer.start();
    const bystander = await Bystander.of(server);
    const strangers = await Promise.all(Array.from({ length: 100 }, () => server.dial()));
    const users = await Promise.all(Array.from({ length: 100 }, async () => logIn(await server.dial())));
    const text = '<request id="1"><getagentstatus><agent_number>';
    for (let second = 0; second < 60; second += 1) {
      for (const client of [...strangers, ...users]) {
        if (!client.stream.destroyed) client.send(text[second] ?? '4');
      }
      await bystander.isServed();
      server.clock.advance(1_000);
    }
    await Promise.all([...strangers, ...users].map((client) => client.closed));
    await until(() => server.listener.connections.size === 1);
    await bystander.isServed();
    await newcomerIsServed(server);
  }, 60_000);

  it('during guessing of passwords from their own address', async () => {
    await using server = await TestServer.start({ failedLogins: 10 });
    const bystander = await Bystander.of(server);
    const passwords = vi.spyOn(server.directory, 'authenticate');
    const guess = (id: number) =>
      `<request id="${id}"><login><username>agentconsole</username><password>guess ${id}</password></login></request>`;
    const guessers = await Promise.all(Array.from({ length: 50 }, () => server.dial()));
    for (const guesser of guessers) guesser.send(Array.from({ length: 100 }, (_, id) => guess(id)).join(''));
    await bystander.isServed();
    // It comes again whenever it is cut for having waited a minute.
    let served = false;
    const newcomer = (async () => {
      while (!served) {
        served = await newcomerIsServed(server).then(
          () => true,
          () => false,
        );
      }
    })();
    const from = server.clock.now();
    for (let second = 0; !served && second < 3_600; second += 1) {
      server.clock.advance(1_000);
      await bystander.isServed();
      const gone = guessers.findIndex((guesser) => guesser.stream.destroyed);
      if (gone >= 0) {
        const guesser = await server.dial();
        guesser.send(Array.from({ length: 100 }, (_, id) => guess(id)).join(''));
        guessers[gone] = guesser;
      }
    }
    expect(served).toBe(true);
    await newcomer;
    const seconds = (server.clock.now() - from) / 1_000;
    expect(passwords.mock.calls.length).toBeLessThanOrEqual(10 + 4 + seconds / 8);
  }, 60_000);

  it.each<[string, ConnectionOptions]>([
    ['TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1' }],
    ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }],
    ['ciphers without a name to prove', { maxVersion: 'TLSv1.2', ciphers: 'aNULL:@SECLEVEL=0' }],
    ['ciphers that do not cipher', { maxVersion: 'TLSv1.2', ciphers: 'eNULL:@SECLEVEL=0' }],
    ['triple DES and RC4', { maxVersion: 'TLSv1.2', ciphers: '3DES:RC4:@SECLEVEL=0' }],
  ])('during an attempt to bring TLS down to %s, which fails', async (_, weak) => {
    await using server = await TestServer.start();
    const tls = {
      certFile: certificateFile('server'),
      keyFile: keyFile('server'),
      clientCaFile: undefined,
    };
    const port = await server.listener.listen({ host: HOST, port: 0, tls });
    const encrypted = (): Promise<WireClient> =>
      new Promise((resolve, reject) => {
        const socket = connectTls({ host: HOST, port, ...clientTls() }, () =>
          resolve(new WireClient(socket)),
        );
        socket.once('error', reject);
      });
    const bystander = new Bystander(server, await logIn(await encrypted()));
    await expect(
      new Promise((_resolve, reject) => {
        const options = { host: HOST, port, ...clientTls(), ciphers: 'DEFAULT:@SECLEVEL=0', ...weak };
        try {
          connectTls(options, () => _resolve('connected')).once('error', reject);
        } catch (error) {
          // This build of OpenSSL has them not even for the asking.
          reject(error);
        }
      }),
    ).rejects.toThrow();
    await bystander.isServed();
    await logIn(await encrypted());
  });

  it('when a thousand consoles come back at once after a restart, on a whole server', async () => {
    await using whole = await WholeServer.start({ passwordHash: 'upgrade' });
    const sockets: Socket[] = await Promise.all(Array.from({ length: 1_000 }, () => whole.dialRaw()));
    const clients = sockets.map((socket) => new WireClient(socket, { extended: true }));
    await Promise.all(clients.map(logIn));
    const [agent] = clients;
    expect(await agent?.ask(1, '<getpauses/>')).toContain('<pause');
    // Once more, with a hash that takes its time.
    await until(async () => (await whole.storage.listClients())[0]?.kind === 'salted');
    const again = await Promise.all(Array.from({ length: 200 }, () => whole.dial()));
    await Promise.all(again.map(logIn));
  }, 60_000);
});
