import type { WireDate } from '../../codec/date.js';
import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import { type CampaignForm, decodeCampaignForms, encodeCampaignForms } from '../campaign-forms.js';
import { type CampaignUrls, decodeUrls, encodeUrls } from '../campaign-urls.js';
import { type CampaignState, type CampaignType, decodeCampaignType } from '../campaign-words.js';
import { addField, intOf, type OpenWord } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetCampaignInfoArguments {
  readonly campaignType: CampaignType;
  readonly campaignId: number;
}

/** How the dialer places the calls of an outgoing campaign. */
export interface CampaignDialing {
  /** Attempts for each number. */
  readonly retries: number;
  /** Absent: the dial plan decides. */
  readonly trunk?: string | undefined;
  readonly context: string;
  /** Channels in use at most. */
  readonly maxChannels: number;
}

export interface CampaignInfo extends CampaignUrls {
  readonly name: string;
  readonly type: OpenWord<CampaignType>;
  readonly startDate: WireDate;
  readonly endDate: WireDate;
  /** `hh:mm:ss`, server-local. */
  readonly workingTimeStart: string;
  readonly workingTimeEnd: string;
  readonly queue: string;
  /** Outgoing campaigns only. */
  readonly dialing?: CampaignDialing | undefined;
  readonly status: OpenWord<CampaignState>;
  /** HTML, what the agent is to say. */
  readonly script: string;
  readonly forms: readonly CampaignForm[];
}

/** ECCP §8.5 getcampaigninfo. D-15 */
export const getcampaigninfo: RequestDefinition<'getcampaigninfo', GetCampaignInfoArguments, CampaignInfo> = {
  name: 'getcampaigninfo',
  summary: 'Reads a campaign with its script, its URLs and its forms.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [
    { name: 'campaign_type', type: 'incoming | outgoing', optional: true, meaning: 'outgoing unless told' },
    { name: 'campaign_id', type: 'int', meaning: 'the campaign' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: '`campaign_id` is absent' },
    { level: 'outer', failure: failures.badRequest, when: 'unknown `campaign_type`' },
    { level: 'inner', failure: failures.campaignNotFound, when: 'no campaign of that type has this id' },
    { level: 'inner', failure: failures.formFieldsUnreadable, when: 'the fields of a form cannot be read' },
    { level: 'inner', failure: failures.formNamesUnreadable, when: 'the names of the forms cannot be read' },
  ],
  decodeArguments(command) {
    const campaignId = intOf(command, 'campaign_id');
    const campaignType = decodeCampaignType(command);
    if (campaignId === undefined || campaignType === undefined) return undefined;
    return { campaignType, campaignId };
  },
  encodeArguments: (args) => [
    element('campaign_type', args.campaignType),
    element('campaign_id', String(args.campaignId)),
  ],
  encodeReply(info) {
    const elements: XmlElement[] = [];
    addField(elements, 'name', info.name);
    addField(elements, 'type', info.type);
    addField(elements, 'startdate', info.startDate);
    addField(elements, 'enddate', info.endDate);
    addField(elements, 'working_time_starttime', info.workingTimeStart);
    addField(elements, 'working_time_endtime', info.workingTimeEnd);
    addField(elements, 'queue', info.queue);
    if (info.dialing !== undefined) elements.push(...encodeDialing(info.dialing));
    addField(elements, 'status', info.status);
    addField(elements, 'script', info.script);
    elements.push(...encodeUrls(info), encodeCampaignForms(info.forms));
    return elements;
  },
  decodeReply: (payload) => ({
    name: childText(payload, 'name') ?? '',
    type: childText(payload, 'type') ?? '',
    startDate: childText(payload, 'startdate') ?? '',
    endDate: childText(payload, 'enddate') ?? '',
    workingTimeStart: childText(payload, 'working_time_starttime') ?? '',
    workingTimeEnd: childText(payload, 'working_time_endtime') ?? '',
    queue: childText(payload, 'queue') ?? '',
    dialing: decodeDialing(payload),
    status: childText(payload, 'status') ?? '',
    script: childText(payload, 'script') ?? '',
    ...decodeUrls(payload),
    forms: decodeCampaignForms(payload),
  }),
};

function encodeDialing({ retries, trunk, context, maxChannels }: CampaignDialing): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  addField(elements, 'retries', retries);
  addField(elements, 'trunk', trunk);
  addField(elements, 'context', context);
  addField(elements, 'maxchan', maxChannels);
  return elements;
}

function decodeDialing(payload: XmlElement): CampaignDialing | undefined {
  const retries = intOf(payload, 'retries');
  if (retries === undefined) return undefined;
  return {
    retries,
    trunk: childText(payload, 'trunk'),
    context: childText(payload, 'context') ?? '',
    maxChannels: intOf(payload, 'maxchan') ?? 0,
  };
}
