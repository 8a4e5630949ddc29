import { randomBytes } from 'node:crypto';
import type { ClientAccount, NewClient } from '@openeccp/core';
import { type Connection, type Database, transaction } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';
import { holdsText } from '../schema/fit-text.js';
import { StorageError } from '../storage-error.js';

const TABLE = 'eccp_authorized_clients';
const HASHES = 'oe_client_secret';
/** What stands where an md5 stood begins with it, and is the md5 of nothing. */
const PLACEHOLDER = '!';
const PLACEHOLDER_LENGTH = 32;

/** All accounts, oldest first. */
export async function listClients(db: Connection, catalog: Catalog): Promise<readonly ClientAccount[]> {
  const rows = await db.selectFrom(TABLE).select(['id', 'username', 'md5_password']).orderBy('id').execute();
  const hashes = rows.some((row) => isPlaceholder(row.md5_password)) ? await readHashes(db, catalog) : NONE;
  return rows.map(({ id, username, md5_password }) => {
    if (!isPlaceholder(md5_password))
      return { kind: 'md5', username, md5Password: md5_password.toLowerCase() };
    const secret = hashes.get(id);
    if (secret?.placeholder !== md5_password) return { kind: 'lost', username };
    return { kind: 'salted', username, hash: secret.hash };
  });
}

/** Adds the account or replaces its password. The table has no key on the name, so every row of it is set. */
export async function putClient(
  database: Database,
  catalog: Catalog,
  { username, md5Password }: NewClient,
): Promise<'added' | 'replaced'> {
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
    await dropHashes(connection, catalog, ids);
    return 'replaced';
  });
}

/**
 * Keeps a salted hash in place of the md5 that an account has, in all of its rows that have it. `changed` when none has
 * any more, `unsupported` without our table.
 */
export async function saltClient(
  database: Database,
  catalog: Catalog,
  { username, md5Password }: NewClient,
  hash: string,
): Promise<'salted' | 'changed' | 'unsupported'> {
  const placeholder = `${PLACEHOLDER}${randomBytes(16).toString('hex')}`.slice(0, PLACEHOLDER_LENGTH);
  if (!keepsHashes(catalog) || !holdsText(catalog, TABLE, 'md5_password', placeholder)) return 'unsupported';
  return transaction(database, async (connection) => {
    const ids = await rowsOf(connection, username, md5Password);
    if (ids.length === 0) return 'changed';
    await dropHashes(connection, catalog, ids);
    await connection
      .insertInto(HASHES)
      .values(ids.map((id) => ({ id_client: id, placeholder, hash })))
      .execute();
    await connection.updateTable(TABLE).set({ md5_password: placeholder }).where('id', 'in', ids).execute();
    return 'salted';
  });
}

/** Whether there was such an account. */
export async function removeClient(database: Database, catalog: Catalog, username: string): Promise<boolean> {
  return transaction(database, async (connection) => {
    const ids = await rowsOf(connection, username);
    if (ids.length === 0) return false;
    await connection.deleteFrom(TABLE).where('id', 'in', ids).execute();
    await dropHashes(connection, catalog, ids);
    return true;
  });
}

/** Databases compare names by their collation, often without regard to case; accounts differ by it. */
async function rowsOf(
  connection: Connection,
  username: string,
  md5Password?: string,
): Promise<readonly number[]> {
  const rows = await connection
    .selectFrom(TABLE)
    .select(['id', 'username', 'md5_password'])
    .where('username', '=', username)
    .execute();
  return rows
    .filter((row) => row.username === username)
    .filter((row) => md5Password === undefined || row.md5_password.toLowerCase() === md5Password)
    .map((row) => row.id);
}

interface Secret {
  readonly placeholder: string;
  readonly hash: string;
}

const NONE: ReadonlyMap<number, Secret> = new Map();

async function readHashes(db: Connection, catalog: Catalog): Promise<ReadonlyMap<number, Secret>> {
  if (!keepsHashes(catalog)) return NONE;
  const rows = await db.selectFrom(HASHES).selectAll().execute();
  return new Map(rows.map(({ id_client, placeholder, hash }) => [id_client, { placeholder, hash }]));
}

async function dropHashes(connection: Connection, catalog: Catalog, ids: readonly number[]): Promise<void> {
  if (!keepsHashes(catalog)) return;
  await connection.deleteFrom(HASHES).where('id_client', 'in', ids).execute();
}

function keepsHashes(catalog: Catalog): boolean {
  return catalog.has(HASHES);
}

function isPlaceholder(md5Password: string): boolean {
  return md5Password.startsWith(PLACEHOLDER);
}
