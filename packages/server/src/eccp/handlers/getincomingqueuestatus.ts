import { accepted, dateFailure, failures, rejected } from '@openeccp/eccp';
import { campaignStatus, talkStats } from '../campaign-status.js';
import type { Handler } from '../handler.js';

/** ECCP §8.5 getincomingqueuestatus: calls outside campaigns; a queue that nobody knows has none. */
export const getincomingqueuestatus: Handler<'getincomingqueuestatus'> = async ({ args, services }) => {
  const badDate = dateFailure(args);
  if (badDate !== undefined) return rejected(badDate);
  const tally = await services.tallies.ready();
  if (tally === undefined) return rejected(failures.databaseFailure);
  const scope = { kind: 'queue', queue: args.queue } as const;
  const counted = tally.incoming(scope, args.datetimeStart);
  return accepted({
    statusCount: { kind: 'incoming', calls: counted.calls },
    stats: talkStats(counted),
    ...campaignStatus(services.floor, scope, args.queue, services.now()),
  });
};
