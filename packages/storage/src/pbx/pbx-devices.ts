import { sql } from 'kysely';
import type { Database } from '../connection/database.js';
import { parseDatabaseUrl } from '../connection/database-url.js';
import { openDatabase } from '../open-storage.js';
import { StorageError } from '../storage-error.js';

/** A phone of the PBX. */
export interface PbxDevice {
  readonly number: string;
  /** What Asterisk dials: `PJSIP/412`. */
  readonly dial: string;
}

/** A client waits for the answer: it is told soon that there is none. */
const OPTIONS = { poolSize: 1, connectTimeoutMs: 3_000, queryTimeoutMs: 3_000 } as const;

interface DeviceRow {
  readonly user: string;
  readonly dial: string | null;
}

/**
 * The phones that the PBX's own database lists, table `devices` of FreePBX and Issabel (database.md §9.1). The database is
 * opened when it is asked for the first time, and again after a failure: a PBX that is away stops nobody.
 */
export class PbxDevices {
  readonly #url: string;
  #opening: Promise<Database> | undefined;
  #closed = false;

  /** Throws a {@link StorageError} `bad-url`. */
  constructor(url: string) {
    parseDatabaseUrl(url);
    this.#url = url;
  }

  /** The phone with this number; undefined if there is none. Rejects when the database can't be read. */
  async find(number: string): Promise<PbxDevice | undefined> {
    const { db } = await this.#database();
    const { rows } = await sql<DeviceRow>`select user, dial from devices where user = ${number}`.execute(db);
    return rows.flatMap(deviceOf).find((device) => device.number === number);
  }

  /** All phones, by their numbers. Rejects when the database can't be read. */
  async list(): Promise<readonly PbxDevice[]> {
    const { db } = await this.#database();
    const { rows } = await sql<DeviceRow>`select user, dial from devices order by user`.execute(db);
    return rows.flatMap(deviceOf);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const database = await this.#opening?.catch(() => undefined);
    await database?.close();
  }

  #database(): Promise<Database> {
    if (this.#closed) return Promise.reject(new StorageError('closed', "The PBX's database is closed."));
    this.#opening ??= openDatabase(parseDatabaseUrl(this.#url), OPTIONS).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }
}

/** Devices without anything to dial are none. */
function deviceOf({ user, dial }: DeviceRow): readonly PbxDevice[] {
  return dial === null || dial === '' ? [] : [{ number: String(user), dial }];
}
