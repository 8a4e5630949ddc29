import type { AgentName } from '@openeccp/core';
import { lineOf } from '../scripted-asterisk.js';
import { and, away, luisLoggedIn, refuses, reread, type Situation, talking } from '../situations.js';
import { ANA, command, LUIS, NEWCOMER, ROSA, type TestServer } from '../test-server.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

/** A pool agent and a callback agent whose names hold no number. */
const NAMED = 'Agent/luz' as AgentName;
const NAMED_PHONE = 'PJSIP/luz' as AgentName;

const joinsQueue = (server: TestServer, agent: AgentName, ringing = false): void =>
  server.asterisk.report({
    kind: 'memberships',
    agent,
    memberships: new Map([['9000', { paused: false, ringing }]]),
  });

/** Everybody of the database, and those two. */
const hired: Situation = (server, client) => {
  const more = [NAMED, NAMED_PHONE].map((name, index) => ({ rowId: 20 + index, name, displayName: 'Luz' }));
  const assignments = new Map([[NAMED_PHONE, new Map([['9000', 0]])]]);
  return reread({ agents: [...server.storage.rows.agents, ...more], assignments })(server, client);
};

/** Luis and Ana talk too, and Ana's customer is on its way to Luis. */
const onItsWayToLuis: Situation = async (server, client) => {
  await luisLoggedIn(server, client);
  joinsQueue(server, ANA);
  server.asterisk.callerJoins('c2');
  server.asterisk.connects('c2', ANA);
  expectDone(await client.ask('first', transfer(ANA, LUIS)));
};

function expectDone(answer: string): void {
  if (!answer.includes('<success/>')) throw new Error(answer);
}

function transfer(agent: AgentName, target: string): string {
  return command('transfercallagent', agent, `<target_agent_number>${target}</target_agent_number>`);
}

/** Failures of `transfercallagent` (ECCP §8.6). */
export const agentTransferFailures: readonly FailureCase[] = [
  { request: 'transfercallagent', ...AMI, send: transfer(ROSA, LUIS), arrange: and(talking, away) },
  { request: 'transfercallagent', ...BAD, when: 'no target', send: command('transfercallagent', ROSA) },
  ...(
    [
      [404, 'Target agent not found', 'badly formed, before the agent is looked at', NEWCOMER, 'Agent413'],
      [404, 'Specified agent not found', 'active but not loaded', NEWCOMER, LUIS],
      [417, 'Agent not in call', 'not in a call, before the target is looked at', ROSA, 'Agent/999'],
    ] as const
  ).map(([code, message, when, agent, target]) => ({
    request: 'transfercallagent' as const,
    level: 'inner' as const,
    code,
    message,
    when,
    send: transfer(agent, target),
  })),
  ...(
    [
      [
        404,
        'Target agent not found | Agente destino no encontrado',
        'nobody has that name',
        'Agent/999',
        and(),
      ],
      [
        404,
        'Target agent not found | Agente destino no encontrado',
        'active but not loaded',
        NEWCOMER,
        and(),
      ],
      [
        409,
        'Transfer to target agent already in progress | Transferencia al agente destino ya en progreso',
        'another customer is on the way to the target',
        LUIS,
        onItsWayToLuis,
      ],
      [417, 'Target agent is not logged in | Agente destino no está conectado', 'logged out', LUIS, and()],
      [
        417,
        'Target agent is busy | Agente destino está ocupado',
        'the target is the agent itself',
        ROSA,
        and(),
      ],
      [
        417,
        'Target agent is on pause | Agente destino está en pausa',
        'the target is in a break',
        LUIS,
        and(luisLoggedIn, async (_, client) =>
          expectDone(await client.ask('break', command('pauseagent', LUIS, '<pause_type>4</pause_type>'))),
        ),
      ],
      [
        417,
        'Target agent is on pause | Agente destino está en pausa',
        'the target is kept free for a scheduled call',
        LUIS,
        and(luisLoggedIn, (server) =>
          server.runtime.submit({
            kind: 'reservations',
            until: new Map([[LUIS, server.clock.now() + 60_000]]),
          }),
        ),
      ],
      [
        417,
        'Target agent device is busy | Es: Dispositivo del agente destino ocupado ',
        'a queue rings the target',
        LUIS,
        and(luisLoggedIn, (server) => joinsQueue(server, LUIS, true)),
      ],
      [
        417,
        'Target agent device is busy | Dispositivo del agente destino ocupado ',
        'the phone of the target is in use',
        LUIS,
        and(luisLoggedIn, (server) => {
          server.asterisk.script = (intent) =>
            intent.kind === 'redirect'
              ? [{ ...intent, kind: 'redirect-answered', result: 'device-busy', message: 'in use' }]
              : [];
        }),
      ],
      [
        500,
        'Internal communication error | Error interno de comunicación',
        'the server is stopping',
        LUIS,
        (server: TestServer) => server.runtime.close(),
      ],
      [
        500,
        'Cannot determine target agent extension',
        'a callback agent whose phone has no number',
        NAMED_PHONE,
        and(hired, (server) => joinsQueue(server, NAMED_PHONE)),
      ],
      [
        500,
        'Cannot determine agent number',
        'a pool agent whose name holds no number',
        NAMED,
        and(hired, (server) =>
          server.asterisk.report({ kind: 'agent-in', agent: NAMED, channel: lineOf(NAMED) }),
        ),
      ],
      [500, 'Unable to transfer call to agent', 'Asterisk refuses', LUIS, and(luisLoggedIn, refuses)],
    ] as const
  ).map(([code, message, when, target, arrange]) => ({
    request: 'transfercallagent' as const,
    level: 'inner' as const,
    code,
    message,
    when,
    send: transfer(ROSA, target),
    arrange: and(talking, arrange),
  })),
];
