import { element } from '../../codec/xml-element.js';
import { type CallRecord, decodeCallRecord, encodeCallRecord } from '../call-record.js';
import { decodeCampaignType } from '../campaign-words.js';
import { intOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

/** An outgoing call is looked for in one campaign only. */
export type GetCallInfoArguments =
  | { readonly campaignType: 'outgoing'; readonly campaignId: number; readonly callId: number }
  | { readonly campaignType: 'incoming'; readonly callId: number };

/** ECCP §8.4 getcallinfo. D-11 */
export const getcallinfo: RequestDefinition<'getcallinfo', GetCallInfoArguments, CallRecord> = {
  name: 'getcallinfo',
  summary: 'Reads all that is stored about a call, running or finished: times, person, form values.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', optional: true, meaning: '`outgoing` unless told' },
    {
      name: 'campaign_id',
      type: 'int',
      optional: true,
      meaning: 'needed for outgoing calls, ignored for incoming',
    },
    { name: 'call_id', type: 'int', meaning: 'the call' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`campaign_type` is neither of the two' },
    { level: 'outer', failure: failures.badRequest, when: 'outgoing, and `campaign_id` is absent' },
    { level: 'outer', failure: failures.badRequest, when: '`call_id` is absent' },
    { level: 'inner', failure: failures.callInfoUnreadable, when: 'the call cannot be read' },
    { level: 'inner', failure: failures.callNotFound, when: 'no such call, or not in this campaign' },
  ],
  decodeArguments(command) {
    const campaignType = decodeCampaignType(command);
    const callId = intOf(command, 'call_id');
    if (campaignType === undefined || callId === undefined) return undefined;
    if (campaignType === 'incoming') return { campaignType, callId };
    const campaignId = intOf(command, 'campaign_id');
    return campaignId === undefined ? undefined : { campaignType, campaignId, callId };
  },
  encodeArguments: (args) => [
    element('campaign_type', args.campaignType),
    ...(args.campaignType === 'outgoing' ? [element('campaign_id', String(args.campaignId))] : []),
    element('call_id', String(args.callId)),
  ],
  encodeReply: encodeCallRecord,
  decodeReply: decodeCallRecord,
};
