import type { ClientAccount } from '@openeccp/core';
import { type Connection, type Database, transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { holdsText } from '../schema/fit-text.js';
import { StorageError } from '../storage-error.js';

const TABLE = 'eccp_authorized_clients';

/** All accounts, oldest first. */
export async function listClients(db: Connection): Promise<readonly ClientAccount[]> {
  const rows = await db.selectFrom(TABLE).select(['username', 'md5_password']).orderBy('id').execute();
  return rows.map((row) => ({ username: row.username, md5Password: row.md5_password.toLowerCase() }));
}

/** Adds the account or replaces its password. The table has no key on the name, so every row of it is set. */
export async function putClient(
  database: Database,
  catalog: Catalog,
  account: ClientAccount,
): Promise<'added' | 'replaced'> {
  const { username, md5Password } = account;
  if (username === '' || !holdsText(catalog, TABLE, 'username', username)) {
    throw new StorageError(
      'unsupported',
      `The client name ${JSON.stringify(username)} can't be kept. Use 1 to 64 plain letters and digits.`,
    );
  }
  return transaction(database, async (connection) => {
    const ids = await rowsOf(connection, username);
    if (ids.length === 0) {
      await connection.insertInto(TABLE).values({ username, md5_password: md5Password }).execute();
      return 'added';
    }
    await connection.updateTable(TABLE).set({ md5_password: md5Password }).where('id', 'in', ids).execute();
    return 'replaced';
  });
}

/** Whether there was such an account. */
export async function removeClient(database: Database, username: string): Promise<boolean> {
  return transaction(database, async (connection) => {
    const ids = await rowsOf(connection, username);
    if (ids.length === 0) return false;
    await connection.deleteFrom(TABLE).where('id', 'in', ids).execute();
    return true;
  });
}

/** Databases compare names by their collation, often without regard to case; accounts differ by it. */
async function rowsOf(connection: Connection, username: string): Promise<readonly number[]> {
  const rows = await connection
    .selectFrom(TABLE)
    .select(['id', 'username'])
    .where('username', '=', username)
    .execute();
  return rows.filter((row) => row.username === username).map((row) => row.id);
}
