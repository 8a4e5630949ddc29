import { away } from '../situations.js';
import { AMI, BAD, type FailureCase } from './failure-case.js';

const BAD_START = { level: 'outer', code: 400, message: 'Bad request - invalid start date' } as const;

/** Failures of the requests that count calls (ECCP §8.5). */
export const tallyFailures: readonly FailureCase[] = [
  { request: 'getcampaignstatus', ...AMI, send: '<getcampaignstatus/>', arrange: away },
  {
    request: 'getcampaignstatus',
    ...BAD,
    when: 'no campaign, before the date is looked at',
    send: '<getcampaignstatus><datetime_start>x</datetime_start></getcampaignstatus>',
  },
  {
    request: 'getcampaignstatus',
    ...BAD_START,
    when: 'no date, before the type is looked at',
    send: '<getcampaignstatus><campaign_type>x</campaign_type><campaign_id>3</campaign_id><datetime_start>2026-3-1</datetime_start></getcampaignstatus>',
  },
  {
    request: 'getcampaignstatus',
    ...BAD,
    when: 'unknown type',
    send: '<getcampaignstatus><campaign_type>x</campaign_type><campaign_id>3</campaign_id></getcampaignstatus>',
  },
  {
    request: 'getcampaignstatus',
    level: 'inner',
    code: 404,
    message: 'Campaign not found',
    when: 'unknown campaign',
    send: '<getcampaignstatus><campaign_id>3</campaign_id></getcampaignstatus>',
  },

  {
    request: 'getcampaignqueuewait',
    ...BAD,
    when: 'no campaign',
    send: '<getcampaignqueuewait><campaign_type>incoming</campaign_type></getcampaignqueuewait>',
  },
  {
    request: 'getcampaignqueuewait',
    ...BAD,
    when: 'no type',
    send: '<getcampaignqueuewait><campaign_id>3</campaign_id></getcampaignqueuewait>',
  },
  {
    request: 'getcampaignqueuewait',
    ...BAD,
    when: 'unknown type',
    send: '<getcampaignqueuewait><campaign_type>x</campaign_type><campaign_id>3</campaign_id></getcampaignqueuewait>',
  },

  { request: 'getincomingqueuestatus', ...AMI, send: '<getincomingqueuestatus/>', arrange: away },
  {
    request: 'getincomingqueuestatus',
    ...BAD,
    when: 'no queue, before the date is looked at',
    send: '<getincomingqueuestatus><datetime_start>x</datetime_start></getincomingqueuestatus>',
  },
  {
    request: 'getincomingqueuestatus',
    ...BAD_START,
    when: 'no date',
    send: '<getincomingqueuestatus><queue>9000</queue><datetime_start/></getincomingqueuestatus>',
  },
];
