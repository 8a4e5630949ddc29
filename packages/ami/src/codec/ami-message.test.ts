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
