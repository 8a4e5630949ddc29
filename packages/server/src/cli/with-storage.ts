import { openStorage, type SqlStorage } from '@openeccp/storage';
import type { CliIo } from './cli-io.js';
import { type DatabaseFlags, databaseOf } from './config-flags.js';

/** Opens the configured database for one piece of work and closes it. Rejects with a `StorageError`. */
export async function withStorage<T>(
  flags: DatabaseFlags,
  io: CliIo,
  work: (storage: SqlStorage) => Promise<T>,
): Promise<T> {
  const storage = await openStorage(await databaseOf(flags, io));
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
