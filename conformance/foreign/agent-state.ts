import {
  CALL_TYPE,
  COUNT,
  checkFields,
  complain,
  FILLED,
  type Fields,
  FLAG,
  INT,
  may,
  need,
  SHORT_TIME,
} from './fields.js';
import { child, type Element, textOf } from './xml.js';

const STATUS = /^(?:offline|online|oncall|paused)$/;
const EXTENDED_STATUS = /^(?:offline|online|oncall|paused|ringing)$/;
const CALL_STATUS =
  /^(?:Placing|Dialing|Ringing|OnQueue|Success|OnHold|Hangup|Failure|ShortCall|NoAnswer|Abandoned)$/;

const PAUSE: Fields = { pauseid: need(INT), pausename: need(FILLED), pausestart: need(SHORT_TIME) };

const WAITED: Fields = {
  calltype: need(/^outgoing$/),
  campaign_id: need(INT),
  callid: need(INT),
  status: need(CALL_STATUS),
};

/** §3.3 `callinfo`, §4 `activecall`. */
export const CALL: Fields = {
  calltype: need(CALL_TYPE),
  callid: need(COUNT),
  campaign_id: may(COUNT),
  queuenumber: may(FILLED),
  callnumber: may(FILLED),
  callstatus: need(CALL_STATUS),
  trunk: may(FILLED),
  dialstart: may(SHORT_TIME),
  dialend: may(SHORT_TIME),
  queuestart: may(SHORT_TIME),
  linkstart: may(SHORT_TIME),
};

/** The state of an agent as `getagentstatus` has it: pause and call in groups of their own (§3.1, §3.3, §5). */
export function checkAgentState(state: Element, extended: boolean): readonly string[] {
  const [pause, call] = [child(state, 'pauseinfo'), child(state, 'callinfo')];
  return [
    ...checkLine(state, extended),
    ...(pause === undefined ? [] : checkFields(pause, PAUSE)),
    ...(call === undefined ? [] : checkFields(call, CALL)),
    ...checkStatus(state, { paused: pause !== undefined, call: call !== undefined }),
    ...complain(
      textOf(state, 'status') === 'oncall' && call === undefined,
      `${state.name}: oncall without callinfo`,
    ),
  ];
}

/** The same flattened, as in `getcampaignstatus` and `queuemembership` (§4). */
export function checkFlatState(state: Element, extended: boolean): readonly string[] {
  const [paused, call] = [child(state, 'pauseid') !== undefined, child(state, 'callchannel') !== undefined];
  const data = child(state, 'callstatus') !== undefined;
  return [
    ...checkLine(state, extended),
    ...(paused ? checkFields(state, PAUSE) : []),
    ...(data ? checkFields(state, CALL) : []),
    ...complain(data && !call, `${state.name}: callchannel is the sign of call data`),
    ...complain(textOf(state, 'status') === 'oncall' && !call, `${state.name}: oncall without callchannel`),
    ...checkStatus(state, { paused, call }),
  ];
}

/** What tells logged out, logging in and logged in apart (§3.1), and what each of them has. */
function checkLine(state: Element, extended: boolean): readonly string[] {
  const where = state.name;
  const [status, channel, extension] = ['status', 'channel', 'extension'].map((name) => textOf(state, name));
  const waited = child(state, 'waitedcallinfo');
  return [
    ...checkFields(state, {
      status: need(extended ? EXTENDED_STATUS : STATUS),
      channel: may(FILLED),
      extension: may(/^\d+$/),
      onhold: may(FLAG),
    }),
    ...(waited === undefined ? [] : checkFields(waited, WAITED)),
    ...complain(
      (channel === undefined) !== (extension === undefined),
      `${where}: channel and extension go together`,
    ),
    ...complain(status !== 'offline' && channel === undefined, `${where}: ${status} without channel`),
    ...complain(
      (status === 'offline') === (child(state, 'onhold') !== undefined),
      `${where}: onhold is for who is logged in`,
    ),
    ...complain(
      channel !== undefined && /\/(\d+)/.exec(channel)?.[1] !== extension,
      `${where}: extension ${extension} on channel ${channel}`,
    ),
  ];
}

function checkStatus(
  state: Element,
  { paused, call }: { readonly paused: boolean; readonly call: boolean },
): readonly string[] {
  const [status, held] = [textOf(state, 'status'), textOf(state, 'onhold') === '1'];
  return [
    ...complain(held && status !== 'paused', `${state.name}: ${status} while on hold`),
    ...complain(status === 'online' && call, `${state.name}: online in a call`),
    ...complain(status === 'offline' && (paused || call), `${state.name}: offline in a break or call`),
  ];
}
