import type { Measured } from '../rounds.js';
import { percentile } from '../statistics.js';
import { serveParent } from './child.js';
import { type ConsoleUser, callCommands, consoleCommands, fieldOf, openConsole } from './console.js';
import { ConsoleLine } from './console-line.js';
import type { RawExchange } from './raw-server.js';

export type Consoles = typeof api;

/** When a console read that its agent's call was over. Milliseconds of the machine's monotonic clock. */
export interface Unlinked {
  readonly phone: string;
  readonly at: number;
}

const OPENED_AT_ONCE = 25;
/** A console asks for a sign of life so often; every console at another time. Milliseconds. */
const PING_MS = 30_000;
/** Failures that are told, of those since the last time. */
const MOST_FAILURES = 10;

let lines: ConsoleLine[] = [];
let pings: NodeJS.Timeout[] = [];
let unlinked: Unlinked[] = [];
let waits: number[] = [];
let failed: string[] = [];

/** Agent consoles, as client-dependencies.md §3 describes them. */
const api = {
  /** Sends the commands one after another on one connection, `times` over. Answers with the times taken. Milliseconds. */
  async timed(
    port: number,
    user: ConsoleUser,
    commands: readonly string[],
    times: number,
  ): Promise<number[]> {
    const line = await ConsoleLine.connect(port);
    await line.ask(consoleCommands(user).login);
    const taken: number[] = [];
    for (let i = 0; i < times; i += 1) {
      for (const command of commands) {
        const start = performance.now();
        const answer = await line.ask(command);
        taken.push(performance.now() - start);
        if (isRefusal(answer)) throw new Error(`${command}: ${answer}`);
      }
    }
    line.close();
    return taken;
  },

  /** What goes over the wire for a login and the commands, for a server that only moves bytes. */
  async record(
    port: number,
    user: ConsoleUser,
    commands: readonly string[],
  ): Promise<readonly RawExchange[]> {
    const exchanges: RawExchange[] = [];
    const line = await ConsoleLine.connect(port);
    line.onExchange = into(exchanges);
    await line.ask(consoleCommands(user).login);
    for (const command of commands) await line.ask(command);
    line.close();
    return exchanges;
  },

  /** What goes over the wire when a console starts. */
  async recordStartUp(port: number, user: ConsoleUser): Promise<readonly RawExchange[]> {
    const exchanges: RawExchange[] = [];
    await startUp(port, user, into(exchanges));
    return exchanges;
  },

  /** What goes over the wire until a console shows its agent. */
  async recordOpening(port: number, user: ConsoleUser): Promise<readonly RawExchange[]> {
    const exchanges: RawExchange[] = [];
    const { line } = await openConsole(port, consoleCommands(user), into(exchanges));
    line.close();
    return exchanges;
  },

  /** All consoles open at once. Answers how long each took until it showed its agent. Milliseconds. */
  async storm(port: number, users: readonly ConsoleUser[]): Promise<number[]> {
    const begin = performance.now();
    return Promise.all(
      users.map(async (user) => {
        const { line } = await openConsole(port, consoleCommands(user));
        const taken = performance.now() - begin;
        line.close();
        return taken;
      }),
    );
  },

  /** Consoles start, one after another on each of the users' machines. */
  async startUps(port: number, users: readonly ConsoleUser[], durationMs: number): Promise<Measured> {
    const taken: number[] = [];
    const cpu = process.cpuUsage();
    const begin = performance.now();
    await Promise.all(
      users.map(async (user) => {
        while (performance.now() - begin < durationMs) {
          const start = performance.now();
          await startUp(port, user);
          taken.push(performance.now() - start);
        }
      }),
    );
    const ms = performance.now() - begin;
    const { user, system } = process.cpuUsage(cpu);
    return {
      count: taken.length,
      ms,
      p50: percentile(taken, 0.5),
      p99: percentile(taken, 0.99),
      ownCpuMs: (user + system) / 1000,
    };
  },

  /** Opens a console for each user, which then does by itself what consoles do until {@link close}. */
  async open(port: number, users: readonly ConsoleUser[]): Promise<void> {
    for (let from = 0; from < users.length; from += OPENED_AT_ONCE) {
      await Promise.all(users.slice(from, from + OPENED_AT_ONCE).map((user) => live(port, user)));
    }
  },

  /** What has been seen since the last time. */
  seen(): {
    readonly unlinked: readonly Unlinked[];
    readonly p50: number;
    readonly p99: number;
    readonly asked: number;
    readonly failed: readonly string[];
  } {
    const result = {
      unlinked,
      p50: percentile(waits, 0.5),
      p99: percentile(waits, 0.99),
      asked: waits.length,
      failed,
    };
    [unlinked, waits, failed] = [[], [], []];
    return result;
  },

  close(): void {
    for (const timer of pings) clearInterval(timer);
    for (const line of lines) line.close();
    [lines, pings] = [[], []];
  },
};

/** A counter of `getcampaignstatus` has the same name. */
function isRefusal(response: string): boolean {
  return response.includes('<failure><code>');
}

function into(exchanges: RawExchange[]): ConsoleLine['onExchange'] {
  return (request, response) => {
    if (isRefusal(response)) throw new Error(`${request}: ${response}`);
    exchanges.push({ requestBytes: request.length, response });
  };
}

/** The way of a web page from its connection to the agent's screen with a call on it. */
async function startUp(
  port: number,
  user: ConsoleUser,
  onExchange?: ConsoleLine['onExchange'],
): Promise<void> {
  const commands = consoleCommands(user);
  const { line, cookie, status } = await openConsole(port, commands, onExchange);
  await line.ask(commands.pauses);
  for (const command of callCommands(status)) await line.ask(command);
  await line.ask(commands.channelVariables(cookie));
  await line.ask(commands.logout);
  line.close();
}

/** A console on which its agent works: it looks at every call that comes, and pings. */
async function live(port: number, user: ConsoleUser): Promise<void> {
  const commands = consoleCommands(user);
  const { line, cookie } = await openConsole(port, commands);
  lines.push(line);
  let last: Promise<unknown> = Promise.resolve();
  const ask = (...wanted: readonly string[]): void => {
    for (const command of wanted) {
      last = last.then(async () => {
        const start = performance.now();
        const answer = await line.ask(command);
        waits.push(performance.now() - start);
        if (isRefusal(answer) && failed.length < MOST_FAILURES) failed.push(`${command}: ${answer}`);
      });
    }
    last = last.catch((error: unknown) => {
      if (failed.length < MOST_FAILURES) failed.push(`${user.agent}: ${String(error)}`);
    });
  };
  line.onEvent = (event) => {
    if (event.startsWith('<event><agentlinked>')) {
      ask(...callCommands(event), commands.channelVariables(cookie));
    } else if (event.startsWith('<event><agentunlinked>')) {
      unlinked.push({ phone: fieldOf(event, 'phone') ?? '', at: Number(process.hrtime.bigint()) / 1e6 });
      ask(commands.status);
    }
  };
  const first = setTimeout(
    () => {
      pings.push(setInterval(() => ask(commands.ping(cookie), commands.status), PING_MS));
    },
    (lines.length * PING_MS) / 1000,
  );
  pings.push(first);
}

serveParent(api);
