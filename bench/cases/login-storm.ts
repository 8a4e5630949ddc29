import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Consoles } from '../processes/consoles.js';
import type { RawServer } from '../processes/raw-server.js';
import { fixed, type Section } from '../report.js';
import { Stand } from '../stand.js';
import { percentile } from '../statistics.js';

const ROUNDS = 3;

/** The server is killed, and all consoles log in again at once as soon as the next one is there. */
export async function loginStorm(): Promise<Section> {
  await using stand = await Stand.start();
  await stand.logInAgents();
  await using clients = new Child<Consoles>('./consoles.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const rawPort = await raw.call('listen');
  const users = AGENT_NUMBERS.map((_, index) => ({
    client: CLIENT,
    agent: agentName(index),
    password: AGENT_PASSWORD,
  }));
  const [first] = users;
  if (first === undefined) throw new Error('the center has no agents');
  await raw.call('duty', { exchanges: await clients.call('recordOpening', stand.port, first) });
  const rows: string[][] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const readyMs = await stand.restart();
    const taken = await clients.call('storm', stand.port, users);
    const limit = await clients.call('storm', rawPort, users);
    rows.push([
      String(round),
      fixed(readyMs),
      ...[percentile(taken, 0.5), percentile(taken, 0.99), Math.max(...taken), Math.max(...limit)].map(fixed),
      fixed(Math.max(...taken) / Math.max(...limit)),
    ]);
  }
  return {
    title: `${AGENT_NUMBERS.length} consoles log in after a restart`,
    note: 'The server is killed (`kill -9`) with all agents logged in and starts again; then every console connects, logs in, sets its filter and asks for its agent, all at once. The raw server accepts, and answers, as many bytes.',
    columns: ['round', 'ready after ms', 'p50 ms', 'p99 ms', 'last of them ms', 'raw, the last ms', 'ratio'],
    rows,
  };
}
