import { type CallOptions, orderKey } from '@openeccp/core';
import { type Connection, type Database, transaction } from '../connection/database.js';
import { failureKind } from '../failure-kind.js';
import type { Schema } from '../schema/check-schema.js';
import { fitColumn } from '../schema/fit-text.js';
import type { OeDeadLetterTable } from '../schema/tables/setting-tables.js';
import type { Run } from '../sql/calls/call-store.js';
import { applyWrite } from '../sql/writes/apply-write.js';
import { hasGoneOn } from '../sql/writes/has-gone-on.js';
import { StorageError } from '../storage-error.js';
import type { DeadLetter } from './dead-letter.js';
import type { DeadLetterStore, RetryOutcome, StoredDeadLetter } from './dead-letter-store.js';
import { readWrite } from './read-write.js';
import { reasonOf } from './reason.js';

const TABLE = 'oe_dead_letter';

/** The dead letters of a SQL database. */
export function sqlDeadLetters(database: Database, run: Run): DeadLetterStore {
  const { db } = database;
  const onTable = <T>(options: CallOptions | undefined, work: (schema: Schema) => Promise<T>): Promise<T> =>
    run(options, (schema) => {
      if (schema.catalog.has(TABLE)) return work(schema);
      throw new StorageError(
        'not-migrated',
        `${database.where} has no table ${TABLE}: openeccp migrate makes it.`,
      );
    });
  return {
    add: (letters, now, options) =>
      onTable(options, (schema) =>
        transaction(database, async (connection) => {
          for (const letter of letters) await addLetter(connection, schema, letter, now);
        }),
      ),
    count: (options) =>
      run(options, async ({ catalog }) => {
        if (!catalog.has(TABLE)) return undefined;
        const { n } = await db
          .selectFrom(TABLE)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow();
        return Number(n);
      }),
    list: (after, limit, options) =>
      onTable(options, async () => {
        const rows = db.selectFrom(TABLE).selectAll().where('id', '>', after).orderBy('id').limit(limit);
        return (await rows.execute()).map(letterOf);
      }),
    find: (id, options) => onTable(options, () => findLetter(db, id)),
    retry: (id, options) => onTable(options, (schema) => retryLetter(database, schema, id)),
    drop: (id, options) => onTable(options, () => dropLetter(db, id)),
  };
}

async function addLetter(
  connection: Connection,
  { catalog }: Schema,
  { write, error, tries }: DeadLetter,
  now: number,
): Promise<void> {
  const body = JSON.stringify(write);
  const key = orderKey(write);
  const known = await connection.selectFrom(TABLE).select('body').where('order_key', '=', key).execute();
  // Compared here: to the database's collation two texts may be one.
  if (known.some((row) => row.body === body)) return;
  const { code, text } = reasonOf(error);
  await connection
    .insertInto(TABLE)
    .values({
      given_up_ms: now,
      order_key: key,
      kind: write.kind,
      body,
      reason_code: fitColumn(catalog, TABLE, 'reason_code', code),
      reason: fitColumn(catalog, TABLE, 'reason', text),
      tries,
    })
    .execute();
}

async function findLetter(connection: Connection, id: number): Promise<StoredDeadLetter | undefined> {
  const row = await connection.selectFrom(TABLE).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : letterOf(row);
}

async function retryLetter(database: Database, schema: Schema, id: number): Promise<RetryOutcome> {
  try {
    return await transaction(database, async (connection) => {
      const letter = await findLetter(connection, id);
      if (letter === undefined) return { kind: 'unknown' };
      const write = readWrite(letter);
      if (write === undefined) return { kind: 'unreadable' };
      const context = { connection, kind: database.kind, ...schema };
      if (await hasGoneOn(write, context)) return { kind: 'outdated' };
      await applyWrite(write, context);
      await dropLetter(connection, id);
      return { kind: 'written' };
    });
  } catch (error) {
    if (failureKind(error) !== 'permanent') throw error;
    return { kind: 'refused', reason: await noteRefusal(database.db, schema, id, error) };
  }
}

async function noteRefusal(
  connection: Connection,
  { catalog }: Schema,
  id: number,
  error: unknown,
): Promise<StoredDeadLetter['reason']> {
  const { code, text } = reasonOf(error);
  const reason = {
    code: fitColumn(catalog, TABLE, 'reason_code', code),
    text: fitColumn(catalog, TABLE, 'reason', text),
  };
  await connection
    .updateTable(TABLE)
    .set(({ eb }) => ({ tries: eb('tries', '+', 1), reason_code: reason.code, reason: reason.text }))
    .where('id', '=', id)
    .execute();
  return reason;
}

async function dropLetter(connection: Connection, id: number): Promise<boolean> {
  const { numDeletedRows } = await connection.deleteFrom(TABLE).where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

function letterOf(row: Omit<OeDeadLetterTable, 'id'> & { readonly id: number }): StoredDeadLetter {
  return {
    id: row.id,
    at: Number(row.given_up_ms),
    key: row.order_key,
    kind: row.kind,
    body: row.body,
    reason: { code: row.reason_code, text: row.reason },
    tries: row.tries,
  };
}
