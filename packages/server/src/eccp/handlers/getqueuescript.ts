import { accepted, failures, refused } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.5 getqueuescript */
export const getqueuescript: Handler<'getqueuescript'> = async ({ args, services }) => {
  const script = await services.campaigns.queueScript(String(args.queue));
  return script === undefined ? refused(failures.incomingQueueNotFound) : accepted({ script });
};
