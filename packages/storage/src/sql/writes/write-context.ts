import type { StorageWrite } from '@openeccp/core';
import { type RawBuilder, sql } from 'kysely';
import type { Connection, DatabaseKind } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { StorageError } from '../../storage-error.js';

/** What a write is carried out with. */
export interface WriteContext {
  readonly connection: Connection;
  readonly kind: DatabaseKind;
  readonly catalog: Catalog;
}

export type WriteOf<K extends StorageWrite['kind']> = Extract<StorageWrite, { kind: K }>;

/** Matched rows are counted, changed or not, on every database. */
export function mustExist(result: { readonly numUpdatedRows: bigint }, table: string, id: number): void {
  if (result.numUpdatedRows > 0n) return;
  throw new StorageError(
    'row-missing',
    `Row ${id} of table ${table} isn't there: it was deleted or never written.`,
  );
}

/**
 * The end of a `select` that must see what another transaction has just committed: our own, whose answer got lost. To the
 * transaction's own snapshot that may be still to come. SQLite has one writer at a time.
 */
export function asOfNow(kind: DatabaseKind): RawBuilder<unknown> {
  return kind === 'mysql' ? sql`for update` : sql``;
}
