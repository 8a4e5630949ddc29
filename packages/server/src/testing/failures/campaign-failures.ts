import type { RequestName } from '@openeccp/eccp';
import { SPRING } from '../sample-campaigns.js';
import type { Situation } from '../situations.js';
import { BAD, type FailureCase } from './failure-case.js';

const BAD_START = { level: 'outer', code: 400, message: 'Bad request - invalid start date' } as const;
const BAD_END = { level: 'outer', code: 400, message: 'Bad request - invalid end date' } as const;
const NO_LIMIT = { level: 'outer', code: 400, message: 'Bad request - offset without limit' } as const;
const NO_CAMPAIGN = { level: 'inner', code: 404, message: 'Campaign not found' } as const;

const unreadable =
  (part: 'form-fields' | 'form-names'): Situation =>
  (server) => {
    server.campaigns.campaigns = [SPRING];
    server.campaigns.unreadable = part;
  };

function withDates(request: RequestName, start: string, end: string): string {
  return `<${request}><datetime_start>${start}</datetime_start><datetime_end>${end}</datetime_end></${request}>`;
}

/** Failures of the requests that read campaigns, queues, their log and what agents did (ECCP §8.2, §8.5). */
export const campaignFailures: readonly FailureCase[] = [
  ...(['getagentactivitysummary', 'campaignlog', 'getcampaignlist'] as const).flatMap(
    (request): FailureCase[] => [
      {
        request,
        ...BAD_START,
        when: 'neither is a date',
        send: withDates(request, '2026-02-30', '2026-13-01'),
      },
      { request, ...BAD_END, when: 'the end is no date', send: withDates(request, '2026-03-01', 'today') },
    ],
  ),

  { request: 'getqueuescript', ...BAD, when: 'no queue', send: '<getqueuescript/>' },
  {
    request: 'getqueuescript',
    level: 'inner',
    code: 404,
    message: 'Queue not found in incoming queues',
    when: 'unknown queue',
    send: '<getqueuescript><queue>1</queue></getqueuescript>',
  },

  {
    request: 'getcampaignlist',
    level: 'outer',
    code: 400,
    message: 'Bad request - invalid campaign type',
    when: 'unknown type, before anything else is looked at',
    send: '<getcampaignlist><campaign_type>both</campaign_type><status>x</status></getcampaignlist>',
  },
  {
    request: 'getcampaignlist',
    level: 'outer',
    code: 400,
    message: 'Bad request - invalid status',
    when: 'unknown status, before the dates are looked at',
    send: '<getcampaignlist><status>A</status><datetime_start>x</datetime_start></getcampaignlist>',
  },
  {
    request: 'getcampaignlist',
    ...NO_LIMIT,
    when: 'no limit',
    send: '<getcampaignlist><offset>0</offset></getcampaignlist>',
  },
  {
    request: 'getincomingqueuelist',
    ...NO_LIMIT,
    when: 'no limit',
    send: '<getincomingqueuelist><offset>5</offset></getincomingqueuelist>',
  },

  { request: 'getcampaigninfo', ...BAD, when: 'no campaign', send: '<getcampaigninfo/>' },
  {
    request: 'getcampaigninfo',
    ...BAD,
    when: 'unknown type',
    send: '<getcampaigninfo><campaign_type>x</campaign_type><campaign_id>3</campaign_id></getcampaigninfo>',
  },
  {
    request: 'getcampaigninfo',
    ...NO_CAMPAIGN,
    when: 'a campaign of the other type has this id',
    send: '<getcampaigninfo><campaign_type>incoming</campaign_type><campaign_id>3</campaign_id></getcampaigninfo>',
    arrange: (server) => {
      server.campaigns.campaigns = [SPRING];
    },
  },
  ...(
    [
      ['form-fields', 'Cannot read campaign info (formfields)'],
      ['form-names', 'Cannot read campaign info (formnames)'],
    ] as const
  ).map(([part, message]) => ({
    request: 'getcampaigninfo' as const,
    level: 'inner' as const,
    code: 500,
    message,
    when: `${part} can't be read`,
    send: '<getcampaigninfo><campaign_id>3</campaign_id></getcampaigninfo>',
    arrange: unreadable(part),
  })),

  ...(
    [
      ['no type', ''],
      ['unknown type', '<campaign_type>x</campaign_type><campaign_id>3</campaign_id>'],
      ['outgoing without campaign', '<campaign_type>outgoing</campaign_type><queue>9000</queue>'],
      ['incoming without campaign and queue', '<campaign_type>incoming</campaign_type>'],
    ] as const
  ).map(([when, args]) => ({
    request: 'campaignlog' as const,
    ...BAD,
    when,
    send: `<campaignlog>${args}</campaignlog>`,
  })),
];
