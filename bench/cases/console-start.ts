import { connect } from '@openeccp/eccp';
import { AGENT_NUMBERS, AGENT_PASSWORD, agentName, CLIENT } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { ConsoleUser } from '../processes/console.js';
import type { Consoles } from '../processes/consoles.js';
import type { RawServer } from '../processes/raw-server.js';
import type { Section } from '../report.js';
import { compared, comparedColumns, type Side } from '../rounds.js';
import type { Stand } from '../stand.js';

const CONSOLES = [1, 10];
const ROUNDS = 5;
const ROUND_MS = 1_200;
/** Until a customer's call has found its agent. Milliseconds. */
const ANSWER_MS = 20_000;

/** How often a second the page of an agent with a call can be opened, each on a connection of its own. */
export async function consoleStart(stand: Stand): Promise<Section> {
  await using clients = new Child<Consoles>('./consoles.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const rawPort = await raw.call('listen');
  const most = Math.max(...CONSOLES);
  await stand.asterisk.call('call', most);
  const users = await inCall(stand.port, most);
  const [first] = users;
  if (first === undefined) throw new Error('nobody is in a call');
  const exchanges = await clients.call('recordStartUp', stand.port, first);
  await raw.call('duty', { exchanges });

  const side = (port: number, pid: number, consoles: number): Side => ({
    pid,
    run: () => clients.call('startUps', port, users.slice(0, consoles), ROUND_MS),
  });
  const rows: string[][] = [];
  for (const consoles of CONSOLES) {
    const [ours, theirs] = [side(stand.port, stand.pid, consoles), side(rawPort, raw.pid, consoles)];
    await ours.run();
    await theirs.run();
    rows.push([String(consoles), ...(await compared(ours, theirs, ROUNDS))]);
  }
  await stand.asterisk.call('hangUp');
  return {
    title: 'Start of an agent console',
    note: `What the page of an agent with a call needs, on a connection of its own: ${exchanges.length} requests (login, filterbyagent, getagentstatus, getpauses, getcallinfo, getcampaigninfo, getchanvars, logout). getcallinfo is read from SQLite, getchanvars from the simulated Asterisk. The raw server accepts, and answers, as many bytes. Medians of ${ROUNDS} rounds.`,
    columns: ['at once', ...comparedColumns('start-ups')],
    rows,
  };
}

/** Agents who have a call, as many as are wanted. */
async function inCall(port: number, wanted: number): Promise<readonly ConsoleUser[]> {
  await using client = await connect({ port, user: CLIENT, password: CLIENT });
  const deadline = Date.now() + ANSWER_MS;
  const agentNumbers = AGENT_NUMBERS.map((_, index) => agentName(index));
  while (Date.now() < deadline) {
    const outcome = await client.request('getmultipleagentstatus', { agentNumbers });
    if (outcome.kind !== 'ok') throw new Error(outcome.failure.message);
    const busy = outcome.reply.agents.filter(({ call }) => call !== undefined);
    if (busy.length >= wanted) {
      return busy.map(({ agentNumber }) => ({
        client: CLIENT,
        agent: agentNumber,
        password: AGENT_PASSWORD,
      }));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the customers found no agents in time');
}
