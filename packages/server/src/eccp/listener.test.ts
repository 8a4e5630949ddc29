import { copyFileSync, writeFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { join } from 'node:path';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AllowList } from '../access/allow-list.js';
import { certificateFile, clientTls, keyFile } from '../testing/certificates.js';
import { scratchDir } from '../testing/scratch-dir.js';
import { logIn, TestServer } from '../testing/test-server.js';
import { WireClient } from '../testing/wire-client.js';
import { ListenError } from './listener.js';

const HOST = '127.0.0.1';

/** Lets the network and the file system work until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves with a TLS connection, rejects when there is none. Below TLS 1.3 and above the server says no at once. */
function secure(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connectTls({ host: HOST, port, ...options }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** How a connection that the server does not want ends. */
function ending(socket: Socket): Promise<'closed'> {
  socket.on('error', () => {});
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve('closed')));
}

describe('the encrypted listener', () => {
  let server: TestServer;
  let folder: string;
  let files: { certFile: string; keyFile: string; clientCaFile: string | undefined };

  const use = (name: 'server' | 'renewed') => {
    copyFileSync(certificateFile(name), files.certFile);
    copyFileSync(keyFile(name), files.keyFile);
  };
  const listen = () => server.listener.listen({ host: HOST, port: 0, tls: files });
  const subject = (socket: TLSSocket) => socket.getPeerCertificate().subject.CN;
  const texts = () => server.log.map(({ text }) => text);

  beforeEach(async () => {
    server = await TestServer.start();
    folder = scratchDir();
    files = {
      certFile: join(folder, 'cert.pem'),
      keyFile: join(folder, 'key.pem'),
      clientCaFile: undefined,
    };
    use('server');
  });

  afterEach(() => server.close());

  it('serves as the plain one does', async () => {
    const socket = await secure(await listen(), clientTls());
    const client = await logIn(new WireClient(socket));
    expect(await client.ask(1, '<getpauses/>')).toContain('<pause id="4">');
    expect(socket.getProtocol()).toBe('TLSv1.3');
  });

  it('speaks no TLS before 1.2, and no plain text', async () => {
    const port = await listen();
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(secure(port, { ...clientTls(), ...old })).rejects.toThrow(/alert|version/);
    const plain = connectTcp({ host: HOST, port });
    plain.write('<request id="1"><getrequestlist/></request>');
    expect(await ending(plain)).toBe('closed');
    const middle = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
    await logIn(new WireClient(await secure(port, { ...clientTls(), ...middle })));
    expect(texts()).toContain('a TLS connection did not come about');
  });

  it('takes a certificate that has changed for new connections; the old ones go on', async () => {
    const port = await listen();
    const before = await secure(port, clientTls());
    const client = await logIn(new WireClient(before));
    use('renewed');
    server.clock.advance(10_000);
    await until(() => texts().includes('new TLS connections get the certificate that was read now'));
    const after = await secure(port, clientTls());
    expect([subject(before), subject(after)]).toEqual(['server', 'renewed']);
    expect(await client.ask(1, '<getpauses/>')).toContain('<pause');
    await logIn(new WireClient(after));
  });

  it('is asked to at once by SIGHUP', async () => {
    const port = await listen();
    use('renewed');
    await server.listener.reloadCertificates();
    expect(subject(await secure(port, clientTls()))).toBe('renewed');
  });

  it.each([
    [
      'half of a certificate',
      () => writeFileSync(files.certFile, '-----BEGIN CERTIFICATE-----\nMII'),
      /cert\.pem is no/,
    ],
    ['a key of another', () => copyFileSync(keyFile('renewed'), files.keyFile), /key\.pem does not go with/],
  ])('refuses %s, says so once and keeps the old one', async (_, spoil, reason) => {
    const port = await listen();
    spoil();
    for (let times = 0; times < 3; times += 1) {
      server.clock.advance(10_000);
      await until(() => server.log.some(({ level }) => level === 'error') && server.clock.pending > 0);
    }
    expect(subject(await secure(port, clientTls()))).toBe('server');
    use('renewed');
    await server.listener.reloadCertificates();
    expect(subject(await secure(port, clientTls()))).toBe('renewed');
    const errors = server.log.filter(({ level }) => level === 'error');
    expect(errors.map(({ text, detail }) => [text, detail])).toEqual([
      [
        'the TLS files could not be taken; the old certificate stays in use',
        { reason: expect.stringMatching(reason) },
      ],
    ]);
  });

  it('does not start with files that can’t be used', async () => {
    writeFileSync(files.keyFile, 'nothing');
    await expect(listen()).rejects.toThrow(ListenError);
    await expect(listen()).rejects.toThrow(/with TLS: the key .*key\.pem does not go with the certificate/);
  });

  it('serves only clients with a certificate of the authority that is named', async () => {
    files.clientCaFile = certificateFile('authority');
    const port = await listen();
    await logIn(new WireClient(await secure(port, clientTls('client'))));
    for (const name of [undefined, 'impostor'] as const) {
      // With TLS 1.3 a client learns of the refusal after its own end of the handshake.
      const refused = connectTls({ host: HOST, port, ...clientTls(name) });
      refused.write('<request id="1"><getrequestlist/></request>');
      const received: Buffer[] = [];
      refused.on('data', (chunk: Buffer) => received.push(chunk));
      expect(await ending(refused)).toBe('closed');
      expect(received).toEqual([]);
    }
    expect(server.listener.connections.size).toBe(1);
  });

  it('a handshake that does not come counts as a connection, and is cut when its time is over', async () => {
    await using small = await TestServer.start({ maxConnections: 2 });
    const port = await small.listener.listen({ host: HOST, port: 0, tls: files });
    const silent = Array.from({ length: 3 }, () => connectTcp({ host: HOST, port }));
    const [first, ...others] = silent.map(ending);
    await first;
    small.clock.advance(60_000);
    await Promise.all(others);
  });
});

describe('who may connect', () => {
  it('addresses that the list has not are closed at once, without a word (D-20)', async () => {
    await using server = await TestServer.start();
    const allowed = await server.listener.listen({
      host: HOST,
      port: 0,
      allow: new AllowList(['127.0.0.0/8']),
    });
    const others = await server.listener.listen({
      host: HOST,
      port: 0,
      allow: new AllowList(['192.0.2.0/24']),
    });
    await logIn(new WireClient(connectTcp({ host: HOST, port: allowed })));
    for (let times = 0; times < 3; times += 1) {
      const refused = new WireClient(connectTcp({ host: HOST, port: others }));
      await refused.closed;
      expect(refused.documents).toEqual([]);
    }
    expect(server.log.map(({ text }) => text)).toEqual([
      'an address that eccp.allow does not list was refused',
    ]);
  });
});

describe('deadlines', () => {
  it('who has not logged in within a minute is cut; who has stays for ever', async () => {
    await using server = await TestServer.start();
    const user = await logIn(await server.dial());
    const silent = await server.dial();
    await until(() => server.listener.connections.size === 2);
    server.clock.advance(59_000);
    expect(await silent.ask(1, '<getrequestlist/>')).toContain('<request>login</request>');
    server.clock.advance(1_000);
    await silent.closed;
    server.clock.advance(3_600_000);
    expect(await user.ask(1, '<getpauses/>')).toContain('<pause');
  });

  it('a document that trickles in is waited for one minute, in a session too', async () => {
    await using server = await TestServer.start();
    const client = await logIn(server.connect());
    for (const piece of ['<request id="1">', '<getpa', 'uses/>', '</request>']) {
      server.clock.advance(19_000);
      await client.push(piece);
    }
    expect(await client.response()).toContain('<pause');
    server.clock.advance(3_600_000);
    client.send('<request id="2"><getpauses>');
    await until(() => server.clock.pending > 0);
    server.clock.advance(30_000);
    await client.push('  ');
    server.clock.advance(30_000);
    await client.closed;
    expect(server.log.map(({ text }) => text)).toEqual([
      'client did not finish what it began to send; connection cut',
    ]);
  });
});
