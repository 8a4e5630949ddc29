import { ownRequests, requestNames, requests } from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { logIn, ROSA, TestServer } from '../testing/test-server.js';

const BAD_REQUEST = '<response><failure><code>400</code><message>Bad request</message></failure></response>';

function outer(id: string, code: number, message: string): string {
  return `<response id="${id}"><failure><code>${code}</code><message>${message}</message></failure></response>`;
}

function inner(id: string, name: string, code: number, message: string): string {
  return `<response id="${id}"><${name}_response><failure><code>${code}</code><message>${message}</message></failure></${name}_response></response>`;
}

function hold(fields: string): string {
  return `<hold>${fields}</hold>`;
}

describe('the common checks, ECCP §4.2, row by row', () => {
  it.each([
    ['a wrong root', '<Request id="1"><logout/></Request>'],
    ['broken XML', '<request id="1"><logout></request>'],
    ['a DOCTYPE', '<!DOCTYPE request><request id="1"><logout/></request>'],
    ['text between documents', 'hello'],
  ])('row 1, %s: 400 without id, closed', async (_, bytes) => {
    await using server = await TestServer.start();
    const client = server.connect();
    client.send(`${bytes}<request id="2"><getrequestlist/></request>`);
    await client.closed;
    expect(client.documents).toEqual([BAD_REQUEST]);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['row 2, no command', '<request id="1"/>'],
    ['row 2, two commands', '<request id="1"><getpauses/><getpauses/></request>'],
    ['row 3, no id', '<request><getrequestlist/></request>'],
  ])('%s: 400 without id, open', async (_, bytes) => {
    await using server = await TestServer.start();
    const client = server.connect();
    client.send(bytes);
    expect(await client.response()).toBe(BAD_REQUEST);
    expect(await client.ask('next', '<dial/>')).toBe(outer('next', 501, 'Not Implemented'));
  });

  it('row 4, the database was never read: 500 before anything is said about the command', async () => {
    await using server = TestServer.unread();
    const client = server.connect();
    for (const command of ['<dial/>', '<getrequestlist/>', '<logout/>']) {
      expect(await client.ask('1', command)).toBe(outer('1', 500, 'Server error - database failure'));
    }
  });

  it('row 5, unknown commands: 501 before the login is asked for; names are case-sensitive', async () => {
    await using server = await TestServer.start();
    const client = server.connect();
    for (const command of ['<dial/>', '<GetPauses/>', '<constructor/>', '<a:b xmlns:a="c"/>']) {
      expect(await client.ask('a&amp;&quot;ñ', command)).toBe(
        outer('a&amp;&quot;&#xF1;', 501, 'Not Implemented'),
      );
    }
  });

  it('row 6, no session: 401; a failed login changes nothing', async () => {
    await using server = await TestServer.start();
    const client = server.connect();
    for (const command of ['<getpauses/>', '<loginagent/>', '<hold/>', '<filterbyagent/>']) {
      expect(await client.ask('', command)).toBe(outer('', 401, 'Unauthorized'));
    }
    const wrong = '<login><username>agentconsole</username><password>x</password></login>';
    expect(await client.ask(1, wrong)).toBe(inner('1', 'login', 401, 'Invalid username or password'));
    expect(await client.ask(2, '<getpauses/>')).toBe(outer('2', 401, 'Unauthorized'));
  });

  it('rows 7 to 10, the agent, before 500 No AMI connection and before the arguments', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    server.asterisk.down();
    expect(await client.ask(7, hold(''))).toBe(outer('7', 400, 'Bad request'));
    expect(await client.ask(8, hold('<agent_number>Agent 412</agent_number>'))).toBe(
      inner('8', 'hold', 417, 'Invalid agent number'),
    );
    expect(await client.ask(9, hold('<agent_number>Agent/999</agent_number>'))).toBe(
      inner('9', 'hold', 404, 'Specified agent not found'),
    );
    const agent = `<agent_number>${ROSA}</agent_number>`;
    for (const hash of ['', '<agent_hash/>', '<agent_hash>9f8ee06c82e6096a295c0047cb221a77</agent_hash>']) {
      expect(await client.ask(10, `<pauseagent>${agent}${hash}</pauseagent>`)).toBe(
        inner('10', 'pauseagent', 401, 'Unauthorized agent'),
      );
    }
    const hash = '<agent_hash>9f8ee06c82e6096a295c0047cb221a78</agent_hash>';
    expect(await client.ask(11, `<pauseagent>${agent}${hash}</pauseagent>`)).toBe(
      outer('11', 500, 'No AMI connection'),
    );
    server.asterisk.up();
    expect(await client.ask(12, `<pauseagent>${agent}${hash}</pauseagent>`)).toBe(
      outer('12', 400, 'Bad request'),
    );
  });

  it('row 10, a hash proves its own session alone', async () => {
    await using server = await TestServer.start();
    const agent = `<agent_number>${ROSA}</agent_number>`;
    const hash = '<agent_hash>9f8ee06c82e6096a295c0047cb221a78</agent_hash>';
    const client = await server.loggedIn();
    expect(await client.ask(1, `<pingagent>${agent}${hash}</pingagent>`)).toBe(
      '<response id="1"><pingagent_response><success/></pingagent_response></response>',
    );
    server.cookie = 'another';
    const other = await logIn(server.connect());
    expect(await other.ask(1, `<pingagent>${agent}${hash}</pingagent>`)).toBe(
      inner('1', 'pingagent', 401, 'Unauthorized agent'),
    );
  });

  it('row 11, the database fails while a login is looked up: 503, open, and known accounts still get in', async () => {
    await using server = await TestServer.start();
    const client = server.connect();
    server.storage.failure = new Error('connection lost');
    server.clock.advance(1_000);
    const unknown = '<login><username>new</username><password>x</password></login>';
    expect(await client.ask(1, unknown)).toBe(outer('1', 503, 'Internal server error - database failure'));
    await logIn(client);
  });

  it('row 12, a handler dies, at once or later: 503 without id, closed; everybody else goes on', async () => {
    const CRASH =
      '<response><failure><code>503</code><message>Internal server error - worker crash while handling request</message></failure></response>';
    await using server = await TestServer.start();
    const bystander = await server.loggedIn();
    for (const command of [
      () => {
        throw new Error('a bug');
      },
      () => Promise.reject(new Error('a bug')),
    ]) {
      const client = await server.loggedIn();
      server.command = command;
      const ping = `<pingagent><agent_number>${ROSA}</agent_number><agent_hash>9f8ee06c82e6096a295c0047cb221a78</agent_hash></pingagent>`;
      client.send(`<request id="1">${ping}</request><request id="2"><getrequestlist/></request>`);
      await client.closed;
      expect(client.documents.slice(1)).toEqual([CRASH]);
    }
    expect(server.log.filter(({ level }) => level === 'error')).toMatchObject([
      { detail: { request: 'pingagent', id: '1' } },
      { detail: { request: 'pingagent', id: '1' } },
    ]);
    expect(await bystander.ask(1, '<callprogress/>')).toContain('<success/>');
  });
});

describe('the common checks, whatever the request', () => {
  const ofClass = (...classes: readonly string[]) =>
    requestNames.filter((name) => classes.includes(requests[name].authorisation));

  it.each(ofClass('session', 'agent', 'agent-own-check'))('%s without a session, row 6', async (name) => {
    await using server = await TestServer.start({ settings: { extended: ownRequests.has(name) } });
    expect(await server.connect().ask(6, `<${name}/>`)).toBe(outer('6', 401, 'Unauthorized'));
  });

  it.each(ofClass('agent'))('%s without proof of an agent, rows 7 to 10', async (name) => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    const ask = (row: number, agent: string): Promise<string> =>
      client.ask(row, `<${name}>${agent}</${name}>`);
    expect(await ask(7, '')).toBe(outer('7', 400, 'Bad request'));
    expect(await ask(8, '<agent_number>x</agent_number>')).toBe(
      inner('8', name, 417, 'Invalid agent number'),
    );
    expect(await ask(9, '<agent_number>Agent/999</agent_number>')).toBe(
      inner('9', name, 404, 'Specified agent not found'),
    );
    expect(await ask(10, `<agent_number>${ROSA}</agent_number>`)).toBe(
      inner('10', name, 401, 'Unauthorized agent'),
    );
  });
});
