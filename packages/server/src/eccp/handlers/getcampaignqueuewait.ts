import { WAIT_INTERVAL_S, WAIT_INTERVALS } from '@openeccp/core';
import { accepted, failures, rejected, type WaitInterval } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.5 getcampaignqueuewait, over the whole life of the campaign; one that nobody knows has only zeros. */
export const getcampaignqueuewait: Handler<'getcampaignqueuewait'> = async ({ args, services }) => {
  const tally = await services.tallies.ready();
  if (tally === undefined) return rejected(failures.databaseFailure);
  const { joined, abandoned } = tally.queueWaits({ kind: args.campaignType, campaignId: args.campaignId });
  return accepted({ histogram: joined.map(interval), abandoned });
};

function interval(count: number, index: number): WaitInterval {
  const lower = index * WAIT_INTERVAL_S;
  const last = index === WAIT_INTERVALS - 1;
  return { lower, upper: last ? undefined : lower + WAIT_INTERVAL_S - 1, count };
}
