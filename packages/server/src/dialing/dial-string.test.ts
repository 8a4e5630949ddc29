import { describe, expect, it } from 'vitest';
import { dialString } from './dial-string.js';

describe('a campaign’s trunk, dialer.md §7', () => {
  it.each([
    [undefined, 'Local/5550171@from-internal'],
    ['', 'Local/5550171@from-internal'],
    ['PJSIP/carrier', 'PJSIP/5550171@carrier'],
    ['SIP/carrier', 'SIP/carrier/5550171'],
    ['DAHDI/g1', 'DAHDI/g1/5550171'],
    ['Local/$OUTNUM$@my-context', 'Local/5550171@my-context'],
    ['PJSIP/9$OUTNUM$@trunk', 'PJSIP/95550171@trunk'],
  ])('%s is dialled as %s', (trunk, dial) => {
    expect(dialString(trunk, '5550171', 'from-internal')).toEqual({ kind: 'dial', dial });
  });

  it.each([
    ['PJSIP/a,b', '5550171'],
    ['carrier', '5550171'],
    ['$OUTNUM$', '5550171'],
    ['Local/$OUTNUM$@x\r\nAction: y', '5550171'],
    [undefined, '+1 555'],
    [undefined, ''],
  ])('%j with number %j can’t be dialled', (trunk, number) => {
    expect(dialString(trunk, number, 'from-internal')).toMatchObject({ kind: 'unusable' });
  });
});
