export type StorageErrorCode =
  /** The database's URL can't be understood. */
  | 'bad-url'
  /** The database doesn't answer, or doesn't let us in. */
  | 'unreachable'
  /** The tables aren't those of a call center. */
  | 'schema'
  /** A table of our own, which a migration makes, isn't there. */
  | 'not-migrated'
  /** The value can't be kept in this database. */
  | 'unsupported'
  /** A row that a write changes isn't there. */
  | 'row-missing'
  /** The id of a new row is taken. */
  | 'duplicate-row-id'
  /** A bounded queue is full. */
  | 'queue-full'
  /** Asked after `close()`, or not written before it. */
  | 'closed';

/** What went wrong, to what, and what to do next; never with a secret. */
export class StorageError extends Error {
  override readonly name: string = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Tables whose rows are numbered in memory. */
export type NumberedTable =
  | 'audit'
  | 'call_entry'
  | 'current_call_entry'
  | 'current_calls'
  | 'call_progress_log';

/** Somebody else inserted a row with the id that this server gave to its own. */
export class DuplicateRowIdError extends StorageError {
  override readonly name = 'DuplicateRowIdError';
  readonly table: NumberedTable;
  readonly id: number;

  constructor(table: NumberedTable, id: number, options?: ErrorOptions) {
    super(
      'duplicate-row-id',
      `Row ${id} of table ${table} exists already and isn't this server's. ` +
        'Stop any other call-center server that writes to the same database.',
      options,
    );
    this.table = table;
    this.id = id;
  }
}
