import { describe, expect, it } from 'vitest';
import { failureKind, isDuplicateKey } from './failure-kind.js';
import { DuplicateRowIdError, StorageError } from './storage-error.js';

const error = (properties: object): Error => Object.assign(new Error('failed'), properties);

describe('failureKind', () => {
  it.each([
    [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, 'unavailable'],
    [{ code: 'PROTOCOL_SEQUENCE_TIMEOUT' }, 'unavailable'],
    [{ code: 'ECONNREFUSED' }, 'unavailable'],
    [{ code: 'ER_CON_COUNT_ERROR', errno: 1040 }, 'unavailable'],
    [{ code: 'ER_ACCESS_DENIED_ERROR', errno: 1045, fatal: true }, 'unavailable'],
    [{ code: 'SQLITE_BUSY' }, 'unavailable'],
    [{ code: 'SQLITE_BUSY_SNAPSHOT' }, 'unavailable'],
    [{ code: 'SQLITE_FULL' }, 'unavailable'],
    [{ code: 'ER_LOCK_DEADLOCK', errno: 1213 }, 'contention'],
    [{ code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205 }, 'contention'],
    [{ code: 'ER_BAD_FIELD_ERROR', errno: 1054 }, 'permanent'],
    [{ code: 'ER_NO_REFERENCED_ROW_2', errno: 1452 }, 'permanent'],
    [{ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }, 'permanent'],
    [{}, 'permanent'],
  ])('takes %j for %s', (properties, kind) => {
    expect(failureKind(error(properties))).toBe(kind);
  });

  it("knows this package's errors and doubts everything else", () => {
    expect(failureKind(new StorageError('unreachable', ''))).toBe('unavailable');
    expect(failureKind(new DuplicateRowIdError('audit', 1))).toBe('permanent');
    expect(failureKind(undefined)).toBe('permanent');
    expect(failureKind('text')).toBe('permanent');
  });
});

describe('isDuplicateKey', () => {
  it('knows the key errors of each database', () => {
    expect(isDuplicateKey(error({ code: 'ER_DUP_ENTRY' }))).toBe(true);
    expect(isDuplicateKey(error({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }))).toBe(true);
    expect(isDuplicateKey(error({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }))).toBe(false);
  });
});
