import { HangUps } from '../hang-ups.js';
import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Consoles } from '../processes/consoles.js';
import { RawTelling } from '../raw-telling.js';
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

/** A large center at work: what it costs, and how long a console waits for what happens. */
export async function consoles(stand: Stand): Promise<Section> {
  const raw = await rawLatencies();
  await using clients = new Child<Consoles>('./consoles.ts');
  const users = AGENT_NUMBERS.map((_, index) => ({
    client: CLIENT,
    agent: agentName(index),
    password: AGENT_PASSWORD,
  }));
  await clients.call('open', stand.port, users);
  const durationMs = WARM_UP_MS + MEASURED_MS;
  await stand.asterisk.call('traffic', { callsPerS: CALLS_PER_S, callMs: CALL_MS, durationMs });
  await passed(WARM_UP_MS);
  const [before, beforeClients] = [await cpuMs(stand.pid), await cpuMs(clients.pid)];
  const first = await clients.call('seen');
  await passed(MEASURED_MS);
  const cpu = ((await cpuMs(stand.pid)) - before) / MEASURED_MS;
  const clientCpu = ((await cpuMs(clients.pid)) - beforeClients) / MEASURED_MS;
  const memory = await stand.memoryMb();
  const early = await clients.call('seen');
  await passed(CALL_MS + SETTLE_MS);
  const late = await clients.call('seen');
  await clients.call('close');
  for (const failure of [...first.failed, ...early.failed, ...late.failed]) throw new Error(failure);
  const hangUps = new HangUps();
  hangUps.add(await stand.asterisk.call('hungUp'));
  hangUps.told(first.unlinked);
  const latencies = hangUps.told(early.unlinked);
  hangUps.told(late.unlinked);
  hangUps.mustBeTold();
  const figures: readonly (readonly [string, string])[] = [
    ['calls that ended while the time was taken', whole(latencies.length)],
    ['server, of one core', `${whole(cpu * 100)} %`],
    ['consoles, of one core', `${whole(clientCpu * 100)} %`],
    ['memory of the server, MB', memory === undefined ? 'unknown' : whole(memory)],
    ['customer hangs up → console has agentunlinked, p50 ms', fixed(percentile(latencies, 0.5))],
    ['the same, p99 ms', fixed(percentile(latencies, 0.99))],
    ['raw: a process tells a server, which tells a client, p50 ms', fixed(percentile(raw, 0.5))],
    ['raw, p99 ms', fixed(percentile(raw, 0.99))],
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

async function rawLatencies(): Promise<readonly number[]> {
  await using raw = await RawTelling.start();
  // Before the processes are ended.
  return await raw.latencies(RAW_EVENTS, 1_000 / CALLS_PER_S);
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
