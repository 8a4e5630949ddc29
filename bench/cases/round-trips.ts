import { md5Hex } from '@openeccp/eccp';
import { agentName, CLIENT } from '../large-center.js';
import { Child } from '../processes/child.js';
import type { Load } from '../processes/load.js';
import type { RawServer } from '../processes/raw-server.js';
import type { Section } from '../report.js';
import { compared, comparedColumns, type Side } from '../rounds.js';
import type { Stand } from '../stand.js';

const CONNECTIONS = [1, 10, 100, 1000];
const ROUNDS = 5;
const ROUND_MS = 1_200;
const WARM_UP_MS = 600;

export const LOGIN: string = `<?xml version="1.0"?>\n<request id="1"><login><username>${CLIENT}</username><password>${md5Hex(CLIENT)}</password></login></request>\n`;
const REQUEST = `<?xml version="1.0"?>\n<request id="2"><getagentstatus><agent_number>${agentName(1)}</agent_number></getagentstatus></request>\n`;

/** `getagentstatus` as fast as it is answered, against a server that only moves the same bytes. */
export async function roundTrips(stand: Stand): Promise<Section> {
  await using load = new Child<Load>('./load.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const rawPort = await raw.call('listen');
  await load.call('open', 'probe', stand.port, 1, LOGIN);
  const response = await load.call('request', 'probe', REQUEST);
  await load.call('close', 'probe');
  await raw.call('duty', { exchanges: [{ requestBytes: REQUEST.length, response }] });

  const side = (group: string, pid: number): Side => ({
    pid,
    run: () => load.call('roundTrips', group, REQUEST, ROUND_MS),
  });

  const rows: string[][] = [];
  for (const connections of CONNECTIONS) {
    await load.call('open', 'server', stand.port, connections, LOGIN);
    await load.call('open', 'raw', rawPort, connections);
    await load.call('roundTrips', 'server', REQUEST, WARM_UP_MS);
    await load.call('roundTrips', 'raw', REQUEST, WARM_UP_MS);
    const row = await compared(side('server', stand.pid), side('raw', raw.pid), ROUNDS);
    rows.push([String(connections), ...row]);
    await load.call('close', 'server');
    await load.call('close', 'raw');
  }
  return {
    title: 'Round trips',
    note: `\`getagentstatus\` (${REQUEST.length} bytes, answered with ${response.length}), one request in flight per connection, against a server that answers so many bytes with so many and reads none of them. Medians of ${ROUNDS} rounds. "CPU" is the server's processor time per request, "generator" how much of a core the load generator used with the raw server: near 100 % it is the limit, and the CPU columns tell more than the rates. Aim: ratio ≥ 0.6 at 10 and 100 connections.`,
    columns: ['connections', ...comparedColumns('requests')],
    rows,
  };
}
