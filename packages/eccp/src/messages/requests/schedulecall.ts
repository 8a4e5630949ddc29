import { childOf, childText, element, type XmlElement } from '../../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { addField, flagOf, intOf } from '../elements.js';
import { failures, invalidSchedule } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** When a scheduled call may be placed, as sent: {@link checkSchedule} says whether it makes sense. */
export interface ScheduleText {
  /** `yyyy-mm-dd`. */
  readonly dateInit?: string | undefined;
  readonly dateEnd?: string | undefined;
  /** `hh:mm:ss`, server-local. */
  readonly timeInit?: string | undefined;
  readonly timeEnd?: string | undefined;
}

/** A call to be placed later. */
export interface ScheduledCall {
  /** Without it the call is placed like any other of its campaign. */
  readonly schedule?: ScheduleText | undefined;
  /** Only this agent gets the call; needs a schedule. */
  readonly sameAgent?: boolean | undefined;
  /** In place of the phone that was called; as sent. */
  readonly newPhone?: string | undefined;
  /** In place of the first attribute of the call. D-13 */
  readonly newContactName?: string | undefined;
  /** A finished outgoing call to be repeated in place of the current one. */
  readonly callId?: number | undefined;
}

export interface ScheduleCallArguments extends AgentCredentials, ScheduledCall {}

/** ECCP §8.3 schedulecall. D-13 */
export const schedulecall: RequestDefinition<'schedulecall', ScheduleCallArguments, SuccessReply> = {
  name: 'schedulecall',
  summary: 'Enters the customer of an outgoing call into its campaign again, for later.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: [
    ...credentialArguments,
    {
      name: 'schedule',
      type: 'group',
      optional: true,
      meaning: '`date_init`, `date_end`, `time_init`, `time_end`: when it may be placed',
    },
    { name: 'sameagent', type: 'int', optional: true, meaning: 'non-zero: only for this agent' },
    { name: 'newphone', type: 'digits', optional: true, meaning: 'another phone of the customer' },
    { name: 'newcontactname', type: 'string', optional: true, meaning: 'replaces the first attribute' },
    { name: 'campaign_type', type: 'outgoing', optional: true, meaning: 'only together with `call_id`' },
    { name: 'call_id', type: 'int', optional: true, meaning: 'a finished call in place of the current one' },
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    {
      level: 'outer',
      failure: failures.badRequest,
      when: '`call_id` with another `campaign_type` than `outgoing`',
    },
    { level: 'inner', failure: failures.agentNotLoggedInThroughEccp, when: 'the agent is not loaded' },
    { level: 'inner', failure: failures.agentNotLoggedIn, when: 'not logged in' },
    { level: 'inner', failure: failures.incompleteSchedule, when: 'a child of `schedule` is absent' },
    { level: 'inner', failure: failures.sameAgentWithoutSchedule, when: '`sameagent` without `schedule`' },
    { level: 'inner', failure: failures.invalidNewPhone, when: '`newphone` is not all digits' },
    { level: 'inner', failure: invalidSchedule('date_init'), when: 'no date' },
    { level: 'inner', failure: invalidSchedule('date_end'), when: 'no date' },
    { level: 'inner', failure: invalidSchedule('time_init'), when: 'no time' },
    { level: 'inner', failure: invalidSchedule('time_end'), when: 'no time' },
    {
      level: 'inner',
      failure: failures.scheduleInThePast,
      when: 'the earlier of the two dates is before today',
    },
    { level: 'inner', failure: failures.notInOutgoingCall, when: 'no call, or an incoming one' },
    {
      level: 'inner',
      failure: failures.datesOutsideCampaign,
      when: 'the campaign does not run on all of the days',
    },
    {
      level: 'inner',
      failure: failures.timesOutsideCampaign,
      when: 'the campaign does not run at all of the times',
    },
    { level: 'inner', failure: failures.duplicateSchedule, when: 'same campaign, phone, dates and times' },
    { level: 'inner', failure: failures.scheduleInsertFailed, when: 'it cannot be stored' },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    if (credentials === undefined) return undefined;
    const campaignType = childText(command, 'campaign_type');
    const callId = campaignType === undefined ? undefined : intOf(command, 'call_id');
    if (callId !== undefined && campaignType !== 'outgoing') return undefined;
    const schedule = childOf(command, 'schedule');
    return {
      ...credentials,
      schedule: schedule === undefined ? undefined : decodeSchedule(schedule),
      sameAgent: flagOf(command, 'sameagent'),
      newPhone: childText(command, 'newphone'),
      newContactName: childText(command, 'newcontactname'),
      callId,
    };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    if (args.schedule !== undefined) elements.push(encodeSchedule(args.schedule));
    addField(elements, 'sameagent', args.sameAgent);
    addField(elements, 'newphone', args.newPhone);
    addField(elements, 'newcontactname', args.newContactName);
    if (args.callId !== undefined) addField(elements, 'campaign_type', 'outgoing');
    addField(elements, 'call_id', args.callId);
    return elements;
  },
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};

function encodeSchedule(schedule: ScheduleText): XmlElement {
  const elements: XmlElement[] = [];
  addField(elements, 'date_init', schedule.dateInit);
  addField(elements, 'date_end', schedule.dateEnd);
  addField(elements, 'time_init', schedule.timeInit);
  addField(elements, 'time_end', schedule.timeEnd);
  return element('schedule', elements);
}

function decodeSchedule(schedule: XmlElement): ScheduleText {
  return {
    dateInit: childText(schedule, 'date_init'),
    dateEnd: childText(schedule, 'date_end'),
    timeInit: childText(schedule, 'time_init'),
    timeEnd: childText(schedule, 'time_end'),
  };
}
