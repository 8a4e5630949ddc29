import { parseAgentName } from '@openeccp/core';
import { until } from '../lab/deadline.js';
import { PASSWORD, SPARE_PHONE } from './play/cast.js';
import { LOGGED_IN } from './play/lines.js';
import type { Scenario, Step } from './play/scenario.js';
import { hears, loginRequest, logsIn, rings } from './play/steps.js';

const NOTHING = { calls: [], audit: [], current: [] };
const NOT_STARTED = 'loginagent: 500 Failed to start login process on Asterisk';

/** Known to Asterisk, but no phone is plugged in. */
const UNREGISTERED = '110';

/** A new agent, whom no queue knows. */
const isHired: Step = async ({ server, cast, wire }) => {
  const name = parseAgentName(cast.agent.name);
  if (name === undefined) throw new Error(`${cast.agent.name} is no agent`);
  await server.storage.addAgent({
    name,
    displayName: 'Irene Salas',
    phonePassword: PASSWORD,
    eccpPassword: PASSWORD,
  });
  await wire.ask('refreshagents');
  await until('the new agent being known', 10_000, () =>
    server.server.floor.agents.has(name) ? true : undefined,
  );
};

/** What `loginagent` comes to when it does not come to a login (ECCP §8.2, telephony.md §4.1). */
export const logins: readonly Scenario[] = [
  {
    title: 'a second agent on the same phone is refused',
    casts: ['pool', 'callback', 'callback with a pool colleague'],
    arrange: [logsIn()],
    act: [(stage) => loginRequest('colleague', stage.cast.agent.extension)(stage)],
    hears: [NOT_STARTED],
    leaves: { calls: [], audit: [LOGGED_IN], current: [] },
  },
  {
    title: 'a phone that is not registered',
    casts: ['pool'],
    arrange: [],
    act: [loginRequest('agent', UNREGISTERED), hears('agentfailedlogin')],
    hears: ['loginagent: logging', 'agentfailedlogin'],
    leaves: NOTHING,
  },
  {
    title: 'the phone is put down instead of answered, after others asked for the same',
    casts: ['pool'],
    arrange: [loginRequest('agent', SPARE_PHONE), rings(SPARE_PHONE)],
    act: [
      loginRequest('agent', SPARE_PHONE),
      loginRequest(),
      ({ backend }) => backend.phoneHangsUp(SPARE_PHONE),
      hears('agentfailedlogin'),
      logsIn(),
    ],
    hears: [
      'loginagent: logging',
      'loginagent: 409 Specified agent already connected to extension: 104',
      'agentfailedlogin',
      'loginagent: logging',
      'agentloggedin',
    ],
    leaves: { ...NOTHING, audit: [LOGGED_IN] },
  },
  {
    title: 'a callback agent without a queue',
    casts: ['callback without a queue'],
    arrange: [isHired],
    act: [loginRequest()],
    hears: [NOT_STARTED],
    leaves: NOTHING,
  },
];
