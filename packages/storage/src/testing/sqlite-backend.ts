import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import type { ContractBackend, Row } from './contract-backend.js';

/** Databases in files of a temporary directory. */
export const sqliteBackend: ContractBackend = {
  kind: 'sqlite',
  create: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'openeccp-storage-'));
    const file = join(folder, 'call_center.db');
    const side = new LibsqlDatabase(file);
    side.pragma('foreign_keys = ON');
    // Nothing of it outlives the test: what is written need not wait for the disk, for which others may wait too.
    side.pragma('synchronous = OFF');
    return {
      url: `sqlite:${file}`,
      query: async (statement) => {
        const prepared = side.prepare(statement);
        if (prepared.reader) return prepared.all([]) as Row[];
        prepared.run([]);
        return [];
      },
      drop: async () => {
        side.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};
