import { ServerSession } from '@openeccp/eccp';
import { describe, expect, it, vi } from 'vitest';
import { silent } from '../testing/scripted-asterisk.js';
import { command, LUIS, loginAgent, ROSA, TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

/** The ids of the responses so far. */
function ids(client: WireClient): readonly string[] {
  return client.documents.flatMap((document) => /^<response id="([^"]*)"/.exec(document)?.[1] ?? []);
}

function requests(...commands: string[]): string {
  return commands.map((text, index) => `<request id="${index + 1}">${text}</request>`).join('');
}

describe('pipelined requests, D-19', () => {
  it('are answered in order, however long one takes, each in the light of those before it', async () => {
    await using server = await TestServer.start();
    server.asterisk.script = silent;
    const client = server.connect();
    client.send(
      requests(
        '<getpauses/>',
        '<login><username>agentconsole</username><password>agentconsole</password></login>',
        '<getpauses/>',
        loginAgent(ROSA),
        '<getpauses/>',
        '<dial/>',
        '<callprogress/>',
      ),
    );
    for (let count = 1; count <= 3; count += 1) await client.response();
    expect(client.documents.map((document) => document.slice(0, 40))).toMatchObject([
      expect.stringContaining('<failure><code>401'),
      expect.stringContaining('<login_response>'),
      expect.stringContaining('<getpauses_respo'),
    ]);
    await server.connect().ask('fence', '<getrequestlist/>');
    expect(ids(client)).toEqual(['1', '2', '3']);
    server.asterisk.agentDialsIn(ROSA);
    for (let count = 4; count <= 7; count += 1) await client.response();
    expect(ids(client)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('of one connection hold up nobody else', async () => {
    await using server = await TestServer.start();
    server.asterisk.script = silent;
    const [slow, quick] = [await server.loggedIn(), await server.loggedIn()];
    slow.send(requests(loginAgent(ROSA), '<getpauses/>'));
    expect(await quick.ask('q', '<callprogress/>')).toContain('<success/>');
    quick.send(requests(loginAgent(LUIS)));
    await server.connect().ask('fence', '<getrequestlist/>');
    server.asterisk.agentDialsIn(LUIS);
    expect(await quick.response()).toContain('logging');
    expect(ids(slow)).toEqual(['login']);
    // Nothing came of it: the floor's deadline answers, and the queue moves on.
    server.clock.advance(30_000);
    expect(await slow.response()).toContain('Failed to start login process on Asterisk');
    expect(await slow.response()).toContain('getpauses_response');
  });

  it('of a flood are answered by turns: whoever else asks waits for 500 of them at a time', async () => {
    await using server = await TestServer.start();
    const [flood, asker] = [await server.loggedIn(), await server.loggedIn()];
    flood.send(requests(...Array.from({ length: 2_000 }, () => '<callprogress/>')));
    expect(await asker.ask('q', '<getpauses/>')).toContain('<getpauses_response>');
    expect(server.requests.indexOf('getpauses')).toBeLessThanOrEqual(2 * 500);
    for (let count = 0; count < 2_000; count += 1) await flood.response();
    expect(ids(flood).slice(1)).toEqual(Array.from({ length: 2_000 }, (_, index) => String(index + 1)));
  });

  it('wait for no more than one chunk of a flood that asks for nothing', async () => {
    await using server = await TestServer.start();
    const [flood, asker] = [server.connect(), await server.loggedIn()];
    const received = vi.spyOn(ServerSession.prototype, 'receive');
    for (let chunk = 0; chunk < 50; chunk += 1) flood.send('<!---->\n'.repeat(8_192));
    expect(await asker.ask('q', '<getpauses/>')).toContain('<getpauses_response>');
    expect(received.mock.calls.length).toBeLessThanOrEqual(5);
    received.mockRestore();
    expect(await flood.ask('last', '<getrequestlist/>')).toContain('<response id="last">');
  });

  it('behind a logout are not carried out', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    client.send(requests('<getpauses/>', '<logout/>', loginAgent(ROSA), '<getpauses/>'));
    await client.closed;
    expect(ids(client)).toEqual(['login', '1', '2']);
    expect(server.asterisk.intents).toEqual([]);
  });

  it('behind a stream error are not read; those before it are answered first', async () => {
    await using server = await TestServer.start();
    server.asterisk.script = silent;
    const client = await server.loggedIn();
    client.send(`${requests(loginAgent(ROSA))}junk${requests('<getpauses/>')}`);
    await server.connect().ask('fence', '<getrequestlist/>');
    expect(ids(client)).toEqual(['login']);
    server.asterisk.agentDialsIn(ROSA);
    await client.closed;
    expect(client.documents.slice(1).map((document) => document.slice(0, 30))).toEqual([
      '<response id="1"><loginagent_r',
      `<event><agentloggedin><agent>A`,
      '<response><failure><code>400</',
    ]);
  });
});

describe('the end of a connection', () => {
  it.each([
    ['with more behind it', ['<callprogress/>']],
    ['as the last', []],
  ])(
    'half-closed by the client, a slow request %s: all is answered, then the server closes',
    async (_, more) => {
      await using server = await TestServer.start();
      server.asterisk.script = silent;
      const client = await server.loggedIn();
      client.send(requests('<getpauses/>', loginAgent(ROSA), ...more));
      client.stream.end();
      await server.connect().ask('fence', '<getrequestlist/>');
      server.asterisk.agentDialsIn(ROSA);
      await client.closed;
      expect(ids(client)).toEqual(['login', '1', '2', '3'].slice(0, 3 + more.length));
    },
  );

  it('half-closed in the middle of a document: closed without an answer to it', async () => {
    await using server = await TestServer.start();
    const client = await server.loggedIn();
    client.send(`${requests('<getpauses/>')}<request id="2"><getpau`);
    client.stream.end();
    await client.closed;
    expect(ids(client)).toEqual(['login', '1']);
  });

  it('cut while a request is carried out: it is carried out, those behind it are not', async () => {
    await using server = await TestServer.start();
    server.asterisk.script = silent;
    const client = await server.loggedIn();
    client.send(requests(loginAgent(ROSA), command('pauseagent', ROSA, '<pause_type>4</pause_type>')));
    const bystander = await server.loggedIn();
    client.stream.destroy();
    await bystander.arrived();
    server.asterisk.agentDialsIn(ROSA);
    expect(await bystander.arrived()).toHaveLength(1);
    expect(server.requests.filter((name) => name === 'pauseagent')).toEqual([]);
  });

  it('when the server stops: what was answered arrives, and nothing new is taken', async () => {
    const server = await TestServer.start();
    const client = await server.loggedIn();
    client.send(requests('<getpauses/>'));
    await client.response();
    await server.close();
    client.send(requests(loginAgent(ROSA)));
    await client.closed;
    expect(ids(client)).toEqual(['login', '1']);
    expect(server.asterisk.intents).toEqual([]);
  });

  it('events that wait behind an answer count as unread', async () => {
    await using server = await TestServer.start({ limits: { maxOutboxBytes: 4096 } });
    server.asterisk.script = silent;
    const client = await server.loggedIn();
    client.send(requests(loginAgent(ROSA)));
    const bystander = await server.loggedIn();
    for (let count = 0; count < 100; count += 1) {
      server.publish({ kind: 'agent-logged-out', agent: LUIS });
      await bystander.next();
    }
    await client.closed;
    expect(server.log).toMatchObject([{ level: 'warn', text: expect.stringContaining('does not read') }]);
  });
});
