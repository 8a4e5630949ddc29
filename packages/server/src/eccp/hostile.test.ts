import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded.js';
import { command, LUIS, logIn, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const BAD_REQUEST = '<response><failure><code>400</code><message>Bad request</message></failure></response>';
const DECLARED = '<?xml version="1.0"?>\n';
const LOGIN = '<login><username>agentconsole</username><password>agentconsole</password></login>';

function request(id: number | string, text: string): string {
  return `${DECLARED}<request id="${id}">${text}</request>\n`;
}

/** A document of exactly so many bytes that is no known command. */
function documentOf(bytes: number): string {
  const [head, tail] = [`${DECLARED}<request id="big"><a>`, '</a></request>'];
  return head + 'x'.repeat(bytes - head.length - tail.length) + tail;
}

function nested(depth: number): string {
  return `<request id="deep">${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</request>`;
}

/**
 * A well-behaved session beside the hostile one: it asks all the while and hears numbered events. Each of its
 * rounds must be answered and bring the event of that round, in order.
 */
class Bystander {
  readonly #server: TestServer;
  readonly #client: WireClient;
  #rounds = 0;

  constructor(server: TestServer, client: WireClient) {
    this.#server = server;
    this.#client = client;
  }

  async round(): Promise<void> {
    const name = `Agent/${this.#rounds}` as typeof ROSA;
    this.#rounds += 1;
    this.#server.publish({ kind: 'agent-logged-out', agent: name });
    const answer = await this.#client.ask(this.#rounds, '<getpauses/>');
    expect(answer).toContain(`<response id="${this.#rounds}"><getpauses_response><pause`);
  }

  async rounds(count: number): Promise<void> {
    for (let done = 0; done < count; done += 1) await this.round();
  }

  /** Nothing was lost, doubled or out of order. */
  async check(): Promise<void> {
    await this.round();
    const heard = this.#client.documents.flatMap(
      (document) => /<agentloggedout><agent>Agent\/(\d+)</.exec(document)?.[1] ?? [],
    );
    const own = heard.map(Number).filter((number) => number < 400);
    expect(own).toEqual(Array.from({ length: this.#rounds }, (_, index) => index));
  }
}

/** Lets the network work until the server has so many connections. */
async function connections(server: TestServer, count: number): Promise<void> {
  while (server.listener.connections.size !== count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('hostile input on TCP', () => {
  let server: TestServer;
  let bystander: Bystander;

  beforeEach(async () => {
    server = await TestServer.start({ limits: { maxOutboxBytes: 2 * MIB } });
    bystander = new Bystander(server, await logIn(await server.dial()));
    await bystander.round();
  });

  afterEach(async () => {
    await bystander.check();
    await server.close();
  });

  it('a session whose documents are split at every byte is answered as if they were whole', async () => {
    const documents = [
      request(1, LOGIN),
      request('ñ€😀', '<getpauses/>'),
      request(3, loginAgent(ROSA)),
      request(4, command('pauseagent', ROSA, '<pause_type><![CDATA[4]]></pause_type>')),
      request(5, command('logoutagent', ROSA)),
      request(6, '<logout/>'),
    ];
    const bytes = Buffer.from(documents.join('<!-- between -->'));
    const whole = await server.dial();
    whole.send(bytes);
    await whole.closed;
    expect(whole.documents.length).toBe(10);
    for (let at = 1; at < bytes.length; at += 1) {
      const client = await server.dial();
      client.send(bytes.subarray(0, at));
      if (at % 64 === 0) await bystander.round();
      client.send(bytes.subarray(at));
      await client.closed;
      expect(client.documents).toEqual(whole.documents);
    }
    const dripping = await server.dial();
    for (const byte of bytes) await dripping.push(Uint8Array.of(byte));
    await dripping.closed;
    expect(dripping.documents).toEqual(whole.documents);
  }, 60_000);

  it.each<[string, string | Uint8Array]>([
    ['a DOCTYPE', '<!DOCTYPE r [<!ENTITY a "b">]><request id="1"><getrequestlist/></request>'],
    ['an entity that nobody declared', '<request id="1"><hold>&b;</hold></request>'],
    ['more than 4 KiB before the login', `<request>${'x'.repeat(4 * KIB)}</request>`],
    ['65 levels', nested(65)],
    ['invalid UTF-8', Buffer.from([0x3c, 0x72, 0xc3, 0x28])],
    ['UTF-16', Buffer.from('\ufeff<request id="1"/>', 'utf16le')],
    ['two roots in one', '<request id="1"><getrequestlist/></request></request>'],
    ['another root', '<response id="1"/>'],
    ['a NUL', '<request id="1"><getrequestlist/>\0</request>'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])],
  ])('%s: what was right before is answered, then 400 without id, then closed', async (_, bytes) => {
    const client = await server.dial();
    client.send(request(0, '<logout_/>'));
    client.send(bytes);
    client.send(request(2, '<getrequestlist/>'));
    await client.closed;
    expect(client.documents[0]).toContain('501');
    expect(client.documents.at(-1)).toBe(BAD_REQUEST);
    expect(client.documents.length).toBeLessThanOrEqual(3);
  });

  it('what strangers send wrong does not fill the log', async () => {
    for (let times = 0; times < 30; times += 1) {
      const client = await server.dial();
      client.send(`</${'q'.repeat(3_000)}>`);
      await client.closed;
      await bystander.round();
    }
    const line = { level: 'info', text: 'client sent no ECCP; closed' };
    expect(server.log).toMatchObject([line]);
    server.clock.advance(10_000);
    const client = await server.dial();
    client.send('junk');
    await client.closed;
    expect(server.log).toMatchObject([line, { ...line, detail: { unwritten: 29 } }]);
    expect(JSON.stringify(server.log).length).toBeLessThan(1_000);
  });

  it('1 MiB and 64 levels are within the limits, and 4 KiB before the login', async () => {
    const client = await server.dial();
    client.send(documentOf(4 * KIB));
    expect(await client.response()).toMatch(/^<response id="big"><failure><code>501/);
    await logIn(client);
    for (const document of [documentOf(MIB), nested(64)]) {
      client.send(document);
      expect(await client.response()).toMatch(/^<response id="(big|deep)"><failure><code>501/);
    }
    client.send(documentOf(MIB + 1));
    expect(await client.response()).toBe(BAD_REQUEST);
    await client.closed;
  });

  it('half documents of strangers take no memory to speak of, whatever they are made of', async () => {
    const made = ['<a/>', '<a b=""/>', '>', '&lt;', '<!---->', '<![CDATA[]]]]'];
    const strangers = await Promise.all(Array.from({ length: 60 }, () => server.dialRaw()));
    const closed = strangers.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const [index, socket] of strangers.entries()) {
      socket.on('error', () => {}).resume();
      socket.write(`<request id="1"><login>${(made[index % made.length] ?? '').repeat(20_000)}`);
    }
    while (server.listener.connections.size > 1) {
      await bystander.round();
      expect(server.listener.heldBytes).toBeLessThanOrEqual(60 * 4 * KIB);
      for (const socket of strangers) socket.end();
    }
    await Promise.all(closed);
    expect(server.listener.heldBytes).toBe(0);
  }, 60_000);

  it('half documents of clients take 16 MiB at most; the largest gives way, all others are served', async () => {
    const clients = await Promise.all(Array.from({ length: 40 }, async () => logIn(await server.dial())));
    const [small, ...large] = clients;
    small?.send(documentOf(500 * KIB).slice(0, -1));
    for (const [index, client] of large.entries()) {
      client.send(documentOf(1000 * KIB + index).slice(0, -1));
      await bystander.round();
      expect(server.listener.heldBytes).toBeLessThanOrEqual(16 * MIB);
    }
    await connections(server, 1 + 1 + 15);
    expect(server.log).toMatchObject([
      { level: 'warn', text: 'the documents of all clients take too much memory; the largest was cut' },
    ]);
    small?.send('>');
    expect(await small?.response()).toMatch(/^<response id="big"><failure><code>501/);
    for (const client of clients) client.stream.destroy();
    await connections(server, 1);
    expect(server.listener.heldBytes).toBe(0);
  }, 60_000);

  it('half a document and silence costs nothing but its own connection', async () => {
    const silent = await Promise.all(Array.from({ length: 50 }, () => server.dial()));
    for (const [index, client] of silent.entries()) client.send(request(1, LOGIN).slice(0, index + 5));
    await bystander.rounds(20);
    await connections(server, 51);
    for (const [index, client] of silent.entries()) {
      client.send(request(1, LOGIN).slice(index + 5));
      expect(await client.response()).toContain('<app_cookie>');
    }
    for (const client of silent) client.stream.destroy();
    await connections(server, 1);
  });

  it('an idle time-out, where one is configured, closes silent connections (D-12)', async () => {
    await using other = await TestServer.start({ limits: { idleTimeoutMs: 50 } });
    const client = await other.dial();
    client.send('<request id="1">');
    await client.closed;
    expect(client.documents).toEqual([]);
  });

  it('10 000 pipelined requests are all answered in order, a chunk of them in memory at a time', async () => {
    const client = await logIn(await server.dial());
    const [serving] = [...server.listener.connections].slice(-1);
    expect(serving).toBeDefined();
    const count = 10_000;
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, serving?.backlog ?? 0);
    }, 0);
    for (let id = 0; id < count; id += 100) {
      await client.push(Array.from({ length: 100 }, (_, at) => request(id + at, '<getpauses/>')).join(''));
      if (id % 1000 === 0) await bystander.round();
    }
    const ids: string[] = [];
    while (ids.length < count) {
      ids.push(/^<response id="(\d+)"/.exec(await client.response())?.[1] ?? 'event');
    }
    clearInterval(watch);
    expect(ids).toEqual(Array.from({ length: count }, (_, id) => String(id)));
    expect(peak).toBeLessThan(MIB);
  }, 60_000);

  it('a client that pipelines and never reads is stopped, then cut when events pour', async () => {
    const reader = await server.dialRaw();
    reader.pause();
    reader.on('error', () => {});
    const cut = new Promise((resolve) => reader.once('close', resolve));
    reader.write(request('login', LOGIN));
    const requests = request(1, '<getpauses/>').repeat(1000);
    const before = server.requests.length;
    // It writes as much as the server takes. Sooner or later neither side's buffers have room.
    let writing = 0;
    while (reader.writableLength < 4 * MIB && writing < 400) {
      writing += 1;
      reader.write(requests);
      await bystander.round();
    }
    const [stuck] = [...server.listener.connections].slice(-1);
    let served = server.requests.length;
    for (await bystander.rounds(20); server.requests.length - served > 20; await bystander.rounds(20)) {
      served = server.requests.length;
    }
    expect(served - before).toBeLessThan(writing * 1000);
    expect(stuck?.backlog).toBeLessThan(MIB);

    // Now events: the outbox grows to its bound and the client is cut; the others hear them all.
    const text = 'Agent/9999' as typeof ROSA;
    for (let poured = 0; stuck !== undefined && server.listener.connections.has(stuck); poured += 1) {
      for (let times = 0; times < 500; times += 1) {
        server.publish({ kind: 'agent-logged-out', agent: text });
      }
      expect(stuck.backlog).toBeLessThanOrEqual(2 * MIB);
      await bystander.round();
      expect(poured).toBeLessThan(200);
    }
    reader.resume();
    await cut;
    expect(server.log.map(({ text: line }) => line)).toEqual([
      'client does not read its events; connection cut',
    ]);
  }, 60_000);

  it('300 connections that open and die at random points disturb nobody and leave nothing behind', async () => {
    const script = Buffer.from(
      request(1, LOGIN) +
        request(2, loginAgent(LUIS)) +
        request(3, command('pauseagent', LUIS, '<pause_type>4</pause_type>')) +
        request(4, '<getpauses/>') +
        request(5, command('logoutagent', LUIS)) +
        request(6, '<logout/>'),
    );
    const random = seeded(7);
    const lives = Array.from({ length: 300 }, async (_, index) => {
      const socket = (await server.dialRaw()) as Socket;
      socket.on('error', () => {});
      if (random() < 0.5) socket.resume();
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(script.subarray(0, Math.floor(random() * script.length)));
      if (index % 3 !== 0) await new Promise((resolve) => setImmediate(resolve));
      if (random() < 0.3) socket.resetAndDestroy();
      else if (random() < 0.5) socket.destroy();
      else socket.resume().end();
      return closed;
    });
    await bystander.rounds(30);
    await Promise.all(lives);
    await connections(server, 1);
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);

  it('a storm of logins, right and wrong, on one connection and on many, reads the database once a second', async () => {
    const loads = server.storage.loads;
    server.clock.advance(1_000);
    const wrong = (id: number): string =>
      request(id, `<login><username>agentconsole</username><password>${id}</password></login>`);
    const clients = await Promise.all(Array.from({ length: 50 }, () => server.dial()));
    for (const client of clients) {
      client.send(Array.from({ length: 40 }, (_, id) => wrong(id)).join('') + request('end', LOGIN));
    }
    await bystander.rounds(10);
    for (const client of clients) {
      for (let count = 0; count < 40; count += 1) {
        expect(await client.response()).toContain('Invalid username or password');
      }
      expect(await client.response()).toContain('<app_cookie>');
      client.stream.destroy();
    }
    expect(server.storage.loads - loads).toBe(1);
  });

  it('connections beyond the limit are refused; the next one after somebody leaves is served', async () => {
    await using small = await TestServer.start({ maxConnections: 3 });
    const clients = [await small.dial(), await small.dial(), await small.dial()];
    for (const client of clients) await logIn(client);
    const refused = await small.dial();
    await refused.closed;
    expect(refused.documents).toEqual([]);
    expect(await clients[0]?.ask(1, '<logout/>')).toContain('<success/>');
    clients[0]?.stream.end();
    await connections(small, 2);
    await logIn(await small.dial());
  });

  it('a client that says goodbye and closes is forgotten at once, whatever it sent behind', async () => {
    const client = await logIn(await server.dial());
    client.send(request(1, '<logout/>') + request(2, '<getpauses/>').repeat(5000));
    await client.closed;
    client.stream.end();
    await connections(server, 1);
  }, 2_000);
});
