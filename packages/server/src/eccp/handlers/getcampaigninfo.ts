import { accepted, failures, refused } from '@openeccp/eccp';
import { campaignInfo } from '../campaign-info.js';
import type { Handler } from '../handler.js';

/** ECCP §8.5 getcampaigninfo */
export const getcampaigninfo: Handler<'getcampaigninfo'> = async ({ args, services }) => {
  const result = await services.campaigns.campaign(args.campaignType, args.campaignId);
  switch (result.kind) {
    case 'found':
      return accepted(campaignInfo(result.campaign, services.urlSlots));
    case 'not-found':
      return refused(failures.campaignNotFound);
    case 'unreadable':
      return refused(
        result.part === 'form-fields' ? failures.formFieldsUnreadable : failures.formNamesUnreadable,
      );
  }
};
