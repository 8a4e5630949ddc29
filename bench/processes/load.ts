import type { Measured } from '../rounds.js';
import { serveParent } from './child.js';
import { LoadClient } from './load-client.js';

export type Load = typeof api;

/** Groups of connections by name. */
const groups = new Map<string, readonly LoadClient[]>();
const CONNECTED_AT_ONCE = 50;

/** Generates load and measures it, on as little processor as it can: requests are bytes made before. */
const api = {
  /** Opens a group of connections; with a login request each is logged in. Answers with the first one's cookie. */
  async open(group: string, port: number, count: number, login?: string): Promise<string> {
    const clients: LoadClient[] = [];
    groups.set(group, clients);
    let cookie = '';
    for (let opened = 0; opened < count; opened += CONNECTED_AT_ONCE) {
      const batch = Array.from({ length: Math.min(CONNECTED_AT_ONCE, count - opened) }, async () => {
        const client = new LoadClient(port);
        clients.push(client);
        await client.connected;
        if (login === undefined) return;
        const answer = await client.request(Buffer.from(login));
        const found = /<app_cookie>(\w+)</.exec(answer)?.[1];
        if (found === undefined) throw new Error(`not logged in: ${answer}`);
        if (client === clients[0]) cookie = found;
      });
      await Promise.all(batch);
    }
    return cookie;
  },

  /** Answers with what comes back to a request on the first connection of a group. */
  request: (group: string, text: string): Promise<string> => first(group).request(Buffer.from(text)),

  /** Closed loop: every connection sends its next request when the last is answered. */
  async roundTrips(group: string, request: string, durationMs: number): Promise<Measured> {
    const bytes = Buffer.from(request);
    const latencies: number[] = [];
    const cpu = process.cpuUsage();
    const start = performance.now();
    const end = start + durationMs;
    await Promise.all(clientsOf(group).map((client) => client.loop(bytes, end, latencies)));
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    latencies.sort((a, b) => a - b);
    return {
      count: latencies.length,
      ms,
      p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
      p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
      ownCpuMs: (user + system) / 1000,
    };
  },

  /**
   * The first connection sends the requests in turn; each brings one event to every connection of the group.
   * Answers with the time from the request written to the event read, of every event at every connection.
   */
  async fanOut(
    group: string,
    requests: readonly string[],
    times: number,
    pauseMs: number,
  ): Promise<number[]> {
    const clients = clientsOf(group);
    const sender = first(group);
    const documents = requests.map((text) => Buffer.from(text));
    const latencies: number[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const document = documents[turn % documents.length] ?? Buffer.alloc(0);
      const read = clients.map((client) => client.nextEvent());
      const start = performance.now();
      const answer = sender.request(document);
      for (const at of await Promise.all(read)) latencies.push(at - start);
      await answer;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return latencies;
  },

  close(group: string): void {
    for (const client of groups.get(group) ?? []) client.close();
    groups.delete(group);
  },
};

function clientsOf(group: string): readonly LoadClient[] {
  return groups.get(group) ?? [];
}

function first(group: string): LoadClient {
  const [client] = clientsOf(group);
  if (client === undefined) throw new Error(`no connections in ${group}`);
  return client;
}

serveParent(api);
