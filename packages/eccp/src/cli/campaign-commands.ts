import type { DateRange } from '../messages/date-arguments.js';
import type { Page } from '../messages/page-arguments.js';
import type { CampaignLogArguments } from '../messages/requests/campaignlog.js';
import type { GetCampaignInfoArguments } from '../messages/requests/getcampaigninfo.js';
import { asking } from './asking.js';
import type { CliOptions, FlagDescription } from './cli-options.js';
import type { Command } from './command.js';
import { CAMPAIGN, QUEUE } from './operands.js';

const MAX = Number.MAX_SAFE_INTEGER;
const TYPES = ['outgoing', 'incoming'] as const;
const STATES = ['active', 'inactive', 'finished'] as const;

const typeFlag: FlagDescription = {
  flag: 'type',
  value: 'TYPE',
  meaning: 'incoming or outgoing; outgoing unless told',
};
const fromFlag: FlagDescription = { flag: 'from', value: 'DATE', meaning: 'first day, e.g. 2024-03-01' };
const rangeFlags: readonly FlagDescription[] = [
  fromFlag,
  { flag: 'to', value: 'DATE', meaning: 'last day, today unless told' },
];
const logFlags: readonly FlagDescription[] = [
  ...rangeFlags,
  { flag: 'last', value: 'NUMBER', meaning: 'only that many of the newest lines' },
  { flag: 'before', value: 'ID', meaning: 'with --last: only lines before this one' },
];
const pageFlags: readonly FlagDescription[] = [
  { flag: 'limit', value: 'NUMBER', meaning: 'at most that many' },
  { flag: 'offset', value: 'NUMBER', meaning: 'with --limit: leave out so many at the beginning' },
];

/** What a supervisor asks about: campaigns, queues outside campaigns, and what the agents have done. */
export const campaignCommands: Readonly<Record<string, Command>> = {
  campaigns: asking('getcampaignlist', {
    summary: 'list campaigns',
    flags: [
      { flag: 'type', value: 'TYPE', meaning: 'only incoming or only outgoing ones' },
      { flag: 'status', value: 'STATUS', meaning: 'only active, inactive or finished ones' },
      { flag: 'name', value: 'TEXT', meaning: 'only those with this in their name' },
      { flag: 'from', value: 'DATE', meaning: 'only those that start on this day or later' },
      { flag: 'to', value: 'DATE', meaning: 'only those that start before this day' },
      ...pageFlags,
    ],
    arguments: (options) => ({
      campaignType: options.word('type', TYPES),
      status: options.word('status', STATES),
      filterName: options.text('name'),
      ...rangeOf(options),
      ...pageOf(options),
    }),
  }),
  campaign: asking('getcampaigninfo', {
    summary: 'show a campaign, its script and its forms',
    operand: CAMPAIGN,
    flags: [typeFlag],
    arguments: campaignOf,
  }),
  campaignstatus: asking('getcampaignstatus', {
    summary: 'count the calls of a campaign, show its agents',
    operand: CAMPAIGN,
    flags: [typeFlag, { ...fromFlag, meaning: 'count only calls of this day and later' }],
    arguments: (options, operand) => ({
      ...campaignOf(options, operand),
      datetimeStart: options.date('from'),
    }),
  }),
  campaignwait: asking('getcampaignqueuewait', {
    summary: 'show how long the calls of a campaign waited',
    operand: CAMPAIGN,
    flags: [typeFlag],
    arguments: campaignOf,
  }),
  campaignlog: asking('campaignlog', {
    summary: 'show what happened to the calls of a campaign',
    operand: CAMPAIGN,
    flags: [typeFlag, ...logFlags],
    arguments: (options, operand) => ({ ...campaignOf(options, operand), ...logOf(options) }),
  }),
  incomingqueues: asking('getincomingqueuelist', {
    summary: 'list the queues outside campaigns',
    flags: pageFlags,
    arguments: pageOf,
  }),
  queuestatus: asking('getincomingqueuestatus', {
    summary: 'count the calls of a queue outside campaigns',
    operand: QUEUE,
    flags: [{ ...fromFlag, meaning: 'count only calls of this day and later' }],
    arguments: (options, queue) => ({ queue, datetimeStart: options.date('from') }),
  }),
  queuelog: asking('campaignlog', {
    summary: 'show what happened to the calls of such a queue',
    operand: QUEUE,
    flags: logFlags,
    arguments: (options, queue) => ({ campaignType: 'incoming', queue, ...logOf(options) }),
  }),
  queuescript: asking('getqueuescript', {
    summary: 'show what agents say to callers of such a queue',
    operand: QUEUE,
    arguments: (_, queue) => ({ queue: Number(queue) }),
  }),
  activity: asking('getagentactivitysummary', {
    summary: 'sum up what all agents did, today unless told',
    flags: rangeFlags,
    arguments: rangeOf,
  }),
};

function campaignOf(options: CliOptions, campaign: string): GetCampaignInfoArguments {
  return { campaignType: options.word('type', TYPES) ?? 'outgoing', campaignId: Number(campaign) };
}

function rangeOf(options: CliOptions): DateRange {
  return { datetimeStart: options.date('from'), datetimeEnd: options.date('to') };
}

function pageOf(options: CliOptions): Page {
  return { offset: options.number('offset', 0, MAX), limit: options.number('limit', 1, MAX) };
}

function logOf(options: CliOptions): Omit<CampaignLogArguments, 'campaignType'> {
  return {
    ...rangeOf(options),
    lastN: options.number('last', 1, MAX),
    idBefore: options.number('before', 1, MAX),
  };
}
