import { AGENT_NUMBERS } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Load } from '../processes/load.js';
import { type Section, whole } from '../report.js';
import type { Stand } from '../stand.js';
import { LOGIN } from './round-trips.js';

const SESSIONS = 1000;
/** Until what a step has left behind is done with. Milliseconds. */
const SETTLE_MS = 1_000;

/** What the server needs for a large center. Logs the agents in, and leaves them so. */
export async function memory(stand: Stand): Promise<Section> {
  const rows: string[][] = [];
  const note = async (state: string): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const mb = await stand.memoryMb();
    rows.push([state, mb === undefined ? 'unknown' : whole(mb)]);
  };
  await note(`${AGENT_NUMBERS.length} agents known`);
  await stand.logInAgents();
  await note(`${AGENT_NUMBERS.length} agents logged in`);
  await using load = new Child<Load>('./load.ts');
  await load.call('open', 'sessions', stand.port, SESSIONS, LOGIN);
  await note(`and ${SESSIONS} sessions`);
  return {
    title: 'Memory',
    note: 'Resident memory of the one server process. Aim: below 300 MB with 1000 agents and 1000 sessions.',
    columns: ['state', 'MB'],
    rows,
  };
}
