import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmiFieldError } from './ami-field.js';
import { checkSyntax } from './field-syntax.js';

describe('the form of a value', () => {
  it.each([
    ['Channel', 'PJSIP/412-00000a1f'],
    ['Channel', 'Local/412@agents-0000001f;1'],
    ['Channel', 'Local/5550171@from-internal/n'],
    ['Channel', 'PJSIP/5550171@trunk'],
    ['Channel', 'SIP/trunk.example/5550171'],
    ['Channel', 'DAHDI/i1/5551234-1'],
    ['ExtraChannel', 'IAX2/peer-1234'],
    ['Interface', 'Agent/412'],
    ['Context', 'from-internal'],
    ['Exten', '*72'],
    ['Priority', '1'],
    ['Variable', 'DIALPLAN_EXISTS(from-internal,505,1)'],
    ['Variable', 'DEVICE_STATE(PJSIP/101)'],
    ['Variable', 'MIXMONITOR_FILENAME'],
    ['Variable', '__NAME=\\(\\"x\\"\\)'],
    ['Reason', 'anything, (really)'],
  ])('%s may be %s', (name, value) => {
    expect(() => checkSyntax([[name, value]])).not.toThrow();
  });

  it.each([
    ['Channel', '/PJSIP.*/'],
    ['Channel', 'PJSIP/1&PJSIP/2'],
    ['Channel', 'Local/1@x,2'],
    ['channel', ''],
    ['Channel', '412'],
    ['Interface', 'PJSIP/1 2'],
    ['Context', 'a,b'],
    ['Exten', '1,2'],
    ['Exten', '${SHELL(id)}'],
    ['Priority', '1,Hangup'],
    ['Timeout', '-1'],
    ['Peer', '1 load'],
    ['Variable', 'SHELL(id)(x)'],
    ['Variable', 'DIALPLAN_EXISTS(a,${SHELL(id)},1)'],
    ['Variable', 'a b=1'],
  ])('%s may not be %s', (name, value) => {
    expect(() => checkSyntax([[name, value]])).toThrow(AmiFieldError);
  });

  it('is never shown in the error', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (value) => {
        try {
          checkSyntax([['Channel', value]]);
        } catch (error) {
          expect(String(error)).not.toContain(value);
        }
      }),
    );
  });
});
