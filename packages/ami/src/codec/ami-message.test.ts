import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmiMessage } from './ami-message.js';

describe('lookup', () => {
  const message = AmiMessage.parse(
    'Event: Newchannel\r\nUniqueID: 1\r\nUniqueid: 2\r\nVariable: a=1\r\nvariable: b=2',
  );

  test('ignores case and takes the first', () => {
    expect(message.get('uniqueid')).toBe('1');
    expect(message.get('Uniqueid')).toBe('1');
    expect(message.get('Channel')).toBeUndefined();
  });

  test('repeated headers are kept in order', () => {
    expect(message.getAll('Variable')).toEqual(['a=1', 'b=2']);
    expect(message.getAll('Channel')).toEqual([]);
  });
});

test('received or built, a message answers alike', () => {
  const name = fc.constantFrom('Event', 'event', 'Variable', 'VARIABLE', 'Uniqueid', 'X', '');
  const value = fc.string({ unit: fc.constantFrom('a', ':', ' ', 'é', '\r'), maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, value), { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      (fields, lineEnd) => {
        const text = fields.map(([field, content]) => `${field}: ${content}|`).join(lineEnd);
        const built = new AmiMessage(fields.map(([field, content]) => [field, `${content}|`]));
        for (const asked of ['event', 'Variable', 'uniqueid', 'x', '', 'missing']) {
          const parsed = AmiMessage.parse(text);
          expect(parsed.get(asked)).toBe(built.get(asked));
          expect(parsed.getAll(asked)).toEqual(built.getAll(asked));
          expect(AmiMessage.parse(text).name).toBe(built.name);
          expect(parsed.fields).toEqual(built.fields);
          expect(parsed.get(asked)).toBe(built.get(asked));
        }
      },
    ),
  );
});

describe('kind', () => {
  const cases = [
    ['Event: OriginateResponse\r\nResponse: Failure', 'event', 'OriginateResponse'],
    ['event: AgentLogin\nAgent: 412', 'event', 'AgentLogin'],
    ['Event:AgentLogin', 'event', 'AgentLogin'],
    ['Response: Error\r\nMessage: Missing action', 'response', 'Error'],
    ['ActionID: 4\r\nAction: Ping', 'action', 'Ping'],
    ['No queues.', 'other', ''],
  ] as const;

  test.each(cases)('%j is %s %s', (text, kind, name) => {
    const parsed = AmiMessage.parse(text);
    expect([parsed.kind, parsed.name]).toEqual([kind, name]);
    const built = new AmiMessage(parsed.fields);
    expect([built.name, built.kind]).toEqual([name, kind]);
  });
});
