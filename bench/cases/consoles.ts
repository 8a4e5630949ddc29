import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import type { HungUp } from '../processes/asterisk.js';
import { Child } from '../processes/child.js';
import type { Consoles, Unlinked } from '../processes/consoles.js';
import type { Load } from '../processes/load.js';
import type { RawServer } from '../processes/raw-server.js';
import { fixed, type Section, whole } from '../report.js';
import { cpuMs, type Stand } from '../stand.js';
import { percentile } from '../statistics.js';

const CALLS_PER_S = 20;
const CALL_MS = 8_000;
/** Until as many calls end as begin, and then for how long the time is taken. Milliseconds. */
const WARM_UP_MS = 10_000;
const MEASURED_MS = 30_000;
/** Until what has ended is told. Milliseconds. */
const SETTLE_MS = 1_000;
const RAW_EVENTS = 200;
const RAW_PAUSE_MS = 1_000 / CALLS_PER_S;

const EVENT =
  '<?xml version="1.0"?>\n<event><agentunlinked><call_type>incoming</call_type><call_id>52</call_id><campaign_id>3</campaign_id><phone>5600001</phone><datetime_linkend>2026-01-01 10:00:00</datetime_linkend><duration>10</duration><shortcall>0</shortcall><campaignlog_id>904</campaignlog_id><queue>8005</queue><agent_number>Agent/10005</agent_number></agentunlinked></event>\n';
/** What the raw server answers with an event. */
const NUDGE = '.';

/** A large center at work: what it costs, and how long a console waits for what happens. */
export async function consoles(stand: Stand): Promise<Section> {
  const [rawP50, rawP99] = await rawLatency();
  await using clients = new Child<Consoles>('./consoles.ts');
  const users = AGENT_NUMBERS.map((_, index) => ({
    client: CLIENT,
    agent: agentName(index),
    password: AGENT_PASSWORD,
  }));
  await clients.call('open', stand.port, users);
  const durationMs = WARM_UP_MS + MEASURED_MS;
  const traffic = stand.asterisk.call('traffic', { callsPerS: CALLS_PER_S, callMs: CALL_MS, durationMs });
  await passed(WARM_UP_MS);
  const [before, beforeClients] = [await cpuMs(stand.pid), await cpuMs(clients.pid)];
  const first = await clients.call('seen');
  await passed(MEASURED_MS);
  const cpu = ((await cpuMs(stand.pid)) - before) / MEASURED_MS;
  const clientCpu = ((await cpuMs(clients.pid)) - beforeClients) / MEASURED_MS;
  const memory = await stand.memoryMb();
  const early = await clients.call('seen');
  const hungUp = await traffic;
  await passed(SETTLE_MS);
  const late = await clients.call('seen');
  await clients.call('close');
  for (const failure of [...first.failed, ...early.failed, ...late.failed]) throw new Error(failure);
  mustBeTold(hungUp, [...first.unlinked, ...early.unlinked, ...late.unlinked]);
  const latencies = latenciesOf(hungUp, early.unlinked);
  const figures: readonly (readonly [string, string])[] = [
    ['calls that ended while the time was taken', whole(latencies.length)],
    ['server, of one core', `${whole(cpu * 100)} %`],
    ['consoles, of one core', `${whole(clientCpu * 100)} %`],
    ['memory of the server, MB', memory === undefined ? 'unknown' : whole(memory)],
    ['customer hangs up → console has agentunlinked, p50 ms', fixed(percentile(latencies, 0.5))],
    ['the same, p99 ms', fixed(percentile(latencies, 0.99))],
    ['raw: a process tells a server, which tells a client, p50 ms', fixed(rawP50)],
    ['raw, p99 ms', fixed(rawP99)],
    ['requests of consoles per second', whole((early.asked * 1000) / MEASURED_MS)],
    ['answered, p50 ms', fixed(early.p50)],
    ['answered, p99 ms', fixed(early.p99)],
  ];
  return {
    title: 'A thousand consoles',
    note: `${users.length} agents are logged in, each with a console that is connected and filters; ${CALLS_PER_S} calls a second come in, of ${CALL_MS / 1000} s each, over ${MEASURED_MS / 1000} s. A console reads call, campaign and channel variables of every call and its agent's status after it, and pings every half minute. Every call that ended was told to its console, or this table would not be here. Aim: less than one core, p99 below 50 ms.`,
    columns: ['', ''],
    rows: figures,
  };
}

/** From one process by way of a server to another, as often as calls end. Milliseconds. */
async function rawLatency(): Promise<readonly [p50: number, p99: number]> {
  await using load = new Child<Load>('./load.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const exchanges = [{ requestBytes: NUDGE.length, response: '</response>' }];
  await load.call('open', 'raw', await raw.call('listen'), 1);
  await raw.call('duty', { exchanges, event: EVENT });
  const latencies = await load.call('fanOut', 'raw', [NUDGE], RAW_EVENTS, RAW_PAUSE_MS);
  return [percentile(latencies, 0.5), percentile(latencies, 0.99)];
}

export function mustBeTold(hungUp: readonly HungUp[], unlinked: readonly Unlinked[]): void {
  const told = new Set(unlinked.map(({ phone }) => phone));
  const untold = hungUp.filter(({ phone }) => !told.has(phone));
  if (untold.length > 0) {
    throw new Error(`${untold.length} of ${hungUp.length} calls ended and no console was told`);
  }
}

export function latenciesOf(hungUp: readonly HungUp[], unlinked: readonly Unlinked[]): readonly number[] {
  const ends = new Map(hungUp.map(({ phone, at }) => [phone, at]));
  return unlinked.flatMap(({ phone, at }) => {
    const end = ends.get(phone);
    return end === undefined ? [] : [at - end];
  });
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
