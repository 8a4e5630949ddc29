import { existsSync, renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type LibsqlDatabase from 'libsql';
import { StorageError } from '../storage-error.js';

/** Of what is kept below; a journal of another one is not read. */
const FORMAT = '2';

const TABLES = `
create table if not exists note (name text primary key, value text not null) without rowid;
create table if not exists agent (name text primary key, state text not null) without rowid;
create table if not exists call (id text primary key, state text not null) without rowid;
create table if not exists timer (name text primary key, at integer not null, state text not null) without rowid;
create table if not exists write (number integer primary key, state text not null);
create table if not exists renumbering (place integer primary key, state text not null);
`;

export interface JournalFileOptions {
  readonly file: string;
  /** The database that the writes are for, without its password. */
  readonly database: string;
  /** The journal was of no use and has been put aside. */
  readonly onPutAside: (reason: string, file: string) => void;
}

/**
 * Opens the file, made if it doesn't exist, and locks it for as long as it is open. Rejects with a {@link StorageError} when
 * another server has it, when it can't be written, and when it holds writes that this server can't carry out.
 */
export async function openJournalFile(options: JournalFileOptions): Promise<LibsqlDatabase.Database> {
  const { file } = options;
  const db = await open(file);
  try {
    const problem = whyOfNoUse(db, options.database);
    if (problem === undefined) return prepare(db, options.database);
    const left = count(db, 'write');
    if (left > 0) {
      throw new StorageError(
        'unsupported',
        `The journal ${file} holds ${left} writes that are not in the database yet, and ${problem}. ` +
          'Start the server once as it was before, so that it writes them; or move the file away to lose them.',
      );
    }
    closeJournalFile(db);
    const aside = `${file}.old`;
    renameSync(file, aside);
    options.onPutAside(problem, aside);
    return prepare(await open(file), options.database);
  } catch (error) {
    if (db.open) closeJournalFile(db);
    throw error;
  }
}

async function open(file: string): Promise<LibsqlDatabase.Database> {
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) {
    throw new StorageError(
      'unreachable',
      `Can't open the journal ${file}: there is no directory ${folder}. Create it first.`,
    );
  }
  const { default: Libsql } = await import('libsql').catch((cause: unknown) => {
    throw new StorageError('unreachable', 'libsql has no build for this platform. Write journal: off.', {
      cause,
    });
  });
  try {
    const db = new Libsql(file);
    // The lock is the server's for as long as it lives, and gone with it however it ends.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('busy_timeout = 0');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.exec('begin immediate; commit');
    return db;
  } catch (cause) {
    throw new StorageError('unreachable', whyNotOpen(file, cause), { cause });
  }
}

function whyNotOpen(file: string, cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return /locked|busy/i.test(text)
    ? `Another server uses the journal ${file}. Stop it first, or give this one a journal of its own: journal.file.`
    : `Can't open the journal ${file}: ${text}. It must be a file that this user may write, or not exist.`;
}

/** Why what is in the file is nothing for this server; undefined where it is, or where nothing is. */
function whyOfNoUse(db: LibsqlDatabase.Database, database: string): string | undefined {
  const tables = db.prepare("select name from sqlite_master where type = 'table'").all();
  if (tables.length === 0) return undefined;
  const format = note(db, 'format');
  if (format !== FORMAT) return `it is of another version of this server (format ${format ?? 'unknown'})`;
  const other = note(db, 'database');
  return other === database ? undefined : `it is of another database: ${other}`;
}

function prepare(db: LibsqlDatabase.Database, database: string): LibsqlDatabase.Database {
  db.exec(`begin;${TABLES}commit`);
  const put = db.prepare('insert into note values (?, ?) on conflict (name) do nothing');
  put.run('format', FORMAT);
  put.run('database', database);
  return db;
}

/**
 * Unlocks and closes the file. `close()` alone keeps the lock until the last prepared statement has been collected, and only a
 * file without a log of its own can be unlocked.
 */
export function closeJournalFile(db: LibsqlDatabase.Database): void {
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = NORMAL');
    db.exec('select 1 from sqlite_master');
  } finally {
    db.close();
  }
}

/** A note that the journal keeps about itself. */
export function note(db: LibsqlDatabase.Database, name: string): string | undefined {
  const row = db.prepare('select value from note where name = ?').get(name);
  return isRow(row) && typeof row['value'] === 'string' ? row['value'] : undefined;
}

function count(db: LibsqlDatabase.Database, table: 'write'): number {
  const row = db.prepare(`select count(*) as rows from "${table}"`).get();
  return isRow(row) ? Number(row['rows']) : 0;
}

/** libsql's answers are untyped. */
export function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
