import { expect, it } from 'vitest';
import { command, loginAgent, ROSA, TestServer } from '../testing/test-server.js';

it('dumpstatus writes a line for the whole, for each agent and for each call, and no secret', async () => {
  await using server = await TestServer.start();
  const client = await server.loggedIn();
  await client.ask(1, loginAgent(ROSA));
  server.asterisk.callerJoins('c1');
  server.asterisk.connects('c1', ROSA);
  await client.ask(2, command('hold', ROSA));
  server.log.length = 0;
  expect(await client.ask(3, '<dumpstatus/>')).toBe(
    '<response id="3"><dumpstatus_response><success/></dumpstatus_response></response>',
  );
  expect(server.log.map(({ level, text }) => `${level} ${text}`)).toEqual([
    'info state of the floor',
    ...['info agent', 'info agent', 'info agent'],
    'info call',
  ]);
  const [whole, rosa, luis, , call] = server.log.map(({ detail }) => detail);
  expect(whole).toEqual({ telephony: 'up', agents: 3, calls: 1, queues: ['9000'], breaks: 4 });
  expect(rosa).toMatchObject({
    agent: ROSA,
    status: 'paused',
    presence: 'logged-in',
    origin: 'eccp',
    extension: 'PJSIP/412',
    hold: server.clock.now(),
    call: 'c1',
  });
  expect(luis).toEqual({
    agent: 'Agent/413',
    status: 'offline',
    presence: 'logged-out',
    memberships: [],
    assigned: [],
  });
  expect(call).toMatchObject({ call: 'c1', kind: 'incoming', row: 1, phase: 'held', agent: ROSA });
  expect(JSON.stringify(server.log)).not.toMatch(/1234|eccpPassword|5550171/);
});
