import { away } from '../situations.js';
import { NEWCOMER, ROSA } from '../test-server.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

/** Failures of the requests that read agents (ECCP §8.2). */
export const statusFailures: readonly FailureCase[] = [
  {
    request: 'getagentstatus',
    ...AMI,
    send: '<getagentstatus/>',
    arrange: away,
  },
  { request: 'getagentstatus', ...BAD, when: 'no agent', send: '<getagentstatus/>' },
  ...['Agent412', 'Agent/999', NEWCOMER].map((name) => ({
    request: 'getagentstatus' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Invalid agent number',
    when: `${name} (D-01)`,
    status: 'offline',
    send: `<getagentstatus><agent_number>${name}</agent_number></getagentstatus>`,
  })),
  { request: 'getmultipleagentstatus', ...AMI, send: '<getmultipleagentstatus/>', arrange: away },
  { request: 'getmultipleagentstatus', ...BAD, when: 'no list', send: '<getmultipleagentstatus/>' },
  { request: 'getmultipleagentqueues', ...AMI, send: '<getmultipleagentqueues/>', arrange: away },
  { request: 'getmultipleagentqueues', ...BAD, when: 'no list', send: '<getmultipleagentqueues/>' },
  ...(
    [
      ['getmultipleagentstatus', 417, 'Invalid agent number', undefined, [ROSA, 'Agent/999', 'Agent412']],
      ['getmultipleagentstatus', 404, 'Specified agent not found', undefined, [NEWCOMER, 'Agent/999', ROSA]],
      ['getmultipleagentstatus', 404, 'Invalid agent number', 'offline', [ROSA, NEWCOMER]],
      ['getmultipleagentqueues', 417, 'Invalid agent number', undefined, [ROSA, 'Agent/999', 'Agent412']],
      ['getmultipleagentqueues', 404, 'Specified agent not found', undefined, ['Agent/999', ROSA]],
    ] as const
  ).map(([request, code, message, status, names]) => ({
    request,
    level: 'inner' as const,
    code,
    message,
    when: names.join(', '),
    ...(status === undefined ? {} : { status }),
    send: `<${request}><agents>${names.map((name) => `<agent_number>${name}</agent_number>`).join('')}</agents></${request}>`,
  })),

  { request: 'getagentqueues', ...AMI, send: '<getagentqueues/>', arrange: away },
  { request: 'getagentqueues', ...BAD, when: 'no agent', send: '<getagentqueues/>' },
  ...['x', 'Agent/999'].map((name) => ({
    request: 'getagentqueues' as const,
    level: 'inner' as const,
    code: 404,
    message: 'Specified agent not found',
    when: name,
    send: `<getagentqueues><agent_number>${name}</agent_number></getagentqueues>`,
  })),
];
