import { AsteriskRegistrations } from 'openeccp';
import { describe, expect, it } from 'vitest';
import type { Stage } from './stage.js';

/** Which phones can be called, asked of Asterisk itself. */
export function registrationScenarios(stage: () => Stage): void {
  describe('a phone', () => {
    it('is registered or not, whether Asterisk knows it, has no phone for it, or has not even the technology', async () => {
      const registrations = new AsteriskRegistrations(() => stage().telephony.client);
      const asked = [
        ['PJSIP', '101'],
        ['PJSIP', '106'],
        ['PJSIP', '7777'],
        ['SIP', '201'],
        ['SIP', '7777'],
        ['IAX2', '301'],
      ] as const;
      const told = asked.map(async ([technology, number]) => [
        `${technology}/${number}`,
        await registrations.of(technology, number),
      ]);
      expect(Object.fromEntries(await Promise.all(told))).toEqual({
        'PJSIP/101': 'registered',
        'PJSIP/106': 'not-registered',
        'PJSIP/7777': 'not-registered',
        'SIP/201': 'not-registered',
        'SIP/7777': 'not-registered',
        'IAX2/301': 'not-registered',
      });
    });
  });
}
