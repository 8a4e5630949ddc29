import type { CallAgainResult } from '@openeccp/core';
import { selling } from '../outgoing-calls.js';
import { and, away, external, loggedIn, type Situation, talking } from '../situations.js';
import { command, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, BAD, type FailureCase, NOT_OURS } from './failure-case.js';

const TODAY = {
  date_init: '2026-03-01',
  date_end: '2026-03-01',
  time_init: '09:00:00',
  time_end: '12:00:59',
};

/** A schedule that differs in this from one that is good; an empty text leaves the child out. */
function schedule(differs: Partial<typeof TODAY> = {}): string {
  const children = Object.entries({ ...TODAY, ...differs }).map(([name, text]) =>
    text === '' ? '' : `<${name}>${text}</${name}>`,
  );
  return `<schedule>${children.join('')}</schedule>`;
}

/** What becomes of a customer that is to be called again. */
const again =
  (result: CallAgainResult): Situation =>
  (server) => {
    server.calls.again = () => result;
  };

const BAD_SCHEDULE: readonly (readonly [message: string, args: string])[] = [
  ...Object.keys(TODAY).map((name) => ['incomplete schedule', schedule({ [name]: '' })] as const),
  ['same-agent requires schedule', '<sameagent>1</sameagent>'],
  ['invalid new phone', '<newphone>555-0171</newphone>'],
  ['invalid new phone', `${schedule({ date_init: 'x' })}<newphone/>`],
  ['invalid date_init', schedule({ date_init: '2026-02-30', date_end: 'x' })],
  ['invalid date_end', schedule({ date_end: '01/03/2026', time_init: 'x' })],
  ['invalid time_init', schedule({ time_init: '24:00:00', time_end: 'x' })],
  ['invalid time_end', schedule({ time_end: '12:00' })],
  ['date_init before current date', schedule({ date_init: '2026-02-28' })],
  ['date_init before current date', schedule({ date_end: '2026-02-28' })],
];

/** ECCP §8.3 schedulecall */
export const scheduleFailures: readonly FailureCase[] = [
  { request: 'schedulecall', ...AMI, send: command('schedulecall', ROSA), arrange: and(selling, away) },
  {
    request: 'schedulecall',
    ...BAD,
    when: 'a call of another type, before the agent is looked at',
    send: command('schedulecall', NEWCOMER, '<campaign_type>incoming</campaign_type><call_id>51</call_id>'),
  },
  { request: 'schedulecall', ...NOT_OURS, when: 'not loaded', send: command('schedulecall', NEWCOMER) },
  {
    request: 'schedulecall',
    level: 'inner',
    code: 417,
    message: 'Agent currently not logged in',
    when: 'not logged in, before the schedule is looked at',
    send: command('schedulecall', ROSA, '<schedule/>'),
  },
  ...BAD_SCHEDULE.map(([message, args]) => ({
    request: 'schedulecall' as const,
    level: 'inner' as const,
    code: 400,
    message: `Bad request: ${message}`,
    when: `${args}, before the call is looked at`,
    send: command('schedulecall', ROSA, args),
    arrange: external,
  })),
  ...(
    [
      ['no call', loggedIn],
      ['an incoming call', talking],
      ['a named call that is not there, and no other', and(loggedIn, again('call-unknown'))],
      ['the call has gone from the database', and(selling, again('call-unknown'))],
    ] as const
  ).map(([when, arrange]) => ({
    request: 'schedulecall' as const,
    level: 'inner' as const,
    code: 417,
    message: 'Not in outgoing call',
    when,
    send: command(
      'schedulecall',
      ROSA,
      when.startsWith('a named')
        ? '<campaign_type>outgoing</campaign_type><call_id>99</call_id>'
        : schedule(),
    ),
    arrange,
  })),
  ...(
    [
      ['days-outside-campaign', 'Supplied date range outside campaign range'],
      ['times-outside-campaign', 'Supplied time range outside campaign range'],
      ['duplicate', 'Found duplicate scheduled call'],
    ] as const
  ).map(([result, message]) => ({
    request: 'schedulecall' as const,
    level: 'inner' as const,
    code: 417,
    message,
    when: result,
    send: command('schedulecall', ROSA, schedule()),
    arrange: and(selling, again(result)),
  })),
  {
    request: 'schedulecall',
    level: 'inner',
    code: 500,
    message: 'Failed to insert scheduled call',
    when: 'the database does not take it',
    send: command('schedulecall', ROSA, schedule()),
    arrange: and(selling, (server) => {
      server.calls.fails = new Set(['callAgain']);
    }),
  },
];
