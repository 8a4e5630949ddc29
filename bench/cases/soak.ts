import { AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import type { HungUp } from '../processes/asterisk.js';
import { Child } from '../processes/child.js';
import type { Consoles, Unlinked } from '../processes/consoles.js';
import { fixed, type Section, thisMachine, whole } from '../report.js';
import { cpuMs, Stand } from '../stand.js';
import { percentile } from '../statistics.js';
import { latenciesOf, mustBeTold } from './consoles.js';

const AGENTS = 500;
const CALLS_PER_S = 20;
const CALL_MS = 8_000;
const MINUTE_MS = 60_000;
/** Until the calls of the last minute are over and told. Milliseconds. */
const SETTLE_MS = 3_000;
/** Memory grows at first: code is compiled, pools are filled. Minutes. */
const WARM_UP = 5;
/** Rows of the table at most. */
const ROWS = 12;

/** What one minute was like. */
interface Minute {
  readonly unlinked: readonly Unlinked[];
  readonly memoryMb: number;
  readonly cpu: number;
  readonly askedP99: number;
}

/** A center at work for long: whether memory and latency stay what they are, and nothing is left behind. */
export async function soak(minutes: number): Promise<Section> {
  const { date, load } = thisMachine();
  await using stand = await Stand.start();
  await stand.logInAgents(AGENTS);
  await using clients = new Child<Consoles>('./consoles.ts');
  const users = Array.from({ length: AGENTS }, (_, index) => ({
    client: CLIENT,
    agent: agentName(index),
    password: AGENT_PASSWORD,
  }));
  await clients.call('open', stand.port, users);
  const seen: Minute[] = [];
  const hungUp: HungUp[] = [];
  const rounds: Promise<void>[] = [];
  const perMinute = (CALLS_PER_S * MINUTE_MS) / 1000;
  for (let minute = 0; minute < minutes; minute += 1) {
    const before = await cpuMs(stand.pid);
    const traffic = { callsPerS: CALLS_PER_S, callMs: CALL_MS, durationMs: MINUTE_MS };
    const round = stand.asterisk.call('traffic', { ...traffic, before: minute * perMinute });
    rounds.push(round.then((ended) => void hungUp.push(...ended)));
    await passed(MINUTE_MS);
    const { unlinked: ended, failed, p99 } = await clients.call('seen');
    const [failure] = failed;
    if (failure !== undefined) throw new Error(failure);
    const cpu = ((await cpuMs(stand.pid)) - before) / MINUTE_MS;
    seen.push({ unlinked: ended, memoryMb: (await stand.memoryMb()) ?? 0, cpu, askedP99: p99 });
  }
  await Promise.all(rounds);
  await passed(SETTLE_MS);
  const last = await clients.call('seen');
  mustBeTold(hungUp, [...seen.flatMap(({ unlinked }) => unlinked), ...last.unlinked]);
  const busy = await stand.agentsInCalls(AGENTS);
  if (busy.length > 0) throw new Error(`still in a call when all are over: ${busy.join(', ')}`);
  await clients.call('close');
  return {
    title: `An hour and more: ${AGENTS} agents, ${CALLS_PER_S} calls a second`,
    note: [
      `Written by \`npm run bench -- --only soak --minutes ${minutes}\` on ${date} UTC, load average before it ${load.toFixed(1)}.`,
      `${whole(hungUp.length)} calls of ${CALL_MS / 1000} s each, every one of them told to its console; nobody in a call at the end.`,
      `Memory after the first ${WARM_UP} minutes: ${fixed(slope(seen.slice(WARM_UP).map(({ memoryMb }) => memoryMb)) * 60)} MB an hour.`,
    ].join(' '),
    columns: [
      'minutes',
      'calls',
      'memory MB',
      'server, of a core',
      'unlinked p50 ms',
      'p99 ms',
      'answers p99 ms',
    ],
    rows: parts(seen).map(([from, part]) => {
      const latencies = part.flatMap(({ unlinked }) => latenciesOf(hungUp, unlinked));
      return [
        `${from + 1} … ${from + part.length}`,
        whole(latencies.length),
        whole(part.at(-1)?.memoryMb ?? 0),
        `${whole(mean(part.map(({ cpu }) => cpu)) * 100)} %`,
        fixed(percentile(latencies, 0.5)),
        fixed(percentile(latencies, 0.99)),
        fixed(Math.max(...part.map(({ askedP99 }) => askedP99))),
      ];
    }),
  };
}

/** The minutes in parts of equal length, each with the minute that it begins with. */
function parts(seen: readonly Minute[]): readonly (readonly [number, readonly Minute[]])[] {
  const each = Math.ceil(seen.length / ROWS);
  return Array.from({ length: Math.ceil(seen.length / each) }, (_, i) => [
    i * each,
    seen.slice(i * each, (i + 1) * each),
  ]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** Of the straight line through the values that fits best, for each step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  const [rise, run] = values.reduce(
    ([up, along], value, i) => [up + (i - middle) * (value - level), along + (i - middle) ** 2],
    [0, 0],
  );
  return run === 0 ? 0 : rise / run;
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
