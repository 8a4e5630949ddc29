import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmiFieldError } from './ami-field.js';
import { checkSyntax } from './field-syntax.js';

describe('the form of a value', () => {
  it.each([
    ['Channel', 'PJSIP/412-00000a1f'],
    ['Channel', 'Local/412@agents-0000001f;1'],
    ['Channel', 'Local/5550171@from-internal/n'],
    ['Channel', 'SIP/my trunk-00000001'],
    ['Channel', 'SIP/[2001:db8::1]-0000001f'],
    ['Channel', 'Local/1,2@x (a & b)-00000001;2'],
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
    expect(() => checkSyntax('Redirect', [[name, value]])).not.toThrow();
  });

  it.each([
    ['Channel', '/PJSIP.*/'],
    ['Channel', 'PJSIP/1\t2'],
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
    expect(() => checkSyntax('Redirect', [[name, value]])).toThrow(AmiFieldError);
  });

  it.each(['PJSIP/5550171@trunk', 'SIP/trunk.example/5550171', 'Local/412@agents/n'])(
    'what is dialled may be %s',
    (value) => {
      expect(() => checkSyntax('Originate', [['Channel', value]])).not.toThrow();
    },
  );

  it.each(['PJSIP/1&PJSIP/2', 'Local/1@x,2', 'SIP/my trunk', '412', ''])(
    'what is dialled may not be %s',
    (value) => {
      expect(() => checkSyntax('Originate', [['channel', value]])).toThrow(AmiFieldError);
    },
  );

  it('is never shown in the error', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (value) => {
        try {
          checkSyntax('Originate', [['Channel', value]]);
        } catch (error) {
          expect(String(error)).not.toContain(value);
        }
      }),
    );
  });
});
