import type { AmiClient } from '@openeccp/ami';
import { describe, expect, it } from 'vitest';
import { AsteriskRegistrations, type Technology, technologyOf } from './registrations.js';

type Fields = Readonly<Record<string, string>>;

/** An Asterisk that gives one answer to everything: list items, one response, or none of them. */
function asked(answer: readonly Fields[] | Fields | string | undefined): AsteriskRegistrations {
  const messageOf = (fields: Fields) => ({ name: fields['Event'], get: (name: string) => fields[name] });
  const outcome = (): unknown => {
    if (answer === undefined) return { kind: 'timeout', afterMs: 1, sent: true };
    if (typeof answer === 'string') return { kind: 'error', message: answer };
    if (Array.isArray(answer)) return { kind: 'list', items: answer.map(messageOf) };
    return { kind: 'success', response: messageOf(answer as Fields) };
  };
  const ami = { list: async () => outcome(), action: async () => outcome() };
  return new AsteriskRegistrations(() => ami as unknown as AmiClient);
}

const contact = (Status: string): Fields => ({ Event: 'ContactStatusDetail', Status });
const endpoint: Fields = { Event: 'EndpointDetail', DeviceState: 'Not in use' };
const iax = (Status: string, IPaddress: string): Fields => ({ ObjectName: '412', Status, IPaddress });

describe('registrations as Asterisk tells them', () => {
  it.each<readonly [Technology, readonly Fields[] | Fields, boolean]>([
    ['PJSIP', [endpoint, contact('Reachable')], true],
    ['PJSIP', [endpoint, contact('NonQualified')], true],
    ['PJSIP', [endpoint, contact('Unreachable'), contact('Reachable')], true],
    ['PJSIP', [endpoint, contact('Unreachable')], false],
    ['PJSIP', [endpoint], false],
    ['SIP', { Status: 'OK (12 ms)', 'Address-IP': '10.0.0.1' }, true],
    ['SIP', { Status: 'LAGGED (2012 ms)', 'Address-IP': '10.0.0.1' }, true],
    ['SIP', { Status: 'Unmonitored', 'Address-IP': '10.0.0.1' }, true],
    ['SIP', { Status: 'Unmonitored', 'Address-IP': '(null)' }, false],
    ['SIP', { Status: 'UNREACHABLE', 'Address-IP': '10.0.0.1' }, false],
    ['SIP', { Status: 'UNKNOWN', 'Address-IP': '(null)' }, false],
    ['IAX2', [iax('OK (3 ms)', '127.0.0.1')], true],
    ['IAX2', [iax('Unmonitored', '(null)')], false],
    ['IAX2', [{ ...iax('OK (3 ms)', '127.0.0.1'), ObjectName: '4120' }], false],
  ])('%s %j: %s', async (technology, answer, registered) => {
    expect(await asked(answer).of(technology, '412')).toBe(registered ? 'registered' : 'not-registered');
  });

  it.each<Technology>(['PJSIP', 'SIP', 'IAX2'])('%s without an answer is not “no”', async (technology) => {
    expect(await asked(undefined).of(technology, '412')).toBe('no-answer');
    expect(await asked('Permission denied').of(technology, '412')).toBe('no-answer');
    expect(await asked('Peer 412 not found.').of(technology, '412')).toBe('not-registered');
    expect(await asked('Invalid/unknown command').of(technology, '412')).toBe('not-registered');
  });

  it('knows its technologies in any case', () => {
    expect(['pjsip', 'Sip', 'IAX2', 'DAHDI', 'constructor'].map(technologyOf)).toEqual([
      ...['PJSIP', 'SIP', 'IAX2'],
      ...[undefined, undefined],
    ]);
  });
});
