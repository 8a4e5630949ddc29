import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AmiFieldError } from './ami-field.js';
import { encodeVariable, parseVariables } from './variable.js';

test('a value stays one value, whatever is in it', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ',', '"', '\\', '(', ')', '[', ']', '=', ' '),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const headers = [encodeVariable('A', a), encodeVariable('__B', b)];
      expect([...parseVariables(headers)]).toEqual([
        ['A', a],
        ['__B', b],
      ]);
      expect([...parseVariables([headers.join(',')])]).toEqual([
        ['A', a],
        ['__B', b],
      ]);
    }),
  );
});

test('reads what other clients write', () => {
  expect([...parseVariables(['A=1,B="x,y",C=f(1,2)', 'D', 'E='])]).toEqual([
    ['A', '1'],
    ['B', 'x,y'],
    ['C', 'f(1,2)'],
    ['E', ''],
  ]);
});

test.each(['CALLERID(name)', '_A', '__B2'])('sets %s', (name) => {
  expect(encodeVariable(name, 'x')).toBe(`${name}=x`);
});

test.each(['', 'A=B', 'A,B', 'A B', 'SHELL(rm)x', 'A(', 'A($B)'])('refuses to set %j', (name) => {
  expect(() => encodeVariable(name, 'x')).toThrow(AmiFieldError);
});
