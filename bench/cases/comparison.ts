import { type AmiMessage, AmiReader } from '@openeccp/ami';
import type { AgentName } from '@openeccp/core';
import { DEFAULT_CONTEXTS } from '../../packages/server/src/telephony/asterisk/agent-interfaces.js';
import { AsteriskModel } from '../../packages/server/src/telephony/asterisk/asterisk-model.js';
import {
  restAfterChannels,
  restAfterQueue,
} from '../../packages/server/src/telephony/asterisk/comparison-pace.js';
import { missedEvents } from '../../packages/server/src/telephony/asterisk/missed-events.js';
import { missedMemberships } from '../../packages/server/src/telephony/asterisk/missed-memberships.js';
import { adoptLists } from '../../packages/server/src/telephony/asterisk/snapshot.js';
import { fixed, type Section, whole } from '../report.js';

const AGENTS = 500;
/** Half a minute of 20 calls a second that wait, beside those that the agents have. */
const WAITING = 500;
const QUEUE_COUNT = 10;
const ROUNDS = 30;
const WARM_UP_ROUNDS = 10;

/** What it costs to compare what is known with what Asterisk lists, as it is done all the time. */
export async function comparison(): Promise<Section> {
  const channels = channelList();
  const queue = queueList(0);
  const model = new AsteriskModel(DEFAULT_CONTEXTS, () => false, {
    hangUp: () => {},
    lookAgain: () => {},
    readRecording: () => {},
  });
  const queues = Array.from({ length: QUEUE_COUNT }, (_, n) => queueList(n)).flatMap(read);
  adoptLists(
    model,
    {
      channels: read(channels),
      queues,
      agents: read(agentList()),
      bearers: new Map(),
      parked: [],
      lots: [],
      parking: true,
    },
    DEFAULT_CONTEXTS,
  );
  const nothing = { agents: undefined, parked: undefined, holding: undefined };
  const lookAtChannels = (): number =>
    missedEvents(model, { channels: read(channels), ...nothing }, DEFAULT_CONTEXTS).length;
  const lookAtQueue = (): number =>
    missedMemberships(model.memberships, 'q0', read(queue), DEFAULT_CONTEXTS, () => false).events.length;
  const rows = [
    row('all channels', read(channels).length, lookAtChannels, restAfterChannels),
    row('one queue', read(queue).length, lookAtQueue, (items) => restAfterQueue(items, QUEUE_COUNT)),
  ];
  return {
    title: 'Comparison with Asterisk',
    note: `From bytes in memory to what is different, which is nothing: ${AGENTS} agents in ${QUEUE_COUNT} queues, each with a call, and ${WAITING} callers who wait. At the pace at which the server does it. Means of ${ROUNDS} rounds.`,
    columns: ['', 'listed', 'ms of CPU', 'every s', '% of a core'],
    rows,
  };
}

function row(name: string, items: number, look: () => number, rest: (items: number) => number): string[] {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) look();
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (look() > 0) throw new Error(`${name}: a difference where there is none`);
  }
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000 / ROUNDS;
  const every = rest(items);
  return [name, whole(items), fixed(ms), fixed(every / 1000), fixed((ms / every) * 100)];
}

function read(text: string): readonly AmiMessage[] {
  const items = new AmiReader({ expectBanner: false }).push(Buffer.from(text));
  return items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
}

function message(fields: readonly (readonly [string, string])[]): string {
  return `${fields.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`;
}

function channelList(): string {
  const agents = Array.from({ length: AGENTS }, (_, n) =>
    channel(`line.${n}`, `PJSIP/${number(n)}-${n}`, `b${n}`, 'AgentLogin', number(n)),
  );
  const customers = Array.from({ length: AGENTS }, (_, n) => caller(`talks.${n}`, n, `b${n}`));
  const waiting = Array.from({ length: WAITING }, (_, n) => caller(`waits.${n}`, n, ''));
  return [...agents, ...customers, ...waiting].join('');
}

function caller(uniqueid: string, n: number, bridge: string): string {
  return channel(uniqueid, `PJSIP/trunk-${uniqueid}`, bridge, 'Queue', `q${n % QUEUE_COUNT},tT,,,300`);
}

function channel(uniqueid: string, name: string, bridge: string, application: string, data: string): string {
  return message([
    ['Event', 'CoreShowChannel'],
    ['ActionID', 'openeccp-bench-1'],
    ['Channel', name],
    ['ChannelState', '6'],
    ['ChannelStateDesc', 'Up'],
    ['CallerIDNum', '5550171'],
    ['CallerIDName', 'Customer'],
    ['ConnectedLineNum', '<unknown>'],
    ['ConnectedLineName', '<unknown>'],
    ['Language', 'en'],
    ['AccountCode', ''],
    ['Context', 'from-internal'],
    ['Exten', '8000'],
    ['Priority', '3'],
    ['Uniqueid', uniqueid],
    ['Linkedid', uniqueid],
    ['Application', application],
    ['ApplicationData', data],
    ['Duration', '00:00:04'],
    ['BridgeId', bridge],
  ]);
}

function agentList(): string {
  const agents = Array.from({ length: AGENTS }, (_, n) =>
    message([
      ['Event', 'Agents'],
      ['Agent', number(n)],
      ['Status', 'AGENT_ONCALL'],
      ['Channel', `PJSIP/${number(n)}-${n}`],
      ['Uniqueid', `line.${n}`],
    ]),
  );
  return agents.join('');
}

/** Every agent is in three of the queues. */
function queueList(queue: number): string {
  const mine = Array.from({ length: AGENTS }, (_, n) => n).filter((n) => (n + queue) % QUEUE_COUNT < 3);
  const members = mine.map((n) =>
    message([
      ['Event', 'QueueMember'],
      ['Queue', `q${queue}`],
      ['Name', agentName(n)],
      ['Location', `Local/${number(n)}@agents`],
      ['StateInterface', `Agent:${number(n)}`],
      ['Membership', 'static'],
      ['Penalty', '0'],
      ['CallsTaken', '3'],
      ['LastCall', '0'],
      ['Status', '2'],
      ['Paused', '0'],
    ]),
  );
  const waiting = Array.from({ length: WAITING }, (_, n) => n).filter((n) => n % QUEUE_COUNT === queue);
  const entries = waiting.map((n) =>
    message([
      ['Event', 'QueueEntry'],
      ['Queue', `q${queue}`],
      ['Position', String(n)],
      ['Channel', `PJSIP/trunk-waits.${n}`],
      ['Uniqueid', `waits.${n}`],
      ['Wait', '10'],
    ]),
  );
  return [
    message([
      ['Event', 'QueueParams'],
      ['Queue', `q${queue}`],
    ]),
    ...members,
    ...entries,
  ].join('');
}

function number(n: number): string {
  return String(1000 + n);
}

function agentName(n: number): AgentName {
  return `Agent/${number(n)}` as AgentName;
}
