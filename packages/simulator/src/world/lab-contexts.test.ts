import { describe, expect, it } from 'vitest';
import { lab } from '../testing/lab.js';

/** What `Originate` learns from each test number within ten seconds: `Response` and `Reason`. */
const TEST_NUMBERS: readonly (readonly [device: string, outcome: string])[] = [
  ['Local/answer-60@phones', 'Success 4'],
  ['Local/ring-5-60@phones', 'Success 4'],
  ['Local/ring-15-60@phones', ''],
  ['Local/silent-60@phones/n', 'Success 4'],
  ['Local/caller-60@phones/n', 'Success 4'],
  ['Local/busy@phones', 'Failure 5'],
  ['Local/congestion@phones', 'Failure 8'],
  ['Local/reject@phones', 'Failure 0'],
  ['Local/invalid@phones', 'Failure 0'],
  ['Local/noanswer@phones', ''],
  ['Local/nothere@phones', 'Failure 0'],
  ['Local/5500001@customers', 'Success 4'],
  ['Local/5600001@customers', 'Success 4'],
  ['Local/5700001@customers', 'Failure 5'],
  ['Local/5800001@customers', ''],
  ['Local/5900001@customers', 'Failure 8'],
  ['Local/5400001@customers', 'Success 4'],
  ['PJSIP/5551234@trunk', 'Success 4'],
  ['PJSIP/101', 'Success 4'],
  ['PJSIP/105', 'Failure 0'],
  ['PJSIP/999', 'Failure 0'],
  ['SIP/101', 'Failure 0'],
];

describe('the test numbers of the lab', () => {
  for (const [device, outcome] of TEST_NUMBERS) {
    it(`${device}: ${outcome || 'rings on'}`, () => {
      const { place, clock, take } = lab();
      place(device, '*97');
      clock.advance(10_000);
      const response = take().find((line) => line.startsWith('OriginateResponse'));
      expect(response?.split(' ').slice(2).join(' ') ?? '').toBe(outcome);
    });
  }

  it('dials from one extension to another', () => {
    const { hands, clock, channel } = lab();
    hands.phoneDials('101', '102');
    clock.advance(1_000);
    expect(channel('PJSIP/101').bridge?.channels).toContain(channel('PJSIP/102'));
    hands.agentPhoneHangsUp('102');
    expect(() => channel('PJSIP/101')).toThrow();
  });

  it('hangs up on whoever dials a phone that is not there', () => {
    const { hands, clock, take } = lab();
    hands.phoneDials('101', '105');
    clock.advance(1_000);
    expect(take()).toEqual(['Newchannel PJSIP/101-0', 'Hangup PJSIP/101-0 3']);
  });
});
