import { checkFlatState } from './agent-state.js';
import { checkCallGroups } from './call-record.js';
import {
  AGENT,
  ANY,
  CALL_TYPE,
  COUNT,
  checkFields,
  checkList,
  complain,
  DATE_TIME,
  FILLED,
  type Fields,
  FLAG,
  may,
  need,
} from './fields.js';
import { child, type Element, textOf } from './xml.js';

/** How a client takes an event. */
interface EventRule {
  /** The element that says whose event it is; none for `callprogress`. */
  readonly agent: 'agent' | 'agent_number' | undefined;
  readonly fields: Fields;
  /** Of the extended profile: in the plain one it stops the reader thread of the Java library (§7). */
  readonly extended?: true;
  check?(event: Element, extended: boolean): readonly string[];
}

const OF_CALL: Fields = { calltype: need(CALL_TYPE), campaign_id: may(COUNT), call_id: need(COUNT) };
const PROGRESS = [
  'Placing',
  'Dialing',
  'Ringing',
  'OnQueue',
  'Failure',
  'NoAnswer',
  'Abandoned',
  'OnHold',
  'OffHold',
];

const line: EventRule = { agent: 'agent', fields: { agent: need(AGENT) } };
const recording: EventRule = {
  agent: 'agent_number',
  fields: { ...OF_CALL, agent_number: need(AGENT) },
};
const scheduled: EventRule = {
  ...recording,
  fields: { ...recording.fields, calltype: need(/^outgoing$/), campaign_id: need(COUNT) },
};
const consultation: EventRule = {
  agent: 'agent_number',
  fields: { agent_number: need(AGENT) },
  extended: true,
};

/** The events that clients know, by name (§3.2, §3.4, §4, §5, §7). */
const EVENTS: ReadonlyMap<string, EventRule> = new Map(
  Object.entries<EventRule>({
    agentloggedin: line,
    agentloggedout: line,
    agentfailedlogin: line,
    agentlinked: {
      agent: 'agent_number',
      fields: {
        ...OF_CALL,
        phone: may(ANY),
        status: need(/^(?:Success|activa)$/),
        uniqueid: may(FILLED),
        datetime_originate: may(DATE_TIME),
        datetime_originateresponse: may(DATE_TIME),
        datetime_join: may(DATE_TIME),
        datetime_linkstart: need(DATE_TIME),
        datetime_linkend: may(DATE_TIME),
        duration: may(COUNT),
        retries: may(COUNT),
        trunk: may(FILLED),
        agent_number: need(AGENT),
        campaignlog_id: need(COUNT),
        remote_channel: may(FILLED),
      },
      check: (event) => [...checkCallGroups(event), ...checkQueue(event, 'calltype')],
    },
    agentunlinked: {
      agent: 'agent_number',
      fields: {
        ...OF_CALL,
        phone: may(ANY),
        datetime_linkend: need(DATE_TIME),
        duration: need(/^\d+(?:\.\d+)?$/),
        shortcall: need(FLAG),
        campaignlog_id: need(COUNT),
        agent_number: need(AGENT),
      },
      check: (event) => checkQueue(event, 'calltype'),
    },
    pausestart: { agent: 'agent_number', fields: { pause_start: need(DATE_TIME) }, check: checkPause },
    pauseend: {
      agent: 'agent_number',
      fields: { pause_start: need(DATE_TIME), pause_end: need(DATE_TIME), pause_duration: need(COUNT) },
      check: checkPause,
    },
    callprogress: {
      agent: undefined,
      fields: {
        id: need(COUNT),
        datetime_entry: need(DATE_TIME),
        campaign_type: need(CALL_TYPE),
        campaign_id: may(COUNT),
        call_id: need(COUNT),
        retry: may(COUNT),
        uniqueid: may(FILLED),
        trunk: may(FILLED),
        phone: may(ANY),
      },
      check: (event, extended) => {
        const word = textOf(event, 'new_status') ?? '';
        const known = PROGRESS.includes(word) || (extended && word === 'Transfer');
        return [...complain(!known, `no page counts ${word}`), ...checkQueue(event, 'campaign_type')];
      },
    },
    queuemembership: {
      agent: 'agent_number',
      fields: { agent_number: need(AGENT) },
      check: (event, extended) => [
        ...checkFlatState(event, extended),
        ...checkList(event, 'queues', 'queue', () => []),
      ],
    },
    recordingmute: recording,
    recordingunmute: recording,
    schedulecallstart: scheduled,
    schedulecallfailed: scheduled,
    agentstatechange: {
      agent: 'agent_number',
      fields: { agent_number: need(AGENT), status: need(/^(?:ringing|online)$/), queue: need(FILLED) },
      extended: true,
    },
    consultationstart: consultation,
    consultationend: consultation,
    holdwarning: { ...recording, fields: { ...recording.fields, hold_end: need(DATE_TIME) }, extended: true },
    unholdfailed: { ...recording, extended: true },
  }),
);

function checkPause(event: Element): readonly string[] {
  const inBreak = textOf(event, 'pause_class') === 'break';
  return [
    ...checkFields(event, {
      pause_class: need(/^(?:break|hold)$/),
      agent_number: need(AGENT),
      ...(inBreak ? { pause_type: need(COUNT), pause_name: need(FILLED) } : {}),
    }),
    ...complain(!inBreak && child(event, 'pause_type') !== undefined, 'a hold with the type of a break'),
  ];
}

/** §6: pages go by the queue, and look up the campaign of a call that came through none. */
function checkQueue(event: Element, type: 'calltype' | 'campaign_type'): readonly string[] {
  const outgoing = textOf(event, type) === 'outgoing';
  const needed = !outgoing || child(event, 'campaign_id') === undefined;
  return checkFields(event, { queue: needed ? need(FILLED) : may(FILLED) });
}

/** The agent whom the event is about; undefined for `callprogress`. */
export function agentOf(event: Element): string | undefined {
  const name = EVENTS.get(event.name)?.agent;
  return name === undefined ? undefined : textOf(event, name);
}

/** What is wrong with an event by itself. An unknown one stops the reader thread of the Java library. */
export function checkEvent(event: Element, extended: boolean): readonly string[] {
  const rule = EVENTS.get(event.name);
  if (rule === undefined) return [`unknown event ${event.name}`];
  return [
    ...complain(rule.extended === true && !extended, `${event.name} is of the extended profile`),
    ...checkFields(event, rule.fields),
    ...(rule.check?.(event, extended) ?? []),
  ];
}
