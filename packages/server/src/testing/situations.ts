import type { Input } from '@openeccp/core';
import { expect } from 'vitest';
import { lineOf, refusing } from './scripted-asterisk.js';
import { command, LUIS, loginAgent, ROSA, type TestServer } from './test-server.js';
import type { WireClient } from './wire-client.js';

/** Brings a server into a state, by what a client asks and by what Asterisk reports. */
export type Situation = (server: TestServer, client: WireClient) => void | Promise<void>;

/** Asterisk is lost. */
export const away: Situation = (server) => server.asterisk.down();

/** Asterisk carries out nothing from now on. */
export const refuses: Situation = (server) => {
  server.asterisk.script = refusing;
};

/** Rosa is logged in. */
export const loggedIn: Situation = async (_, client) => {
  expect(await client.ask('login', loginAgent(ROSA))).toContain('logging');
};

/** Luis is logged in. */
export const luisLoggedIn: Situation = async (_, client) => {
  expect(await client.ask('login', loginAgent(LUIS))).toContain('logging');
};

/** Rosa has dialled in by herself. */
export const external: Situation = (server) => server.asterisk.agentDialsIn(ROSA);

/** Rosa talks to the caller `c1` of queue 9000. */
export const talking: Situation = async (server, client) => {
  await loggedIn(server, client);
  server.asterisk.callerJoins('c1');
  server.asterisk.connects('c1', ROSA);
};

/** Rosa talks to a customer who is known only by a Local channel. */
export const localCustomer: Situation = async (server, client) => {
  await loggedIn(server, client);
  const customer = { name: 'Local/5550171@from-internal-00000001;1', uniqueid: 'c1' };
  server.asterisk.callerJoins('c1', { customer });
  server.asterisk.connects('c1', ROSA);
};

/** A queue rings Rosa's phone. */
export const rings: Situation = (server) =>
  server.asterisk.report({
    kind: 'memberships',
    agent: ROSA,
    memberships: new Map([['9000', { paused: false, ringing: true }]]),
  });

/** Rosa talks to extension 505 while her caller waits. */
export const consulting: Situation = async (server, client) => {
  await talking(server, client);
  const answer = await client.ask('consult', command('atxfercall', ROSA, '<extension>505</extension>'));
  expect(answer).toContain('<success/>');
};

/** Rosa's caller waits in the parking lot. */
export const held: Situation = async (server, client) => {
  await talking(server, client);
  expect(await client.ask('hold', command('hold', ROSA))).toContain('<success/>');
};

/** Asterisk has Rosa and no parking lot. */
export const withoutParking: Situation = (server) =>
  server.asterisk.up({ parking: false, agents: new Map([[ROSA, lineOf(ROSA)]]) });

/** The database was read again and differs in this from what it was. Callback agents have no queues. */
export function reread(rows: Partial<Omit<Input & { kind: 'directory' }, 'kind'>>): Situation {
  return (server) => {
    const { agents, breaks, queues } = server.storage.rows;
    server.runtime.submit({
      kind: 'directory',
      agents,
      breaks,
      queues,
      assignments: new Map(),
      ...rows,
    });
  };
}

/** The floor has queue 9000 with an incoming campaign that is open. */
export const campaignOpen: Situation = (server, client) => {
  const windows = [{ from: server.clock.now() - 3_600_000, until: server.clock.now() + 3_600_000 }];
  return reread({ queues: [{ rowId: 1, name: '9000', campaigns: [{ id: 7, windows }] }] })(server, client);
};

/** Something happens between the look that a handler takes at the floor and its command. */
export function meanwhile(happens: Situation): Situation {
  return (server, client) => {
    const { command: carryOut } = server;
    server.command = async (wish) => {
      await happens(server, client);
      return carryOut(wish);
    };
  };
}

/** One after another. */
export function and(...steps: readonly Situation[]): Situation {
  return async (server, client) => {
    for (const step of steps) await step(server, client);
  };
}
