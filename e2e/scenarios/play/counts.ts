import { CallTally } from '@openeccp/core';
import type { Stage } from './scenario.js';

/** Those of the demonstration data. */
const QUEUES = ['8000', '8001', '9000'] as const;

/** What the server counts in memory otherwise than a new count of its database does. */
export async function miscounted({ server, wire }: Stage): Promise<readonly string[]> {
  const tally = new CallTally();
  tally.seed(await server.storage.loadTallies(() => []));
  const found: string[] = [];
  for (const queue of QUEUES) {
    const { calls, talk } = tally.incoming({ kind: 'queue', queue });
    const told = await wire.ask('getincomingqueuestatus', `<queue>${queue}</queue>`);
    const expected = [
      ...Object.entries(calls).map(([count, number]) => `statuscount.${count} = ${number}`),
      `stats.total_sec = ${talk.totalS}`,
      `stats.max_duration = ${talk.longestS}`,
    ];
    const untold = expected.filter((line) => !told.includes(line));
    found.push(...untold.map((line) => `queue ${queue}: ${line} in the database`));
  }
  return found;
}
