import type { DeadLetter } from '@openeccp/storage';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import { createLog } from './create-log.js';
import { DeadLetterAlarm } from './dead-letter-alarm.js';

const letter = (code: string): DeadLetter => ({
  write: { kind: 'call-lost', row: { kind: 'incoming', id: 1 } },
  error: Object.assign(new Error('no'), { code }),
  tries: 1,
});

function alarm() {
  const lines: { msg: string; level: number; [key: string]: unknown }[] = [];
  const clock = new VirtualClock();
  const log = createLog({ level: 'info', human: false, write: (line) => lines.push(JSON.parse(line)) });
  return { lines, clock, alarm: new DeadLetterAlarm({ log, clock }) };
}

describe('DeadLetterAlarm', () => {
  it('tells a reason at once, and once a minute how many more there were', () => {
    const { lines, clock, alarm: subject } = alarm();
    for (let count = 0; count < 1_000; count++) subject.raise(letter('ER_BAD_FIELD_ERROR'));
    expect(lines).toEqual([
      expect.objectContaining({
        level: 50,
        msg: expect.stringContaining('openeccp deadletter list'),
        error: expect.objectContaining({ code: 'ER_BAD_FIELD_ERROR', message: 'no' }),
        write: letter('').write,
      }),
    ]);
    clock.advance(60_000);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ level: 50, reason: 'ER_BAD_FIELD_ERROR', writes: 999 });
    subject.raise(letter('ER_BAD_FIELD_ERROR'));
    clock.advance(60_000);
    expect(lines[2]).toMatchObject({ writes: 1 });
    clock.advance(60_000);
    expect(lines).toHaveLength(3);
    subject.raise(letter('ER_BAD_FIELD_ERROR'));
    expect(lines).toHaveLength(4);
  });

  it('tells reasons apart, as many as an operator can read', () => {
    const { lines, alarm: subject } = alarm();
    for (let kind = 0; kind < 1_000; kind++) subject.raise(letter(`E${kind}`));
    expect(lines).toHaveLength(51);
  });

  it('tells at the end what it has not told', () => {
    const { lines, alarm: subject } = alarm();
    for (let count = 0; count < 3; count++) subject.raise(letter('E'));
    subject.close();
    expect(lines[1]).toMatchObject({ writes: 2 });
  });
});
