import { agentHash } from '@openeccp/eccp';
import { AGENT_PASSWORD, agentName, BREAK_ID } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Load } from '../processes/load.js';
import type { RawServer } from '../processes/raw-server.js';
import { fixed, type Section } from '../report.js';
import type { Stand } from '../stand.js';
import { percentile } from '../statistics.js';
import { LOGIN } from './round-trips.js';

const SESSIONS = [10, 100, 400, 1100];
const ROUNDS = 5;
const EVENTS_PER_ROUND = 20;
const WARM_UP_EVENTS = 40;
/** Quiet between two events, longer than the server collects what it writes to the database. Milliseconds. */
const PAUSE_MS = 15;

const EVENT =
  '<?xml version="1.0"?>\n<event><pausestart><pause_class>break</pause_class><pause_type>2</pause_type><pause_name>Lunch</pause_name><pause_start>2026-01-01 10:00:00</pause_start><agent_number>Agent/10005</agent_number></pausestart></event>\n';
const RESPONSE =
  '<?xml version="1.0"?>\n<response id="3"><pauseagent_response><success/></pauseagent_response></response>\n';

/** An agent takes a break and comes back: how long until everybody has read it. */
export async function fanOut(stand: Stand): Promise<Section> {
  await using load = new Child<Load>('./load.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const rawPort = await raw.call('listen');
  const rows: string[][] = [];
  for (const sessions of SESSIONS) {
    const cookie = await load.call('open', 'server', stand.port, sessions, LOGIN);
    await load.call('open', 'raw', rawPort, sessions);
    const requests = pauseAndBack(cookie);
    const exchange = { requestBytes: requests[0].length, response: RESPONSE };
    await raw.call('duty', { exchanges: [exchange], event: EVENT });
    const measure = (group: 'server' | 'raw', times: number): Promise<number[]> =>
      load.call('fanOut', group, group === 'server' ? requests : [requests[0]], times, PAUSE_MS);
    await measure('server', WARM_UP_EVENTS);
    await measure('raw', WARM_UP_EVENTS);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      theirs.push(...(await measure('raw', EVENTS_PER_ROUND)));
      ours.push(...(await measure('server', EVENTS_PER_ROUND)));
    }
    rows.push(row(sessions, ours, theirs));
    await load.call('close', 'server');
    await load.call('close', 'raw');
  }
  return {
    title: 'Fan-out',
    note: `\`pauseagent\` and \`unpauseagent\` in turn; time from the request written to the event read, over all sessions and ${ROUNDS * EVENTS_PER_ROUND} events. The raw server writes as many bytes to as many connections in one tick; what remains is reading them in one process. Aim: p50 ≤ 2 ms with 100 sessions, ≤ 10 ms with 1100.`,
    columns: ['sessions', 'p50 ms', 'p99 ms', 'raw p50', 'raw p99', 'p50 to raw', 'p99 to raw'],
    rows,
  };
}

function pauseAndBack(cookie: string): readonly [string, string] {
  const agent = agentName(5);
  const credentials = `<agent_number>${agent}</agent_number><agent_hash>${agentHash(cookie, agent, AGENT_PASSWORD)}</agent_hash>`;
  return [
    `<?xml version="1.0"?>\n<request id="3"><pauseagent>${credentials}<pause_type>${BREAK_ID}</pause_type></pauseagent></request>\n`,
    `<?xml version="1.0"?>\n<request id="4"><unpauseagent>${credentials}</unpauseagent></request>\n`,
  ];
}

function row(sessions: number, ours: readonly number[], theirs: readonly number[]): string[] {
  const [p50, p99, rawP50, rawP99] = [ours, theirs].flatMap((values) => [
    percentile(values, 0.5),
    percentile(values, 0.99),
  ]) as [number, number, number, number];
  const figures = [p50, p99, rawP50, rawP99, p50 / rawP50, p99 / rawP99];
  return [String(sessions), ...figures.map((figure) => fixed(figure))];
}
