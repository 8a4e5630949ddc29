import { scheduled } from '../outgoing-calls.js';
import {
  and,
  away,
  consulting,
  external,
  held,
  loggedIn,
  refuses,
  reread,
  talking,
  withoutParking,
} from '../situations.js';
import { command, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, type FailureCase, NOT_OURS } from './failure-case.js';

/** Failures of `hangup`, `hold` and `unhold` (ECCP §8.3). */
export const holdFailures: readonly FailureCase[] = [
  { request: 'hangup', ...AMI, send: command('hangup', ROSA), arrange: and(talking, away) },
  ...(
    [
      ['not loaded', NEWCOMER, undefined],
      ['not logged in', ROSA, undefined],
      ['no call', ROSA, loggedIn],
    ] as const
  ).map(([when, agent, arrange]) => ({
    request: 'hangup' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Agent not in call',
    when,
    send: command('hangup', agent),
    ...(arrange === undefined ? {} : { arrange }),
  })),
  ...(
    [
      ['Asterisk refuses', talking],
      ['Asterisk refuses to end the attempt of a scheduled call', scheduled],
      ['Asterisk refuses to join the customer with whom the agent consulted', consulting],
    ] as const
  ).map(([when, arrange]) => ({
    request: 'hangup' as const,
    level: 'inner' as const,
    code: 500,
    message: 'Cannot hangup agent call',
    when,
    send: command('hangup', ROSA),
    arrange: and(arrange, refuses),
  })),

  ...(['hold', 'unhold'] as const).flatMap((request): FailureCase[] => [
    { request, ...AMI, send: command(request, ROSA), arrange: and(talking, away) },
    { request, ...NOT_OURS, when: 'not loaded (D-03)', send: command(request, NEWCOMER) },
    { request, ...NOT_OURS, when: 'not logged in (D-03)', send: command(request, ROSA) },
    {
      request,
      ...NOT_OURS,
      when: 'dialled in by phone (D-03)',
      send: command(request, ROSA),
      arrange: external,
    },
    {
      request,
      level: 'inner',
      code: 500,
      message: 'Parked call extension is disabled',
      when: 'no parking lot, before the call is looked at (D-05)',
      send: command(request, ROSA),
      arrange: and(loggedIn, withoutParking),
    },
  ]),
  ...(
    [
      ['no call', loggedIn],
      ['on hold already', held],
    ] as const
  ).map(([when, arrange]) => ({
    request: 'hold' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Agent currenty not handling a call',
    when: `${when} (D-04)`,
    send: command('hold', ROSA),
    arrange,
  })),
  {
    request: 'hold',
    level: 'inner',
    code: 500,
    message: 'Unable to start agent hold - No such channel',
    when: 'Asterisk refuses',
    send: command('hold', ROSA),
    arrange: and(talking, refuses),
  },
  {
    request: 'hold',
    level: 'inner',
    code: 500,
    message: 'Unable to start agent hold',
    when: 'no break of kind H is active',
    send: command('hold', ROSA),
    arrange: and(talking, reread({ breaks: [] })),
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 417,
    message: 'Agent currenty handling a call',
    when: 'talking (D-06)',
    send: command('unhold', ROSA),
    arrange: talking,
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 417,
    message: 'Agent not in call',
    when: 'no call',
    send: command('unhold', ROSA),
    arrange: loggedIn,
  },
  {
    request: 'unhold',
    level: 'inner',
    code: 500,
    message: 'Unable to stop agent hold',
    when: 'Asterisk refuses',
    send: command('unhold', ROSA),
    arrange: and(held, refuses),
  },
];
