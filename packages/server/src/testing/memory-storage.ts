import type { Directory, LeftoverReport, RowIds, RowsInUse, Storage, StorageWrite } from '@openeccp/core';

/** The database of a test: rows that can be changed, and a switch for its being away. */
export class MemoryStorage implements Storage {
  rows: Directory;
  /** Set while the database can't be read. */
  failure: Error | undefined;
  /** How often the master data was read. */
  loads = 0;

  constructor(rows: Directory) {
    this.rows = rows;
  }

  async loadDirectory(): Promise<Directory> {
    this.loads += 1;
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    return this.rows;
  }

  async nextRowIds(): Promise<RowIds> {
    return { audit: 1, callEntry: 1, currentCallEntry: 1, currentCalls: 1, progress: 1 };
  }
  async closeLeftovers(_now: number, _inUse?: RowsInUse): Promise<LeftoverReport> {
    return { currentCalls: 0, calls: 0, audits: 0 };
  }
  async apply(_writes: readonly StorageWrite[]): Promise<void> {}
  async listClients(): Promise<Directory['clients']> {
    return this.rows.clients;
  }
  async putClient(): Promise<'added'> {
    return 'added';
  }
  async saltClient(): Promise<'unsupported'> {
    return 'unsupported';
  }
  async removeClient(): Promise<boolean> {
    return false;
  }
  async addAgent(): Promise<'exists'> {
    return 'exists';
  }
  async removeAgent(): Promise<boolean> {
    return false;
  }
  async addQueue(): Promise<'exists'> {
    return 'exists';
  }
  async removeQueue(): Promise<boolean> {
    return false;
  }
  async ping(): Promise<void> {}
  async close(): Promise<void> {}
}
