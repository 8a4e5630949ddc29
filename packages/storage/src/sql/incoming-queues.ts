import type { IncomingQueue, Page } from '@openeccp/core';
import type { Connection } from '../connection/database.js';

/** Queues whose callers are followed, or were once, by their ids. */
export async function listIncomingQueues(
  db: Connection,
  page: Page | undefined,
): Promise<readonly IncomingQueue[]> {
  const all = db.selectFrom('queue_call_entry').select(['id', 'queue', 'estatus']).orderBy('id');
  const rows = await (page === undefined ? all : all.limit(page.limit).offset(page.offset)).execute();
  return rows.map(({ id, queue, estatus }) => ({ id, name: queue ?? '', active: estatus === 'A' }));
}
