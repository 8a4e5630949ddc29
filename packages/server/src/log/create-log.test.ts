import { describe, expect, it } from 'vitest';
import { createLog } from './create-log.js';
import { humanLine } from './human-lines.js';

function logged(human: boolean, write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'info', human, write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('never shows a secret', () => {
    const text = logged(false, (log) => {
      log.info(
        { secret: 'hunter2', asterisk: { user: 'u', secret: 'hunter2' }, url: 'mysql://hunter2' },
        'x',
      );
      log.error(
        { error: Object.assign(new Error('refused'), { code: 'E', sql: "values ('hunter2')" }) },
        'y',
      );
    });
    expect(text).toContain('"user":"u"');
    expect(text).toContain('"message":"refused"');
    expect(text).not.toContain('hunter2');
  });

  it('keeps the cause of an error', () => {
    const text = logged(false, (log) => log.error({ error: new Error('a', { cause: new Error('b') }) }, 'y'));
    expect(text).toContain('"cause":{"type":"Error","message":"b"');
  });

  it('is a line for a person on a terminal', () => {
    const text = logged(true, (log) =>
      log.info({ version: '16.28.0', why: 'two words' }, 'Asterisk connected'),
    );
    expect(text).toMatch(
      /^\d\d:\d\d:\d\d info {2}Asterisk connected {2}version=16\.28\.0 {2}why="two words"\n$/,
    );
  });

  it('leaves what is no record as it is', () => {
    expect(humanLine('plain text\n', false)).toBe('plain text\n');
  });
});
