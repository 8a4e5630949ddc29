import { type OpenStorageOptions, openStorage } from '../open-storage.js';
import type { SqlStorage } from '../sql-storage.js';
import type { FoundSchema } from './found-schema.js';

/** A fresh database and a way into it that isn't the storage under test. */
export interface ContractDatabase {
  readonly url: string;
  /** Runs one statement and answers its rows. Dates are text. */
  query(statement: string): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

export type Row = Readonly<Record<string, string | number | null>>;

/** A kind of database that the contract is run on. */
export interface ContractBackend {
  readonly kind: 'sqlite' | 'mysql';
  /** The tables that its databases come with. Without it they are empty. */
  readonly schema?: FoundSchema;
  create(): Promise<ContractDatabase>;
}

/** An opened storage of a test. */
export interface Subject {
  readonly storage: SqlStorage;
  readonly url: string;
  readonly schema: FoundSchema;
  query(statement: string): Promise<readonly Row[]>;
}

/** Runs a test's body on a fresh database with the call center's tables, or those that `prepare` made. */
export async function withStorage(
  backend: ContractBackend,
  body: (subject: Subject) => Promise<void>,
  options: { readonly prepare?: readonly string[]; readonly open?: OpenStorageOptions } = {},
): Promise<void> {
  const database = await backend.create();
  const query = (statement: string): Promise<readonly Row[]> => database.query(statement);
  try {
    for (const statement of options.prepare ?? []) await query(statement);
    const storage = await openStorage(database.url, {
      migrate: options.prepare === undefined,
      ...options.open,
    });
    try {
      await body({ storage, url: database.url, schema: backend.schema ?? 'classic', query });
    } finally {
      await storage.close();
    }
  } finally {
    await database.drop();
  }
}
