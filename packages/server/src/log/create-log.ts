import { type Logger, pino } from 'pino';
import type { ServerConfig } from '../config/server-config.js';
import { humanLine } from './human-lines.js';
import { describeError, REDACTED_PATHS } from './redact.js';

export interface LogOptions {
  readonly level: ServerConfig['log']['level'];
  /** Lines for a person instead of JSON. */
  readonly human: boolean;
  readonly write: (line: string) => void;
}

/**
 * The server's log: one line per fact worth waking for, ids on every line, never a secret. JSON for machines, plain
 * lines on a terminal.
 */
export function createLog({ level, human, write }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
      serializers: { error: describeError, err: describeError, unkept: describeError },
    },
    { write: (record: string) => write(human ? humanLine(record, true) : record) },
  );
}
