import { checkAgentState } from './agent-state.js';
import { checkCallGroups } from './call-record.js';
import {
  CAMPAIGN_STATUS,
  checkCampaignInfo,
  checkCounters,
  checkLogEntry,
  INCOMING_COUNTS,
  OUTGOING_COUNTS,
} from './campaign-answers.js';
import {
  AGENT,
  ANY,
  CALL_TYPE,
  COUNT,
  checkAttributes,
  checkFields,
  checkList,
  complain,
  DATE_TIME,
  FILLED,
  type Fields,
  may,
  need,
} from './fields.js';
import { child, type Element, elements, textOf } from './xml.js';

/** What a client has asked: the command element as it sent it. */
export type Command = Element;

type Check = (payload: Element, command: Command, extended: boolean) => readonly string[];

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
