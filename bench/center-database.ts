import { openStorage, seedDemo } from '@openeccp/storage';
import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, QUEUES } from './large-center.js';

/** Fills an empty database with the agents of the large center, its queues and an incoming campaign for each of them. */
export async function fillCenter(url: string): Promise<void> {
  const storage = await openStorage(url, { migrate: true });
  try {
    await seedDemo(storage);
    for (const [index, number] of AGENT_NUMBERS.entries()) {
      await storage.addAgent({
        name: agentName(index),
        displayName: `Agent ${number}`,
        phonePassword: AGENT_PASSWORD,
        eccpPassword: AGENT_PASSWORD,
      });
    }
    for (const queue of QUEUES) await storage.addQueue(queue);
    const { db } = storage.database;
    const rows = await db
      .selectFrom('queue_call_entry')
      .select(['id', 'queue'])
      .where('queue', 'in', [...QUEUES])
      .execute();
    for (const { id, queue } of rows) {
      await db
        .insertInto('campaign_entry')
        .values({
          name: `Callers of ${queue}`,
          id_queue_call_entry: id,
          datetime_init: '2020-01-01',
          datetime_end: '2099-12-31',
          daytime_init: '00:00:00',
          daytime_end: '23:59:59',
          script: '<p>Good morning, how can I help?</p>',
        })
        .execute();
    }
  } finally {
    await storage.close();
  }
}
