export type { Database, DatabaseKind } from './connection/database.js';
export { type DatabaseAddress, describeAddress, parseDatabaseUrl } from './connection/database-url.js';
export type { DeadLetter } from './dead-letters/dead-letter.js';
export { DeadLetterBox, type DeadLetterBoxOptions } from './dead-letters/dead-letter-box.js';
export type { DeadLetterStore, RetryOutcome, StoredDeadLetter } from './dead-letters/dead-letter-store.js';
export { reasonOf } from './dead-letters/reason.js';
export { seedCampaigns } from './demo/seed-campaigns.js';
export { ensureHoldBreak, SAMPLE_AGENTS, seedDemo } from './demo/seed-demo.js';
export { type FailureKind, failureKind } from './failure-kind.js';
export { Journal, type JournalFault, type JournalOptions } from './journal/journal.js';
export type { FoundFloor } from './journal/journal-tables.js';
export { migrate, type OpenStorageOptions, openStorage } from './open-storage.js';
export { type PbxDatabaseAnswer, pbxDatabaseUrl } from './pbx/amportal-conf.js';
export { type PbxDevice, PbxDevices } from './pbx/pbx-devices.js';
export type { Dialect, UrlSlot } from './schema/dialect.js';
export type { MigrationOutcome } from './schema/migrate.js';
export { SqlStorage } from './sql-storage.js';
export {
  DuplicateRowIdError,
  type NumberedTable,
  StorageError,
  type StorageErrorCode,
} from './storage-error.js';
export type { WriteTarget } from './write-behind/batch-writer.js';
export type { Renumbering } from './write-behind/row-renumbering.js';
export { systemTimers, type Timers } from './write-behind/timers.js';
export {
  WriteBehind,
  type WriteBehindMetrics,
  type WriteBehindOptions,
} from './write-behind/write-behind.js';
export type { NumberedWrite, WriteJournal } from './write-behind/write-journal.js';
