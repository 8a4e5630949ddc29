import { describe, expect, it } from 'vitest';
import { trunkOf } from './call.js';

describe('trunkOf', () => {
  it.each([
    ['PJSIP/trunk-0000001c', 'PJSIP/trunk'],
    ['SIP/my-carrier-0000001C', 'SIP/my-carrier'],
    ['DAHDI/1-1', 'DAHDI/1'],
    ['IAX2/carrier', 'IAX2/carrier'],
    ['Local/9000@from-internal-00000003;2', ''],
  ])('%s → %j', (channel, trunk) => {
    expect(trunkOf(channel)).toBe(trunk);
  });
});
