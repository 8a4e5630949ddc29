import { Kysely, MysqlDialect, sql } from 'kysely';
import type { Tables } from '../schema/tables.js';
import { StorageError } from '../storage-error.js';
import type { Database } from './database.js';
import { type DatabaseAddress, describeAddress } from './database-url.js';
import { type MysqlPoolOptions, mysqlPool } from './mysql-pool.js';

type MysqlAddress = Extract<DatabaseAddress, { kind: 'mysql' }>;

/** Opens a bounded pool and makes sure that the database answers. */
export async function openMysql(address: MysqlAddress, options: MysqlPoolOptions): Promise<Database> {
  const pool = await mysqlPool(address, options);
  try {
    await pool.check();
  } catch (error) {
    await pool.close();
    throw unreachable(error, address);
  }
  const db = new Kysely<Tables>({ dialect: new MysqlDialect({ pool }) });
  return {
    kind: 'mysql',
    where: describeAddress(address),
    db,
    get losses(): number {
      return pool.losses;
    },
    begin: async (connection) => {
      await sql`begin`.execute(connection);
    },
    beginSnapshot: async (connection) => {
      await sql`set transaction isolation level repeatable read`.execute(connection);
      await sql`start transaction with consistent snapshot`.execute(connection);
    },
    close: () => db.destroy(),
  };
}

function unreachable(error: unknown, address: MysqlAddress): StorageError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new StorageError(
    'unreachable',
    `Can't open ${describeAddress(address)}: ${explain(typeof code === 'string' ? code : '', String(message), address)}`,
    { cause: error },
  );
}

function explain(code: string, message: string, address: MysqlAddress): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection is refused. Start the database server, or correct host and port.';
    case 'ENOENT':
      return 'there is no such socket. Start the database server, or correct socketPath.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return "the host's name isn't known. Correct the host.";
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'nobody answers. Check host, port and firewall.';
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return `user ${address.user} is refused. Correct user and password.`;
    case 'ER_DBACCESS_DENIED_ERROR':
      return `user ${address.user} has no right to it. GRANT SELECT, INSERT, UPDATE, DELETE on ${address.database}.*.`;
    case 'ER_BAD_DB_ERROR':
      return `the server has no database of that name. Correct the name, or CREATE DATABASE ${address.database}.`;
    default:
      return `${message || code}. Check that it is a MariaDB or MySQL server and that it is healthy.`;
  }
}
