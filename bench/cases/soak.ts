import { HangUps } from '../hang-ups.js';
import { AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Consoles } from '../processes/consoles.js';
import { RawTelling } from '../raw-telling.js';
import { fixed, type Section, thisMachine, whole } from '../report.js';
import { cpuMs, Stand } from '../stand.js';
import { mean, percentile, rises, type Trend, trend } from '../statistics.js';

const AGENTS = 500;
const CALLS_PER_S = 20;
const CALL_MS = 8_000;
const MINUTE_MS = 60_000;
const MB = 2 ** 20;
/** The server's own figures are read so often. Milliseconds. */
const SAMPLE_MS = 5_000;
/** The raw limit is measured all the time, so many events at once. */
const RAW_EVENTS = 100;
/** Until the calls of the last minute are over and told. Milliseconds. */
const SETTLE_MS = CALL_MS + 3_000;
/** Memory grows at first: code is compiled, pools are filled. Minutes, at most a quarter of the run. */
const WARM_UP = 10;
/**
 * Before it the server is given more calls than it remembers of those that are over (50 000, to count each once), for
 * otherwise memory grows until that is full. Short runs go without.
 */
const FILLING = { minutes: 11, callsPerS: 80, callMs: 3_000, least: 30 };
/** Rows of the table at most. */
const ROWS = 12;

/** What one minute was like. */
interface Minute {
  readonly latencies: readonly number[];
  readonly raw: readonly number[];
  /** The least that was seen in it: what is left when garbage has been collected. */
  readonly memoryMb: number;
  readonly heapMb: number;
  /** On an average: what the process has beside the heap, which may leak as well. */
  readonly outsideMb: number;
  readonly drift: number;
  readonly cpu: number;
  readonly askedP99: number;
}

/** A center at work for long: whether memory and latency stay what they are, and nothing is left behind. */
export async function soak(minutes: number): Promise<Section> {
  const { date, load } = thisMachine();
  await using stand = await Stand.start();
  await stand.logInAgents(AGENTS);
  await using clients = new Child<Consoles>('./consoles.ts');
  await using raw = await RawTelling.start();
  const users = Array.from({ length: AGENTS }, (_, index) => ({
    client: CLIENT,
    agent: agentName(index),
    password: AGENT_PASSWORD,
  }));
  await clients.call('open', stand.port, users);
  if (minutes >= FILLING.least) await fill(stand, clients);
  const hangUps = new HangUps();
  const seen: Minute[] = [];
  const begin = performance.now();
  const durationMs = minutes * MINUTE_MS;
  await stand.asterisk.call('traffic', { callsPerS: CALLS_PER_S, callMs: CALL_MS, durationMs });
  for (let number = 1; number <= minutes; number += 1) {
    const end = begin + number * MINUTE_MS;
    const before = await cpuMs(stand.pid);
    const [figures, rawLatencies] = await Promise.all([serverUntil(end, stand), rawUntil(end, raw)]);
    const cpu = ((await cpuMs(stand.pid)) - before) / MINUTE_MS;
    const { latencies, p99 } = await takeIn(hangUps, stand, clients);
    const minute = { ...figures, latencies, raw: rawLatencies, cpu, askedP99: p99 };
    console.log(`minute ${number} of ${minutes}: ${inShort(minute)}`);
    seen.push(minute);
  }
  await passed(SETTLE_MS);
  await takeIn(hangUps, stand, clients);
  hangUps.mustBeTold();
  const busy = await stand.agentsInCalls(AGENTS);
  if (busy.length > 0) throw new Error(`still in a call when all are over: ${busy.join(', ')}`);
  const drift = (await stand.metrics()).get('openeccp_drift_total') ?? 0;
  await clients.call('close');
  const warm = seen.slice(Math.min(WARM_UP, Math.floor(minutes / 4)));
  const trends: readonly (readonly [string, string, Trend])[] = [
    ['memory', 'MB an hour', trend(warm.map(({ memoryMb }) => memoryMb))],
    ['heap in use', 'MB an hour', trend(warm.map(({ heapMb }) => heapMb))],
    ['memory outside of the heap', 'MB an hour', trend(warm.map(({ outsideMb }) => outsideMb))],
    ['p99 to the raw p99 of the same minute', 'an hour', trend(warm.map(toRaw))],
  ];
  return {
    title: `Soak: ${AGENTS} agents, ${CALLS_PER_S} calls a second`,
    note: [
      `Written by \`npm run bench -- --only soak --minutes ${minutes}\` on ${date} UTC, load average before it ${load.toFixed(1)}.`,
      ...(minutes < FILLING.least
        ? []
        : [
            `${FILLING.minutes} minutes of ${FILLING.callsPerS} calls a second before it are not part of it: the server remembers so many calls that are over, and then no more.`,
          ]),
      `${whole(hangUps.count)} calls of ${CALL_MS / 1000} s each, every one of them told to its console; nobody in a call at the end; ${drift} differences from Asterisk found.`,
      'Memory and heap in use are the least of the last minute of each part, outside is the memory without the heap on its average. Raw: a process tells a server, which tells a client, in the same minutes.',
      `From minute ${minutes - warm.length + 1} on, with the standard error of each slope: ${trends.map(inWords).join('; ')}.`,
    ].join(' '),
    columns: [
      'minutes',
      'calls',
      'memory MB',
      'heap MB',
      'outside MB',
      'server, of a core',
      'unlinked p50 ms',
      'p99 ms',
      'raw p50 ms',
      'raw p99 ms',
      'p99 to raw',
      'answers p99 ms',
    ],
    rows: parts(seen).map(([from, part]) => {
      const latencies = part.flatMap((minute) => minute.latencies);
      const rawLatencies = part.flatMap((minute) => minute.raw);
      return [
        `${from + 1} … ${from + part.length}`,
        whole(latencies.length),
        whole(part.at(-1)?.memoryMb ?? 0),
        whole(part.at(-1)?.heapMb ?? 0),
        whole(part.at(-1)?.outsideMb ?? 0),
        `${whole(mean(part.map(({ cpu }) => cpu)) * 100)} %`,
        fixed(percentile(latencies, 0.5)),
        fixed(percentile(latencies, 0.99)),
        fixed(percentile(rawLatencies, 0.5)),
        fixed(percentile(rawLatencies, 0.99)),
        fixed(percentile(latencies, 0.99) / percentile(rawLatencies, 0.99)),
        fixed(Math.max(...part.map(({ askedP99 }) => askedP99))),
      ];
    }),
    broken: [
      ...trends
        .filter(([, , line]) => rises(line))
        .map((one) => `rises by more than its noise: ${inWords(one)}`),
      ...(drift === 0
        ? []
        : [`${drift} differences from Asterisk were found and mended; there must be none`]),
    ],
  };
}

/** Calls one after another until what is bounded in the server is full. */
async function fill(stand: Stand, clients: Child<Consoles>): Promise<void> {
  const { minutes, callsPerS, callMs } = FILLING;
  const hangUps = new HangUps();
  await stand.asterisk.call('traffic', { callsPerS, callMs, durationMs: minutes * MINUTE_MS });
  for (let number = 1; number <= minutes; number += 1) {
    await passed(MINUTE_MS);
    await takeIn(hangUps, stand, clients);
    console.log(`filling, minute ${number} of ${minutes}: ${whole(hangUps.count)} calls`);
  }
  await passed(SETTLE_MS);
  await takeIn(hangUps, stand, clients);
  hangUps.mustBeTold();
}

/**
 * What has happened since it was asked last: how long it took to tell of the hang-ups that were told. Milliseconds, as
 * is `p99`, of what consoles asked.
 */
async function takeIn(
  hangUps: HangUps,
  stand: Stand,
  clients: Child<Consoles>,
): Promise<{ readonly latencies: readonly number[]; readonly p99: number }> {
  // First what was told: whatever that was of has hung up by then, and is among the hang-ups.
  const { unlinked, failed, p99 } = await clients.call('seen');
  for (const failure of failed) throw new Error(failure);
  hangUps.add(await stand.asterisk.call('hungUp'));
  return { latencies: hangUps.told(unlinked), p99 };
}

/** The server's own figures until then. */
async function serverUntil(
  end: number,
  stand: Stand,
): Promise<Pick<Minute, 'memoryMb' | 'heapMb' | 'outsideMb' | 'drift'>> {
  let [memory, heap, drift] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  const outside: number[] = [];
  for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
    await passed(Math.min(SAMPLE_MS, left));
    const figures = await stand.metrics();
    const resident = figures.get('process_resident_memory_bytes') ?? 0;
    memory = Math.min(memory, resident);
    outside.push(resident - (figures.get('nodejs_heap_size_total_bytes') ?? 0));
    heap = Math.min(heap, figures.get('nodejs_heap_size_used_bytes') ?? 0);
    drift = figures.get('openeccp_drift_total') ?? 0;
  }
  return { memoryMb: memory / MB, heapMb: heap / MB, outsideMb: mean(outside) / MB, drift };
}

async function rawUntil(end: number, raw: RawTelling): Promise<readonly number[]> {
  const latencies: number[] = [];
  const pauseMs = 1_000 / CALLS_PER_S;
  while (end - performance.now() > RAW_EVENTS * pauseMs) {
    latencies.push(...(await raw.latencies(RAW_EVENTS, pauseMs)));
  }
  return latencies;
}

function toRaw({ latencies, raw }: Minute): number {
  return percentile(latencies, 0.99) / percentile(raw, 0.99);
}

function inShort({ latencies, raw, memoryMb, heapMb, outsideMb, drift, cpu }: Minute): string {
  return [
    `${whole(latencies.length)} calls`,
    `p99 ${fixed(percentile(latencies, 0.99))} ms`,
    `raw ${fixed(percentile(raw, 0.99))} ms`,
    `memory ${whole(memoryMb)} MB`,
    `heap ${fixed(heapMb)} MB`,
    `outside ${fixed(outsideMb)} MB`,
    `drift ${drift}`,
    `${whole(cpu * 100)} % of a core`,
  ].join(', ');
}

function inWords([what, unit, { slope, error }]: readonly [string, string, Trend]): string {
  if (!Number.isFinite(error)) return `${what}: too few minutes to tell`;
  return `${what} ${fixed(slope * 60)} ± ${fixed(error * 60)} ${unit}`;
}

/** The minutes in parts of equal length, each with the minute that it begins with. */
function parts(seen: readonly Minute[]): readonly (readonly [number, readonly Minute[]])[] {
  const each = Math.ceil(seen.length / ROWS);
  return Array.from({ length: Math.ceil(seen.length / each) }, (_, i) => [
    i * each,
    seen.slice(i * each, (i + 1) * each),
  ]);
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
