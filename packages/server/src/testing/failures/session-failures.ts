import { BAD, type FailureCase } from './failure-case.js';

/** Failures of ECCP §8.1, and of what goes beyond it. */
export const sessionFailures: readonly FailureCase[] = [
  { request: 'login', ...BAD, when: 'no password', send: '<login><username>a</username></login>' },
  { request: 'login', ...BAD, when: 'no user name', send: '<login><password>a</password></login>' },
  {
    request: 'login',
    level: 'inner',
    code: 401,
    message: 'Invalid username or password',
    when: 'the password is wrong',
    send: '<login><username>agentconsole</username><password/></login>',
  },
  { request: 'filterbyagent', ...BAD, when: 'no agent', send: '<filterbyagent/>' },
  {
    request: 'filterbyagent',
    level: 'inner',
    code: 417,
    message: 'Invalid agent number',
    when: 'badly formed',
    send: '<filterbyagent><agent_number>Any</agent_number></filterbyagent>',
  },
  {
    request: 'resumeevents',
    ...BAD,
    when: 'a number of no run',
    settings: { extended: true },
    send: '<resumeevents><since>17</since></resumeevents>',
  },
];
