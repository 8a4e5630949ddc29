import type { StorageWrite } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import type { Catalog } from '../../schema/catalog.js';
import { StorageError } from '../../storage-error.js';

/** What a write is carried out with. */
export interface WriteContext {
  readonly connection: Connection;
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
