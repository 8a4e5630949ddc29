import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely';
import type { PoolConnection, QueryError } from 'mysql2';
import { StorageError } from '../storage-error.js';
import type { DatabaseAddress } from './database-url.js';

export interface MysqlPoolOptions {
  /** Connections at most. */
  readonly poolSize: number;
  /** Milliseconds. */
  readonly connectTimeoutMs: number;
  /** A statement that takes longer fails, and its connection with it. Milliseconds. */
  readonly queryTimeoutMs: number;
}

/** The pool that kysely's dialect asks for. */
export interface CheckedPool extends MysqlPool {
  /** Rejects with the driver's error when no connection can be made. */
  check(): Promise<void>;
  /** Connections that ended so far. */
  readonly losses: number;
  close(): Promise<void>;
}

type Callback<T> = (error: unknown, result: T) => void;

/** Waiting for a connection at most; beyond it callers are refused at once. */
const QUEUE_LIMIT = 64;
/** Waiting for the lock of another transaction: short, for other writes wait behind. Seconds. */
const LOCK_WAIT_S = 1;

/**
 * Whatever the server's defaults, text travels as utf8mb4, backslashes escape (mysql2 quotes with them) and
 * no lock is waited for long.
 */
const SESSION = `SET NAMES utf8mb4, SESSION sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', ''),
  SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_S}, SESSION lock_wait_timeout = ${LOCK_WAIT_S}`;

/** A mysql2 pool whose connections are set up once and whose statements have a deadline. */
export async function mysqlPool(
  address: Extract<DatabaseAddress, { kind: 'mysql' }>,
  options: MysqlPoolOptions,
): Promise<CheckedPool> {
  const { createPool } = await import('mysql2');
  const { socketPath, host, port, user, password, database } = address;
  const pool = createPool({
    ...(socketPath === undefined ? { host, port } : { socketPath }),
    user,
    password,
    database,
    charset: 'utf8mb4',
    dateStrings: true,
    connectionLimit: options.poolSize,
    queueLimit: QUEUE_LIMIT,
    connectTimeout: options.connectTimeoutMs,
    enableKeepAlive: true,
  });
  /** kysely knows a connection by its object, so each has one wrapper for life. */
  const wrappers = new WeakMap<PoolConnection, MysqlPoolConnection>();

  let losses = 0;

  const getConnection = (callback: Callback<MysqlPoolConnection>): void => {
    pool.getConnection((error, raw) => {
      if (error) return callback(named(error), undefined as never);
      const known = wrappers.get(raw);
      if (known !== undefined) return callback(null, known);
      const wrapper = withDeadline(raw, options.queryTimeoutMs);
      wrapper.query(SESSION, [], (failure) => {
        if (failure) {
          raw.destroy();
          return callback(failure, undefined as never);
        }
        wrappers.set(raw, wrapper);
        raw.once('end', () => {
          losses++;
        });
        callback(null, wrapper);
      });
    });
  };
  const end = (callback: (error: unknown) => void): void => pool.end(callback);

  return {
    getConnection,
    end,
    get losses(): number {
      return losses;
    },
    check: () =>
      new Promise((resolve, reject) => {
        getConnection((error, connection) => {
          if (error) return reject(error);
          connection.release();
          resolve();
        });
      }),
    close: () => new Promise((resolve) => end(() => resolve())),
  };
}

/** What the pool itself refuses has no code: nobody was asked, so it says nothing of the request. */
function named(error: NodeJS.ErrnoException): unknown {
  if (error.code !== undefined) return error;
  return new StorageError('unreachable', `The database got no more connections: ${error.message}`, {
    cause: error,
  });
}

/** The connection as kysely uses it: no streams. */
function withDeadline(raw: PoolConnection, timeout: number): MysqlPoolConnection {
  function query(sql: string, values: unknown[], callback?: Callback<MysqlQueryResult>): never {
    raw.query({ sql, values, timeout }, (error: QueryError | null, result: unknown) => {
      // The late answer would be taken for that of the next statement.
      if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') raw.destroy();
      callback?.(error, result as MysqlQueryResult);
    });
    return undefined as never;
  }
  return { query, release: () => raw.release() };
}
