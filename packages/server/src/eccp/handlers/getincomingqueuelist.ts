import { accepted, pageFailure, rejected } from '@openeccp/eccp';
import type { Handler } from '../handler.js';
import { wantedPage } from '../page.js';

/** ECCP §8.5 getincomingqueuelist */
export const getincomingqueuelist: Handler<'getincomingqueuelist'> = async ({ args, services }) => {
  const badPage = pageFailure(args);
  if (badPage !== undefined) return rejected(badPage);
  const queues = await services.campaigns.listIncomingQueues(wantedPage(args));
  return accepted({
    queues: queues.map(({ id, name, active }) => ({
      id,
      queue: name,
      status: active ? 'active' : 'inactive',
    })),
  });
};
