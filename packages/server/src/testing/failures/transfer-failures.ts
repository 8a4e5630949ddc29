import { and, away, held, localCustomer, loggedIn, refuses, talking } from '../situations.js';
import { command, NEWCOMER, ROSA } from '../test-server.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

const TO_505 = '<extension>505</extension>';

/** Failures of `transfercall` and `atxfercall` (ECCP §8.3). */
export const transferFailures: readonly FailureCase[] = [
  ...(['transfercall', 'atxfercall'] as const).flatMap((request): FailureCase[] => [
    { request, ...AMI, send: command(request, ROSA, TO_505), arrange: and(talking, away) },
    { request, ...BAD, when: 'no extension', send: command(request, ROSA), arrange: talking },
    ...['', '50a', '5 0', '*70'].map((extension) => ({
      request,
      ...BAD,
      when: `extension "${extension}"`,
      send: command(request, ROSA, `<extension>${extension}</extension>`),
      arrange: talking,
    })),
    {
      request,
      level: 'inner',
      code: 500,
      message: 'Unable to transfer call',
      when: 'Asterisk refuses',
      send: command(request, ROSA, TO_505),
      arrange: and(talking, refuses),
    },
  ]),
  {
    request: 'transfercall',
    level: 'inner',
    code: 404,
    message: 'Specified agent not found',
    when: 'active but not loaded',
    send: command('transfercall', NEWCOMER, TO_505),
  },
  ...(
    [
      ['not logged in', () => {}],
      ['no call', loggedIn],
    ] as const
  ).flatMap(([when, arrange]): FailureCase[] => [
    {
      request: 'transfercall',
      level: 'inner',
      code: 417,
      message: 'Agent not in call',
      when,
      send: command('transfercall', ROSA, TO_505),
      arrange,
    },
    {
      request: 'atxfercall',
      level: 'inner',
      code: 404,
      message: 'Specified agent not found',
      when,
      send: command('atxfercall', ROSA, TO_505),
      arrange,
    },
  ]),
  {
    request: 'atxfercall',
    level: 'inner',
    code: 417,
    message: 'Agent not in call',
    when: 'the customer is on hold',
    send: command('atxfercall', ROSA, TO_505),
    arrange: held,
  },
  {
    request: 'atxfercall',
    level: 'inner',
    code: 500,
    message: 'Unable to transfer call',
    when: 'the customer is known only by a Local channel (D-17)',
    send: command('atxfercall', ROSA, TO_505),
    arrange: localCustomer,
  },
  {
    request: 'atxfercall',
    level: 'inner',
    code: 500,
    message: 'No caller channel found',
    when: 'the same in the extended profile (D-17)',
    settings: { extended: true },
    send: command('atxfercall', ROSA, TO_505),
    arrange: localCustomer,
  },
];
