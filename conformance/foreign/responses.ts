import { CALL, checkAgentState, checkFlatState } from './agent-state.js';
import { checkCallGroups } from './call-record.js';
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
  type Fields,
  INT,
  may,
  need,
  TIME,
} from './fields.js';
import { child, type Element, elements, textOf } from './xml.js';

/** What a client has asked: the command element as it sent it. */
export type Command = Element;

type Check = (payload: Element, command: Command, extended: boolean) => readonly string[];

const CAMPAIGN_STATUS = /^(?:active|inactive|finished)$/;
const OUTGOING_COUNTS = [
  ...['pending', 'placing', 'ringing', 'onqueue', 'success', 'onhold', 'failure', 'shortcall', 'noanswer'],
  'abandoned',
];
const INCOMING_COUNTS = ['onqueue', 'success', 'onhold', 'abandoned', 'finished', 'losttrack'];

const fields =
  (wanted: Fields): Check =>
  (payload) =>
    checkFields(payload, wanted);

/** What the clients read of each answer that is no failure; answers of which they read nothing are not here. */
const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries<Check>({
    login: fields({ app_cookie: need(FILLED) }),
    loginagent: fields({ status: need(/^logg(?:ing|ed-in)$/) }),
    logoutagent: fields({ status: need(FILLED) }),
    getrequestlist: (payload) => checkList(payload, 'requests', 'request', () => []),
    getagentstatus: (payload, _, extended) => checkAgentState(payload, extended),
    getmultipleagentstatus: (payload, command, extended) => [
      ...checkList(payload, 'agents', 'agent', (agent) => [
        ...checkFields(agent, { agent_number: need(AGENT) }),
        ...checkAgentState(agent, extended),
      ]),
      ...checkSameAgents(payload, command),
    ],
    getmultipleagentqueues: (payload, command) => [
      ...checkList(payload, 'agents', 'agent', (agent) => [
        ...checkFields(agent, { agent_number: need(AGENT) }),
        ...checkList(agent, 'queues', 'queue', () => []),
      ]),
      ...checkSameAgents(payload, command),
    ],
    getagentqueues: (payload) => checkList(payload, 'queues', 'queue', () => []),
    getpauses: (payload) =>
      elements(payload).flatMap((pause) => [
        ...complain(pause.name !== 'pause', `${pause.name} in getpauses`),
        ...checkAttributes(pause, { id: need(COUNT) }),
        ...checkFields(pause, {
          name: need(FILLED),
          status: need(/^[AI]$/),
          type: need(/^B$/),
          description: need(ANY),
        }),
      ]),
    getcallinfo: (payload) => [
      ...checkFields(payload, {
        calltype: need(CALL_TYPE),
        call_id: need(COUNT),
        campaign_id: may(COUNT),
        duration: may(COUNT),
        datetime_join: may(DATE_TIME),
        datetime_linkstart: may(DATE_TIME),
        datetime_linkend: may(DATE_TIME),
        datetime_originate: may(DATE_TIME),
        datetime_originateresponse: may(DATE_TIME),
        retries: may(COUNT),
        agent_number: may(AGENT),
      }),
      ...checkCallGroups(payload),
    ],
    getcampaignlist: (payload) =>
      checkList(payload, 'campaigns', 'campaign', (campaign) =>
        checkFields(campaign, {
          id: need(COUNT),
          type: need(CALL_TYPE),
          name: need(ANY),
          status: need(CAMPAIGN_STATUS),
        }),
      ),
    getincomingqueuelist: (payload) =>
      checkList(payload, 'queues', 'queue', (queue) =>
        checkFields(queue, { id: need(COUNT), queue: need(FILLED), status: need(CAMPAIGN_STATUS) }),
      ),
    getcampaigninfo: checkCampaignInfo,
    getcampaignstatus: (payload, command, extended) =>
      checkCounters(
        payload,
        textOf(command, 'campaign_type') === 'incoming' ? INCOMING_COUNTS : OUTGOING_COUNTS,
        extended,
      ),
    getincomingqueuestatus: (payload, _, extended) => checkCounters(payload, INCOMING_COUNTS, extended),
    campaignlog: (payload) => checkList(payload, 'logentries', 'logentry', checkLogEntry),
    getagentactivitysummary: (payload) => checkList(payload, 'agents', 'agent', checkActivity),
    getchanvars: (payload) => [
      ...checkFields(payload, { clientchannel: need(FILLED) }),
      ...checkList(payload, 'chanvars', 'chanvar', (variable) =>
        checkFields(variable, { label: need(FILLED), value: need(ANY) }),
      ),
    ],
    getqueuescript: fields({ script: need(ANY) }),
    getextensionstatus: (payload) =>
      textOf(payload, 'status') === 'unknown'
        ? []
        : checkFields(payload, { registered: need(/^(?:yes|no)$/) }),
  }),
);

/** What is wrong with the payload that answers a command. */
export function checkPayload(payload: Element, command: Command, extended: boolean): readonly string[] {
  const failure = child(payload, 'failure');
  return failure === undefined
    ? (CHECKS.get(command.name)?.(payload, command, extended) ?? [])
    : checkFailure(failure);
}

/** §3.5: code and message are shown to users as they are. */
export function checkFailure(failure: Element): readonly string[] {
  return checkFields(failure, { code: need(/^[45]\d\d$/), message: need(FILLED) });
}

/** §5: a page is a table of agents that it asked for; one that is missing is one that nobody sees. */
function checkSameAgents(payload: Element, command: Command): readonly string[] {
  const asked = elements(child(command, 'agents'), 'agent_number').map((agent) => agent.nodes.join(''));
  const told = elements(child(payload, 'agents'), 'agent').map((agent) => textOf(agent, 'agent_number'));
  return asked
    .filter((agent) => !told.includes(agent))
    .map((agent) => `${payload.name}: ${agent} was asked for`);
}

/** §4: a page compares counters key by key, so all must be there; `total` is their sum. */
function checkCounters(payload: Element, keys: readonly string[], extended: boolean): readonly string[] {
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
function checkLogEntry(entry: Element): readonly string[] {
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

/** §5: a page adds the running time to `logintime` itself when a session is open. */
function checkActivity(agent: Element): readonly string[] {
  const queue = (found: Element): readonly string[] => [
    ...checkAttributes(found, { id: need(FILLED) }),
    ...checkFields(found, { sec_calls: need(COUNT), num_calls: need(COUNT) }),
  ];
  const end = (of: string): readonly string[] =>
    complain(
      child(agent, `last${of}end`) !== undefined && child(agent, `last${of}start`) === undefined,
      `${of} with an end alone`,
    );
  return [
    ...checkFields(agent, {
      agentchannel: need(AGENT),
      agentname: need(ANY),
      logintime: need(COUNT),
      lastsessionstart: may(DATE_TIME),
      lastsessionend: may(DATE_TIME),
      lastpausestart: may(DATE_TIME),
      lastpauseend: may(DATE_TIME),
    }),
    ...elements(agent, 'callsummary').flatMap((summary) => [
      ...checkList(summary, 'incoming', 'queue', queue),
      ...checkList(summary, 'outgoing', 'queue', queue),
    ]),
    ...complain(child(agent, 'callsummary') === undefined, 'agent without callsummary'),
    ...end('session'),
    ...end('pause'),
  ];
}

/** §3.3: an empty `urltemplate` means that there is no URL. */
function checkCampaignInfo(campaign: Element): readonly string[] {
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
