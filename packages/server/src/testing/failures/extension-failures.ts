import { away } from '../situations.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

/** ECCP §8.6 getextensionstatus */
export const extensionFailures: readonly FailureCase[] = [
  { request: 'getextensionstatus', ...AMI, send: '<getextensionstatus/>', arrange: away },
  {
    request: 'getextensionstatus',
    ...AMI,
    when: 'Asterisk does not answer',
    send: '<getextensionstatus><extension>PJSIP/412</extension></getextensionstatus>',
    arrange: (server) => {
      server.registration = 'no-answer';
    },
  },
  { request: 'getextensionstatus', ...BAD, when: 'no extension', send: '<getextensionstatus/>' },
  ...['412', 'PJSIP/', 'PJSIP/412a', ' PJSIP/412', ''].map((extension) => ({
    request: 'getextensionstatus' as const,
    level: 'outer' as const,
    code: 400,
    message: 'Invalid extension format',
    when: `extension "${extension}"`,
    send: `<getextensionstatus><extension>${extension}</extension></getextensionstatus>`,
  })),
];
