import { describe, expect, it } from 'vitest';
import { failureKind, isDuplicateKey } from './failure-kind.js';
import { DuplicateRowIdError, StorageError } from './storage-error.js';

const error = (properties: object): Error => Object.assign(new Error('failed'), properties);

describe('failureKind', () => {
  it.each([
    // The connection is lost, or can't be had.
    [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, 'unavailable'],
    [{ code: 'PROTOCOL_SEQUENCE_TIMEOUT' }, 'unavailable'],
    [{ code: 'ECONNREFUSED' }, 'unavailable'],
    [{ code: 'ECONNRESET' }, 'unavailable'],
    [{ code: 'EPIPE' }, 'unavailable'],
    [{ code: 'CR_CONNECTION_ERROR', errno: 2002 }, 'unavailable'],
    [{ code: 'CR_CONN_HOST_ERROR', errno: 2003 }, 'unavailable'],
    [{ code: 'CR_SERVER_GONE_ERROR', errno: 2006 }, 'unavailable'],
    [{ code: 'CR_SERVER_LOST', errno: 2013 }, 'unavailable'],
    [{ code: 'ER_SERVER_SHUTDOWN', errno: 1053 }, 'unavailable'],
    [{ code: 'ER_CON_COUNT_ERROR', errno: 1040 }, 'unavailable'],
    [{ code: 'ER_CONNECTION_KILLED', errno: 1927 }, 'unavailable'],
    [{ code: 'ER_ACCESS_DENIED_ERROR', errno: 1045, fatal: true }, 'unavailable'],
    [{ code: 'ER_UNKNOWN_COM_ERROR', errno: 1047 }, 'unavailable'],
    // It takes no writes for now.
    [{ code: 'ER_OPTION_PREVENTS_STATEMENT', errno: 1290 }, 'unavailable'],
    [{ code: 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION', errno: 1792 }, 'unavailable'],
    [{ code: 'ER_READ_ONLY_MODE', errno: 1836 }, 'unavailable'],
    [{ code: 'SQLITE_READONLY' }, 'unavailable'],
    [{ code: 'SQLITE_BUSY' }, 'unavailable'],
    [{ code: 'SQLITE_BUSY_SNAPSHOT' }, 'unavailable'],
    // The disk is full, or broken.
    [{ code: 'ER_DISK_FULL', errno: 1021 }, 'unavailable'],
    [{ code: 'ER_RECORD_FILE_FULL', errno: 1114 }, 'unavailable'],
    [{ code: 'ER_ERROR_DURING_COMMIT', errno: 1180 }, 'unavailable'],
    [
      { errno: 1030, message: 'Got error 28 "No space left on device" from storage engine InnoDB' },
      'unavailable',
    ],
    [{ errno: 1026, message: 'Error writing file \'/tmp/x\' (errno: 28 "No space left")' }, 'unavailable'],
    [{ errno: 1030, message: 'Got error 168 from storage engine' }, 'permanent'],
    [{ code: 'SQLITE_FULL' }, 'unavailable'],
    [{ code: 'SQLITE_IOERR_WRITE' }, 'unavailable'],
    [{ code: 'SQLITE_CORRUPT' }, 'unavailable'],
    // Others stand in the way.
    [{ code: 'ER_LOCK_DEADLOCK', errno: 1213 }, 'contention'],
    [{ code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205 }, 'contention'],
    [{ code: 'ER_CHECKREAD', errno: 1020 }, 'contention'],
    [{ code: 'ER_TABLE_DEF_CHANGED', errno: 1412 }, 'contention'],
    // It will never be taken.
    [{ code: 'ER_BAD_FIELD_ERROR', errno: 1054 }, 'permanent'],
    [{ code: 'ER_NO_SUCH_TABLE', errno: 1146 }, 'permanent'],
    [{ code: 'ER_BAD_NULL_ERROR', errno: 1048 }, 'permanent'],
    [{ code: 'ER_DUP_ENTRY', errno: 1062 }, 'permanent'],
    [{ code: 'ER_NO_REFERENCED_ROW_2', errno: 1452 }, 'permanent'],
    [{ code: 'ER_DATA_TOO_LONG', errno: 1406 }, 'permanent'],
    [{ code: 'ER_TRUNCATED_WRONG_VALUE', errno: 1292 }, 'permanent'],
    [{ code: 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', errno: 1366 }, 'permanent'],
    [{ code: 'ER_WARN_DATA_OUT_OF_RANGE', errno: 1264 }, 'permanent'],
    [{ code: 'WARN_DATA_TRUNCATED', errno: 1265 }, 'permanent'],
    [{ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }, 'permanent'],
    [{ code: 'SQLITE_ERROR' }, 'permanent'],
    [{}, 'permanent'],
  ])('takes %j for %s', (properties, kind) => {
    expect(failureKind(error(properties))).toBe(kind);
  });

  it("knows this package's errors and doubts everything else", () => {
    expect(failureKind(new StorageError('unreachable', ''))).toBe('unavailable');
    expect(failureKind(new StorageError('schema', ''))).toBe('unavailable');
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
