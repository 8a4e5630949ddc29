import { CALL, checkFlatState } from './agent-state.js';
import {
  AGENT,
  ANY,
  CALL_TYPE,
  COUNT,
  checkAttributes,
  checkFields,
  checkList,
  complain,
  DATE,
  DATE_TIME,
  FILLED,
  INT,
  may,
  need,
  TIME,
} from './fields.js';
import { child, type Element, elements, textOf } from './xml.js';

export const CAMPAIGN_STATUS = /^(?:active|inactive|finished)$/;
export const OUTGOING_COUNTS = [
  ...['pending', 'placing', 'ringing', 'onqueue', 'success', 'onhold', 'failure', 'shortcall', 'noanswer'],
  'abandoned',
];
export const INCOMING_COUNTS = ['onqueue', 'success', 'onhold', 'abandoned', 'finished', 'losttrack'];

/** §4: a page compares counters key by key, so all must be there; `total` is their sum. */
export function checkCounters(
  payload: Element,
  keys: readonly string[],
  extended: boolean,
): readonly string[] {
  const counts = child(payload, 'statuscount');
  if (counts === undefined) return [`${payload.name} without statuscount`];
  const sum = keys.reduce((total, key) => total + Number(textOf(counts, key)), 0);
  return [
    ...checkFields(counts, Object.fromEntries(['total', ...keys].map((key) => [key, need(COUNT)]))),
    ...complain(Number(textOf(counts, 'total')) !== sum, `${payload.name}: total is not the sum, ${sum}`),
    ...elements(payload, 'stats').flatMap((stats) =>
      checkFields(stats, { total_sec: need(COUNT), max_duration: need(COUNT) }),
    ),
    ...complain(child(payload, 'stats') === undefined, `${payload.name} without stats`),
    ...checkList(payload, 'agents', 'agent', (agent) => [
      ...checkFields(agent, { agentchannel: need(AGENT) }),
      ...checkFlatState(agent, extended),
    ]),
    ...checkList(payload, 'activecalls', 'activecall', (call) => [
      ...checkFields(call, { ...CALL, callstatus: need(/^(?:Placing|Dialing|Ringing|OnQueue)$/) }),
    ]),
  ];
}

/** §4: the log's words are shown by page, so `Success` and its like are here, unlike in events. */
export function checkLogEntry(entry: Element): readonly string[] {
  return checkFields(entry, {
    id: need(COUNT),
    datetime_entry: need(DATE_TIME),
    phone: may(ANY),
    queue: may(ANY),
    campaign_type: need(CALL_TYPE),
    campaign_id: may(COUNT),
    call_id: need(COUNT),
    new_status: need(FILLED),
    retry: may(COUNT),
    uniqueid: may(FILLED),
    trunk: may(FILLED),
    duration: may(COUNT),
    agentchannel: may(AGENT),
  });
}

/** §3.3: an empty `urltemplate` means that there is no URL. */
export function checkCampaignInfo(campaign: Element): readonly string[] {
  return [
    ...checkFields(campaign, {
      name: need(ANY),
      type: need(CALL_TYPE),
      startdate: need(DATE),
      enddate: need(DATE),
      working_time_starttime: need(TIME),
      working_time_endtime: need(TIME),
      queue: need(FILLED),
      retries: may(COUNT),
      trunk: may(FILLED),
      context: may(ANY),
      maxchan: may(INT),
      status: need(CAMPAIGN_STATUS),
      script: need(ANY),
      urltemplate: need(ANY),
      urlopentype: need(/^(?:window|iframe|jsonp)?$/),
    }),
    ...checkList(campaign, 'forms', 'form', (form) => [
      ...checkAttributes(form, {
        id: need(COUNT),
        name: may(FILLED),
        description: may(FILLED),
        status: may(/^[AI]$/),
      }),
      ...elements(form, 'field').flatMap(checkFormField),
    ]),
  ];
}

function checkFormField(field: Element): readonly string[] {
  const list = textOf(field, 'type') === 'LIST';
  return [
    ...checkAttributes(field, { order: need(COUNT), id: need(COUNT) }),
    ...checkFields(field, {
      label: need(ANY),
      type: need(/^(?:TEXT|TEXTAREA|DATE|LABEL|LIST)$/),
      maxsize: may(COUNT),
      default_value: may(FILLED),
    }),
    ...(list ? checkList(field, 'options', 'value', () => []) : []),
    ...complain(list && child(field, 'default_value') !== undefined, 'a list with a default value'),
  ];
}
