import {
  accepted,
  dateFailure,
  failures,
  inOrder,
  isCampaignState,
  isCampaignType,
  pageFailure,
  rejected,
} from '@openeccp/eccp';
import type { Handler } from '../handler.js';
import { wantedPage } from '../page.js';

/** ECCP §8.5 getcampaignlist */
export const getcampaignlist: Handler<'getcampaignlist'> = async ({ args, services }) => {
  const { campaignType: kind, status: state } = args;
  if (kind !== undefined && !isCampaignType(kind)) return rejected(failures.invalidCampaignType);
  if (state !== undefined && !isCampaignState(state)) return rejected(failures.invalidCampaignStatus);
  const bad = dateFailure(args) ?? pageFailure(args);
  if (bad !== undefined) return rejected(bad);
  const { datetimeStart: startsFrom, datetimeEnd: startsBefore } = inOrder(args);
  const page = wantedPage(args);
  const filter = { kind, state, name: args.filterName, startsFrom, startsBefore, page };
  const campaigns = await services.campaigns.listCampaigns(filter);
  return accepted({
    campaigns: campaigns.map((one) => ({ id: one.id, type: one.kind, name: one.name, status: one.state })),
  });
};
