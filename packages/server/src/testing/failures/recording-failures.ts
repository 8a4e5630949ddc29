import { and, away, loggedIn, refuses, talking } from '../situations.js';
import { command, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, type FailureCase } from './failure-case.js';

const MUTE_30 = '<timeout>30</timeout>';

/** Failures of `mixmonitormute`, `mixmonitorunmute` and `getchanvars` (ECCP §8.3). */
export const recordingFailures: readonly FailureCase[] = [
  ...(['mixmonitormute', 'mixmonitorunmute'] as const).flatMap((request): FailureCase[] => [
    { request, ...AMI, send: command(request, ROSA), arrange: and(talking, away) },
    ...(
      [
        ['not loaded', NEWCOMER, () => {}],
        ['not logged in', ROSA, () => {}],
        ['no call', ROSA, loggedIn],
      ] as const
    ).map(([when, agent, arrange]) => ({
      request,
      level: 'inner' as const,
      code: 417,
      message: 'Agent not in call',
      when,
      send: command(request, agent),
      arrange,
    })),
  ]),
  ...['0', '-5', 'soon', ''].map((timeout) => ({
    request: 'mixmonitormute' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Invalid timeout',
    when: `timeout "${timeout}", before the call is looked at`,
    send: command('mixmonitormute', ROSA, `<timeout>${timeout}</timeout>`),
  })),
  {
    request: 'mixmonitormute',
    level: 'inner',
    code: 500,
    message: 'Cannot mute agent call',
    when: 'Asterisk refuses',
    send: command('mixmonitormute', ROSA, MUTE_30),
    arrange: and(talking, refuses),
  },
  ...(
    [
      ['nothing is muted', talking],
      [
        'Asterisk refuses',
        and(
          talking,
          async (_, client) => void (await client.ask('mute', command('mixmonitormute', ROSA, MUTE_30))),
          refuses,
        ),
      ],
    ] as const
  ).map(([when, arrange]) => ({
    request: 'mixmonitorunmute' as const,
    level: 'inner' as const,
    code: 500,
    message: 'Cannot unmute agent call',
    when,
    send: command('mixmonitorunmute', ROSA),
    arrange,
  })),

  { request: 'getchanvars', ...AMI, send: command('getchanvars', ROSA), arrange: and(talking, away) },
  {
    request: 'getchanvars',
    ...AMI,
    when: 'Asterisk does not list the channel',
    send: command('getchanvars', ROSA),
    arrange: and(talking, (server) => {
      server.asterisk.variables = undefined;
    }),
  },
  ...(
    [
      [404, 'Specified agent not found', 'active but not loaded', NEWCOMER, () => {}],
      [417, 'Agent currently not logged in', 'not logged in', ROSA, () => {}],
      [417, 'Agent not in call', 'no call', ROSA, loggedIn],
    ] as const
  ).map(([code, message, when, agent, arrange]) => ({
    request: 'getchanvars' as const,
    level: 'inner' as const,
    code,
    message,
    when,
    send: command('getchanvars', agent),
    arrange,
  })),
];
