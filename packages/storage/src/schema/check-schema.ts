import type { Database } from '../connection/database.js';
import { StorageError } from '../storage-error.js';
import { type Catalog, readCatalog } from './catalog.js';
import { type Dialect, dialectOf } from './dialect.js';
import { REQUIRED_TABLES } from './tables.js';

/** The schema as found. */
export interface Schema {
  readonly catalog: Catalog;
  readonly dialect: Dialect;
}

/** Reads the catalog and makes sure that the tables of a call center are there; refuses with what is missing. */
export async function checkSchema(database: Database): Promise<Schema> {
  const catalog = await readCatalog(database);
  const missing = REQUIRED_TABLES.filter((table) => !catalog.has(table));
  if (missing.length === 0) return { catalog, dialect: dialectOf(catalog) };
  if (missing.length < REQUIRED_TABLES.length) {
    throw new StorageError(
      'schema',
      `${database.where} lacks the tables ${missing.join(', ')}. Restore them from the call center's installation.`,
    );
  }
  throw new StorageError(
    'schema',
    `${database.where} has no tables of a call center. Name the right database, or have them created by a migration.`,
  );
}
