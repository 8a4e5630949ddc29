import { type Duplex, duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../messages/events.js';
import { accepted } from '../messages/request-outcome.js';
import { Random } from '../testing/random.js';
import { type ClientItem, ClientSession } from './client-session.js';
import { ServerSession } from './server-session.js';

const EVENT = { kind: 'agentloggedin', agent: 'Agent/412', queues: ['9000'] } as const;

/** Answers everything on its end of the pair; an event precedes each answer. */
function serve(stream: Duplex): ServerSession {
  const session = new ServerSession();
  stream.on('data', (chunk: Buffer) => {
    session.receive(chunk);
    for (let task = session.next(); task !== undefined; task = session.next()) {
      if (task.kind !== 'request') {
        stream.write(task.document);
        continue;
      }
      const { request } = task;
      if (request.name === 'login') session.logIn({ user: 'x', cookie: 'y' });
      if (session.wantsEvent(EVENT)) stream.write(encodeEvent(EVENT));
      const reply =
        request.name === 'login' ? { cookie: 'y' } : request.name === 'getpauses' ? { pauses: [] } : {};
      const { document, close } = session.answer(request, accepted(reply));
      stream.write(document);
      if (close) stream.end();
    }
  });
  return session;
}

describe('client and server session over a pair of streams', () => {
  it.each([1, 2, 3])('understand each other in any segmentation (seed %d)', async (seed) => {
    const random = new Random(seed);
    const [near, far] = duplexPair();
    serve(far);
    const client = new ClientSession();
    const documents = [
      client.request('getpauses', {}),
      client.request('login', { username: 'ñandú', password: '<&>"' }),
      client.request('getpauses', {}),
      client.request('logout', {}),
    ].map((request) => request.document);
    const bytes = Buffer.from(documents.join(''));
    for (let at = 0; at < bytes.length; ) {
      const length = 1 + random.below(9);
      near.write(bytes.subarray(at, at + length));
      at += length;
    }
    const items: ClientItem[] = [];
    for await (const chunk of near) {
      for (const byte of chunk as Buffer) items.push(...client.receive(Uint8Array.of(byte)));
    }
    expect(items).toMatchObject([
      { kind: 'response', id: '1', outcome: { kind: 'refused', level: 'outer', failure: { code: 401 } } },
      { kind: 'event', event: EVENT },
      { kind: 'response', id: '2', outcome: accepted({ cookie: 'y' }) },
      { kind: 'event', event: EVENT },
      { kind: 'response', id: '3', outcome: accepted({ pauses: [] }) },
      { kind: 'event', event: EVENT },
      { kind: 'response', id: '4', outcome: accepted({}) },
    ]);
    expect(client.cookie).toBe('y');
    expect(client.outstanding).toBe(0);
  });
});

describe('ClientSession', () => {
  it.each([
    ['<response id="1"/>', 'a response to no request'],
    ['<event/>', 'an event document without exactly one event'],
    ['<request/>', 'unexpected root element request'],
  ])('refuses %s', (text, reason) => {
    const client = new ClientSession();
    expect(client.receive(Buffer.from(text))).toEqual([{ kind: 'fatal', reason }]);
    expect(client.receive(Buffer.from('<event><a/></event>'))).toEqual([]);
  });

  it('refuses responses out of order or to something else', () => {
    const outOfOrder = new ClientSession();
    outOfOrder.request('logout', {});
    outOfOrder.request('getpauses', {});
    expect(
      outOfOrder.receive(Buffer.from('<response id="2"><getpauses_response/></response>')),
    ).toMatchObject([{ kind: 'fatal' }]);
    const other = new ClientSession();
    other.request('hold', { agentNumber: 'Agent/412' });
    expect(other.receive(Buffer.from('<response id="1"><unhold_response/></response>'))).toMatchObject([
      { kind: 'fatal' },
    ]);
  });

  it('takes a failure without id as the answer that is due', () => {
    const client = new ClientSession();
    client.request('logout', {});
    const text = '<response><failure><code>400</code><message>Bad request</message></failure></response>';
    expect(client.receive(Buffer.from(text))).toMatchObject([
      { kind: 'response', id: '1', outcome: { kind: 'refused', level: 'outer', failure: { code: 400 } } },
    ]);
  });
});
