import { describe, expect, it } from 'vitest';
import { failures } from '../messages/failures.js';
import { accepted, refused } from '../messages/request-outcome.js';
import { ServerSession, type ServerTask } from './server-session.js';

const D = '<?xml version="1.0"?>\n';
const BAD_REQUEST = `${D}<response><failure><code>400</code><message>Bad request</message></failure></response>\n`;

function outer(id: string, code: number, message: string): string {
  return `${D}<response id="${id}"><failure><code>${code}</code><message>${message}</message></failure></response>\n`;
}

function receive(session: ServerSession, text: string): ServerTask | undefined {
  session.receive(Buffer.from(text));
  return session.next();
}

function loggedIn(): ServerSession {
  const session = new ServerSession();
  session.logIn({ user: 'agentconsole', cookie: '0f53c1f2f7b84f0e9a6f6a9be1b0c77d' });
  return session;
}

describe('common checks, ECCP §4.2', () => {
  it('row 1: a stream error is answered without id and closes', () => {
    const session = new ServerSession();
    expect(receive(session, '<Request/>')).toMatchObject({ kind: 'close', document: BAD_REQUEST });
    expect(session.closed).toBe(true);
    expect(receive(session, '<request id="1"><getrequestlist/></request>')).toBeUndefined();
  });

  it.each([
    '<request id="1"/>',
    '<request id="1">text</request>',
    '<request id="1"><hold/><unhold/></request>',
    '<request><getrequestlist/></request>',
  ])('rows 2 and 3: %s', (document) => {
    const session = new ServerSession();
    expect(receive(session, document)).toEqual({ kind: 'send', document: BAD_REQUEST });
    expect(session.closed).toBe(false);
    expect(receive(session, '<request id="2"><logout/></request>')).toMatchObject({ kind: 'request' });
  });

  it('row 4 comes before row 5, row 5 before row 6', () => {
    const session = new ServerSession();
    session.receive(Buffer.from('<request id="a"><dial/></request><request id="b"><dial/></request>'));
    expect(session.next({ databaseUp: false })).toEqual({
      kind: 'send',
      document: outer('a', 500, 'Server error - database failure'),
    });
    expect(session.next()).toEqual({ kind: 'send', document: outer('b', 501, 'Not Implemented') });
    expect(receive(session, '<request id="c"><GetPauses/></request>')).toMatchObject({
      document: outer('c', 501, 'Not Implemented'),
    });
    expect(receive(session, '<request id="d"><constructor/></request>')).toMatchObject({
      document: outer('d', 501, 'Not Implemented'),
    });
  });

  it('row 6: everything of class session and agent needs a login', () => {
    const session = new ServerSession();
    expect(receive(session, '<request id=""><getpauses/></request>')).toMatchObject({
      document: outer('', 401, 'Unauthorized'),
    });
    expect(receive(session, '<request id="2"><loginagent/></request>')).toMatchObject({
      document: outer('2', 401, 'Unauthorized'),
    });
  });

  it('rows 7 and 8: the agent of class agent is checked for form', () => {
    const session = loggedIn();
    expect(receive(session, '<request id="1"><hold/></request>')).toMatchObject({
      document: outer('1', 400, 'Bad request'),
    });
    expect(
      receive(session, '<request id="2"><hold><agent_number> Agent/412</agent_number></hold></request>'),
    ).toMatchObject({
      document: `${D}<response id="2"><hold_response><failure><code>417</code><message>Invalid agent number</message></failure></hold_response></response>\n`,
    });
    expect(
      receive(session, '<request id="3"><hold><agent_number>Agent/412</agent_number></hold></request>'),
    ).toMatchObject({ request: { credentials: { agentNumber: 'Agent/412', agentHash: undefined } } });
  });

  it('row 12: a crash is answered without id, drops the session and closes', () => {
    const session = loggedIn();
    const task = receive(session, '<request id="1"><getpauses/></request>');
    if (task?.kind !== 'request') throw new Error('no request');
    expect(session.crash(task.request)).toEqual({
      document: `${D}<response><failure><code>503</code><message>Internal server error - worker crash while handling request</message></failure></response>\n`,
      close: true,
    });
    expect(session.state.login).toBeUndefined();
  });
});

describe('memory', () => {
  const half = (bytes: number): string => `<request id="1"><login>${'<a/>'.repeat(bytes / 4)}`;

  it('a client that has not logged in may send small documents alone, one that has may send large ones', () => {
    const stranger = new ServerSession();
    expect(receive(stranger, half(4_000))).toBeUndefined();
    expect(stranger.heldBytes).toBe(half(4_000).length);
    expect(receive(stranger, '<a/>'.repeat(100))).toMatchObject({ kind: 'close', document: BAD_REQUEST });
    expect(stranger.heldBytes).toBe(0);
    const user = loggedIn();
    expect(receive(user, half(1_000_000))).toBeUndefined();
    expect(receive(user, '</login></request>')).toMatchObject({ kind: 'request' });
  });

  it('a document counts until its request is answered', () => {
    const session = loggedIn();
    const text = '<request id="1"><getpauses/></request>';
    const task = receive(session, text);
    if (task?.kind !== 'request') throw new Error('no request');
    expect(session.heldBytes).toBe(text.length);
    session.answer(task.request, accepted({ pauses: [] }));
    expect(session.heldBytes).toBe(0);
  });
});

describe('order, D-19', () => {
  it('hands out one request at a time and asks for no more meanwhile', () => {
    const session = new ServerSession();
    const task = receive(session, '<request id="1"><logout/></request><request id="2"><logout/></request>');
    expect(task).toMatchObject({ kind: 'request', request: { id: '1' } });
    expect(session.next()).toBeUndefined();
    expect(session.wantsMore).toBe(false);
  });

  it('works off 10 000 pipelined requests, judging each by the session as it is then', () => {
    const session = new ServerSession();
    session.receive(Buffer.from('<request id="0"><login><username/><password/></login></request>'));
    const login = session.next();
    if (login?.kind !== 'request') throw new Error('no request');
    const many = Array.from({ length: 10_000 }, (_, n) => `<request id="${n}"><getpauses/></request>\n`);
    session.receive(Buffer.from(many.join('')));
    session.logIn({ user: 'x', cookie: 'y' });
    session.answer(login.request, accepted({ cookie: 'y' }));
    const ids: string[] = [];
    for (let task = session.next(); task !== undefined; task = session.next()) {
      if (task.kind !== 'request') throw new Error(task.kind);
      ids.push(task.request.id);
      session.answer(task.request, accepted({ pauses: [] }));
    }
    expect(ids).toEqual(many.map((_, n) => String(n)));
    expect(session.wantsMore).toBe(true);
  });

  it('answers the documents before a stream error first', () => {
    const session = new ServerSession();
    const first = receive(session, '<request id="1"><getrequestlist/></request>junk<request id="2"/>');
    if (first?.kind !== 'request') throw new Error('no request');
    expect(session.next()).toBeUndefined();
    session.answer(first.request, accepted({ requests: ['login'] }));
    expect(session.next()).toMatchObject({ kind: 'close', document: BAD_REQUEST });
    expect(session.next()).toBeUndefined();
  });

  it('refuses an answer to a request that is not outstanding', () => {
    const session = new ServerSession();
    const task = receive(session, '<request id="1"><getrequestlist/></request>');
    if (task?.kind !== 'request') throw new Error('no request');
    session.answer(task.request, accepted({ requests: [] }));
    expect(() => session.answer(task.request, accepted({ requests: [] }))).toThrow('not the outstanding one');
  });
});

describe('session data, ECCP §5.2 and §6.1', () => {
  it('logout is answered, then closes and forgets the session', () => {
    const session = loggedIn();
    const task = receive(session, '<request id="88"><logout/></request>');
    if (task?.kind !== 'request') throw new Error('no request');
    expect(session.answer(task.request, accepted({}))).toEqual({
      document: `${D}<response id="88"><logout_response><success/></logout_response></response>\n`,
      close: true,
    });
    expect(session.wantsEvent({ kind: 'agentloggedout', agent: 'Agent/412' })).toBe(false);
  });

  it('a refusal with status puts the status first', () => {
    const session = loggedIn();
    const task = receive(
      session,
      '<request id="6"><loginagent><agent_number>Agent/412</agent_number></loginagent></request>',
    );
    if (task?.kind !== 'request') throw new Error('no request');
    expect(session.answer(task.request, refused(failures.extensionNotFound, 'logged-out')).document).toBe(
      `${D}<response id="6"><loginagent_response><status>logged-out</status><failure><code>404</code><message>Specified extension not found</message></failure></loginagent_response></response>\n`,
    );
  });

  it('the filter holds back other agents, the flag alone decides about progress', () => {
    const session = new ServerSession();
    const out = { kind: 'agentloggedout', agent: 'Agent/413' } as const;
    const progress = {
      kind: 'callprogress',
      retry: 0,
      entryTime: '2024-03-01 10:00:07',
      newStatus: 'OnQueue',
      id: 1,
      campaignType: 'incoming',
      callId: 1,
    } as const;
    expect(session.wantsEvent(out)).toBe(false);
    session.logIn({ user: 'x', cookie: 'y' });
    expect([session.wantsEvent(out), session.wantsEvent(progress)]).toEqual([true, false]);
    session.filterByAgent('Agent/412');
    session.enableProgress(true);
    session.logIn({ user: 'z', cookie: 'w' });
    expect([session.wantsEvent(out), session.wantsEvent(progress)]).toEqual([false, true]);
    session.filterByAgent('any');
    expect(session.wantsEvent(out)).toBe(true);
  });
});
