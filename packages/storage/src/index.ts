export type { Database, DatabaseKind } from './connection/database.js';
export { type DatabaseAddress, describeAddress, parseDatabaseUrl } from './connection/database-url.js';
export { type FailureKind, failureKind } from './failure-kind.js';
export { migrate, type OpenStorageOptions, openStorage } from './open-storage.js';
export type { MigrationOutcome } from './schema/migrate.js';
export { seedDemo } from './seed-demo.js';
export { SqlStorage } from './sql-storage.js';
export {
  DuplicateRowIdError,
  type NumberedTable,
  StorageError,
  type StorageErrorCode,
} from './storage-error.js';
