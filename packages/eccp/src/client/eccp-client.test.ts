import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeEvent } from '../messages/events.js';
import { failures } from '../messages/failures.js';
import { accepted, refused } from '../messages/request-outcome.js';
import { agentHash } from '../session/agent-hash.js';
import { FakeServer } from '../testing/fake-server.js';
import { type ConnectOptions, connect, type EccpClient } from './eccp-client.js';
import { EccpConnectionError, EccpLoginRefusedError, EccpTimeoutError } from './errors.js';

const OUT = { kind: 'agentloggedout', agent: 'Agent/412' } as const;

let server: FakeServer;
let client: EccpClient | undefined;

async function open(options: ConnectOptions = {}): Promise<EccpClient> {
  client = await connect({ port: server.port, user: 'agentconsole', password: 'agentconsole', ...options });
  return client;
}

beforeEach(async () => {
  server = await FakeServer.listen();
});

afterEach(async () => {
  await client?.close();
  client = undefined;
  await server.close();
});

describe('requests', () => {
  it('logs in with the md5 and acts for an agent with its hash', async () => {
    const opened = await open();
    let hash: string | undefined;
    server.handler = (request) => {
      hash = request.credentials?.agentHash;
      return accepted({});
    };
    expect(await opened.agent('Agent/412', '1234').hold()).toEqual(accepted({}));
    expect(hash).toBe(agentHash(opened.cookie ?? '', 'Agent/412', '1234'));
  });

  it('hands out refusals of both levels as values', async () => {
    const opened = await open();
    server.handler = () => refused(failures.extensionNotFound, 'logged-out');
    expect(await opened.agent('Agent/412', '1234').login('412')).toEqual({
      kind: 'refused',
      level: 'inner',
      failure: { code: 404, message: 'Specified extension not found' },
      status: 'logged-out',
    });
    const stranger = await connect({ port: server.port });
    expect(await stranger.agent('Agent/412', '1234').status()).toMatchObject({
      level: 'outer',
      failure: failures.unauthorized,
    });
    await stranger.close();
  });

  it('keeps the order of pipelined requests', async () => {
    const opened = await open();
    server.handler = (request) =>
      request.name === 'getpauses' ? accepted({ pauses: [] }) : accepted({ queues: ['9000'] });
    const answers = await Promise.all([
      opened.request('getpauses', {}),
      opened.request('getagentqueues', { agentNumber: 'Agent/412' }),
      opened.request('getpauses', {}),
    ]);
    expect(answers).toEqual([
      accepted({ pauses: [] }),
      accepted({ queues: ['9000'] }),
      accepted({ pauses: [] }),
    ]);
  });

  it('gives up after the deadline and matches what comes later', async () => {
    const opened = await open({ timeoutMs: 500 });
    server.handler = () => undefined;
    await expect(opened.request('getpauses', {}, { timeoutMs: 20 })).rejects.toBeInstanceOf(EccpTimeoutError);
    server.sendRaw('<response id="2"><getpauses_response/></response>');
    const abort = new AbortController();
    const aborted = opened.request('getpauses', {}, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(opened.connected).toBe(true);
  });

  it('takes in what the server has done although nobody waited for the answer', async () => {
    const opened = await open({ reconnect: { minMs: 1, maxMs: 10 } });
    server.handler = () => accepted({ pauses: [] });
    const abort = new AbortController();
    const { signal } = abort;
    const asked = [
      opened.request('filterbyagent', { agentNumber: 'Agent/412' }, { signal }),
      opened.request('callprogress', { enable: true }, { signal }),
    ];
    abort.abort(new Error('enough'));
    for (const one of asked) await expect(one).rejects.toThrow('enough');
    await opened.request('getpauses', {});
    const status = opened.status();
    server.received.length = 0;
    server.cut();
    for await (const { kind } of status) if (kind === 'connected') break;
    expect(server.received).toEqual(['login', 'filterbyagent', 'callprogress']);
  });

  it('rejects what is outstanding when the connection breaks', async () => {
    const opened = await open();
    server.handler = () => {
      server.cut();
      return undefined;
    };
    await expect(opened.request('getpauses', {})).rejects.toBeInstanceOf(EccpConnectionError);
    await expect(opened.request('getpauses', {})).rejects.toThrow('not connected');
  });

  it('drops a peer that breaks the protocol', async () => {
    const opened = await open();
    server.handler = () => {
      server.sendRaw('HTTP/1.1 400 Bad Request\r\n\r\n');
      return undefined;
    };
    await expect(opened.request('getpauses', {})).rejects.toThrow('does not speak ECCP');
  });
});

describe('connecting', () => {
  it('names the address and the cure when nothing listens', async () => {
    const { port } = server;
    await server.close();
    await expect(connect({ port })).rejects.toThrow(`tcp://127.0.0.1:${port}: (111) Connection refused`);
    server = await FakeServer.listen();
  });

  it('tells a refused login apart', async () => {
    const error = await open({ password: 'wrong' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EccpLoginRefusedError);
    expect(error).toMatchObject({ failure: failures.invalidCredentials });
  });

  it('can be given up', async () => {
    await expect(open({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(EccpConnectionError);
  });

  it('closes with a logout that is answered', async () => {
    const opened = await open();
    const events = opened.events();
    await opened.close();
    expect(server.received).toEqual(['login', 'logout']);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(await opened.events().next()).toEqual({ done: true, value: undefined });
  });
});

describe('events', () => {
  it('reach every reader, known and unknown ones', async () => {
    const opened = await open();
    const [one, other] = [opened.events(), opened.events()];
    server.send(OUT);
    server.sendRaw('<event><weather><sky>blue</sky></weather></event>');
    expect((await one.next()).value).toEqual(OUT);
    expect((await one.next()).value).toMatchObject({ kind: 'other', name: 'weather' });
    expect((await other.next()).value).toEqual(OUT);
  });

  it('are told from the first one on to a listener that is there before the connection', async () => {
    server.postscript = encodeEvent(OUT);
    server.handler = () => accepted({ pauses: [] });
    const heard: unknown[] = [];
    const opened = await open({ onEvent: (event) => heard.push(event) });
    expect(heard).toEqual([OUT]);
    await opened.request('getpauses', {});
    expect(heard).toEqual([OUT, OUT]);
  });

  it('end with the signal', async () => {
    const opened = await open();
    const abort = new AbortController();
    const events = opened.events({ signal: abort.signal });
    const next = events.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('end with an error for a reader that falls behind', async () => {
    const opened = await open();
    const events = opened.events();
    const fresh = opened.events();
    server.sendRaw(
      `${'<event><agentloggedout><agent>Agent/412</agent></agentloggedout></event>'.repeat(10_001)}`,
    );
    for (let count = 0; count < 10_000; count += 1) await fresh.next();
    let count = 0;
    const readAll = async () => {
      for await (const _ of events) count += 1;
    };
    await expect(readAll()).rejects.toThrow('more than 10000 events unread');
    expect(count).toBe(10_000);
  });

  it('end with the reason when the connection is lost for good', async () => {
    const opened = await open();
    const next = opened.events().next();
    server.cut();
    await expect(next).rejects.toBeInstanceOf(EccpConnectionError);
  });
});

describe('reconnecting', () => {
  it('restores login, filter and progress flag, and goes on with the events', async () => {
    const opened = await open({ reconnect: { minMs: 1, maxMs: 10 } });
    await opened.request('filterbyagent', { agentNumber: 'Agent/412' });
    await opened.request('callprogress', { enable: true });
    const events = opened.events();
    const status = opened.status();
    server.received.length = 0;
    server.cut();
    const kinds: string[] = [];
    for await (const now of status) {
      kinds.push(now.kind);
      // This server does not number its events.
      if (now.kind === 'connected') expect(now.gap).toBe(true);
      if (now.kind === 'connected') break;
    }
    expect(kinds).toEqual(['disconnected', 'reconnecting', 'connected']);
    expect(server.received).toEqual(['login', 'filterbyagent', 'callprogress']);
    server.send({ ...OUT, agent: 'Agent/413' });
    server.send(OUT);
    expect((await events.next()).value).toEqual(OUT);
  });

  it('lets nothing of others through before the filter is restored', async () => {
    const opened = await open({ reconnect: { minMs: 1, maxMs: 10 } });
    await opened.request('filterbyagent', { agentNumber: 'Agent/412' });
    const [events, status] = [opened.events(), opened.status()];
    server.postscript = encodeEvent({ ...OUT, agent: 'Agent/413' });
    server.cut();
    for await (const { kind } of status) if (kind === 'connected') break;
    server.send(OUT);
    expect((await events.next()).value).toEqual(OUT);
  });

  it('keeps trying while nobody listens, until it is closed', async () => {
    const opened = await open({ reconnect: { minMs: 1, maxMs: 2 } });
    const status = opened.status();
    const { port } = server;
    await server.close();
    let attempts = 0;
    for await (const now of status) {
      if (now.kind === 'reconnecting') attempts = now.attempt;
      if (attempts === 3) break;
    }
    server = await FakeServer.listen(undefined, port);
    const later = opened.status();
    for await (const now of later) if (now.kind === 'connected') break;
    expect(opened.connected).toBe(true);
  });

  it('stops when it is closed in between', async () => {
    const opened = await open({ reconnect: { minMs: 10_000, maxMs: 10_000 } });
    const status = opened.status();
    server.cut();
    for await (const now of status) if (now.kind === 'reconnecting') break;
    const end = opened.status();
    await opened.close();
    expect((await end.next()).value).toEqual({ kind: 'closed' });
    expect(server.connections).toBe(0);
  });
});

describe('following a server that does not number its events', () => {
  it('tells no state that was asked for before another filter', async () => {
    const agents = ['Agent/412', 'Agent/413'];
    server.handler = ({ name }) => {
      switch (name) {
        case 'getagentqueues':
          return accepted({ queues: [] });
        case 'getagentstatus':
          return accepted({ status: 'online' });
        case 'getmultipleagentqueues':
          return accepted({ agents: agents.map((agentNumber) => ({ agentNumber, queues: [] })) });
        case 'getmultipleagentstatus':
          return accepted({ agents: agents.map((agentNumber) => ({ agentNumber, status: 'offline' })) });
        default:
          return accepted({ agents: [] });
      }
    };
    // Its answer comes while the state of the agent that the event names is being read.
    const onEvent = (): void =>
      void client?.request('filterbyagent', { agentNumber: 'Agent/413' }).catch(() => {});
    const news = (await open({ onEvent })).follow();
    expect((await news.next()).value).toMatchObject({ kind: 'snapshot' });
    server.send(OUT);
    expect((await news.next()).value).toMatchObject({ kind: 'event', event: OUT });
    expect((await news.next()).value).toMatchObject({ kind: 'snapshot' });
  });
});
