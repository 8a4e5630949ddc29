import type { CallTally, CampaignScope } from '@openeccp/core';
import {
  accepted,
  type CampaignStatus,
  dateFailure,
  failures,
  isCampaignType,
  refused,
  rejected,
} from '@openeccp/eccp';
import { campaignStatus, talkStats } from '../campaign-status.js';
import type { Handler } from '../handler.js';

/** ECCP §8.5 getcampaignstatus: counters from memory, agents and active calls from the floor. */
export const getcampaignstatus: Handler<'getcampaignstatus'> = async ({ args, services }) => {
  const badDate = dateFailure(args);
  if (badDate !== undefined) return rejected(badDate);
  const { campaignType, campaignId, datetimeStart } = args;
  if (!isCampaignType(campaignType)) return rejected(failures.badRequest);
  const queue = await services.campaigns.campaignQueue(campaignType, campaignId);
  if (queue === undefined) return refused(failures.campaignNotFound);
  const tally = await services.tallies.ready();
  if (tally === undefined) return rejected(failures.databaseFailure);
  const scope = { kind: campaignType, campaignId };
  return accepted({
    ...counts(tally, scope, datetimeStart),
    ...campaignStatus(services.floor, scope, queue, services.now()),
  });
};

function counts(
  tally: CallTally,
  scope: CampaignScope,
  since: string | undefined,
): Pick<CampaignStatus, 'statusCount' | 'stats'> {
  if (scope.kind === 'incoming') {
    const counted = tally.incoming(scope, since);
    return { statusCount: { kind: 'incoming', calls: counted.calls }, stats: talkStats(counted) };
  }
  const counted = tally.outgoing(scope.campaignId, since);
  return { statusCount: { kind: 'outgoing', calls: counted.calls }, stats: talkStats(counted) };
}
