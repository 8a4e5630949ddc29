import type { Backend } from '../backends/backend.js';
import { until } from '../lab/deadline.js';
import type { MariaDb } from '../lab/mariadb.js';
import type { TcpProxy } from '../lab/tcp-proxy.js';
import type { Cast } from '../scenarios/play/cast.js';
import type { Stage } from '../scenarios/play/scenario.js';
import { type Heard, OuterFailure, Wire } from '../server/wire.js';
import type { Program } from './program.js';

const REACHED_MS = 20_000;

/** What a console can see of its agent. */
export interface Picture {
  readonly status: string;
  readonly onHold: boolean;
  readonly inCall: boolean;
}

/** In words. */
export function pictureText({ status, onHold, inCall }: Picture): string {
  return [status, ...(onHold ? ['on hold'] : []), ...(inCall ? ['in a call'] : [])].join(', ');
}

/** A stage with the server as a program of its own, on a real database that can go away. */
export class ProgramStage implements Stage {
  readonly backend: Backend;
  readonly cable: TcpProxy;
  readonly cast: Cast;
  readonly database: MariaDb;
  readonly program: Program;
  readonly #heardBefore: Heard[] = [];
  #wire: Wire | undefined;

  constructor(parts: Pick<ProgramStage, 'backend' | 'cable' | 'cast' | 'database' | 'program'>) {
    this.backend = parts.backend;
    this.cable = parts.cable;
    this.cast = parts.cast;
    this.database = parts.database;
    this.program = parts.program;
  }

  get server(): Stage['server'] {
    throw new Error('the server is another process');
  }

  get wire(): Wire {
    if (this.#wire === undefined) throw new Error('there is no server now');
    return this.#wire;
  }

  get heard(): readonly Heard[] {
    return [...this.#heardBefore, ...(this.#wire?.heard ?? [])];
  }

  async startServer(): Promise<void> {
    const port = await this.program.start();
    this.#wire = await Wire.open(port);
    await this.#wire.login('agentconsole', 'agentconsole');
    await this.#wire.ask('callprogress', '<enable>1</enable>');
  }

  stopServer(): Promise<void> {
    return this.endServer('SIGTERM');
  }

  async endServer(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#heardBefore.push(...(this.#wire?.heard ?? []));
    this.#wire?.close();
    this.#wire = undefined;
    await this.program.end(signal);
  }

  /** The agent as a console sees it; undefined while the server is without Asterisk. */
  async #picture(): Promise<Picture | undefined> {
    const agent = `<agent_number>${this.cast.agent.name}</agent_number>`;
    const lines = await this.wire.ask('getagentstatus', agent).catch(whenAsteriskIsAway);
    if (lines === undefined) return undefined;
    const value = (key: string): string | undefined =>
      lines.find((line) => line.startsWith(`${key} = `))?.slice(key.length + 3);
    return {
      status: value('status') ?? '',
      onHold: value('onhold') === '1',
      inCall: value('callinfo.callid') !== undefined,
    };
  }

  /** Waits until the agent is seen like this, and answers with how it is seen. */
  async shows(picture: Picture): Promise<string> {
    let seen: Picture | undefined;
    await until(
      `the agent being ${JSON.stringify(picture)}`,
      REACHED_MS,
      async () => {
        seen = await this.#picture();
        return JSON.stringify(seen) === JSON.stringify(picture) ? true : undefined;
      },
      () => `It is ${JSON.stringify(seen)}.`,
    );
    return seen === undefined ? '' : pictureText(seen);
  }

  /** Waits until the database says this, in the words of {@link rows}, and answers with what it says. */
  async leaves(expected: string): Promise<string> {
    let seen = '';
    await until(
      `the database having ${expected}`,
      REACHED_MS,
      async () => {
        seen = await this.rows();
        return seen === expected ? true : undefined;
      },
      () => `It has ${seen}.`,
    );
    return seen;
  }

  /** Sessions, breaks and holds that are open, calls with their state, calls that agents have now. */
  async rows(): Promise<string> {
    const text = await this.database.sql(ROWS, 'call_center');
    return text.trim();
  }
}

function whenAsteriskIsAway(error: unknown): undefined {
  if (error instanceof OuterFailure && error.message.startsWith('500 No AMI connection')) return undefined;
  throw error;
}

const ROWS = `SELECT CONCAT(
  (SELECT COUNT(*) FROM audit WHERE id_break IS NULL AND datetime_end IS NULL), ' open of ',
  (SELECT COUNT(*) FROM audit WHERE id_break IS NULL), ' sessions, ',
  (SELECT COUNT(*) FROM audit WHERE id_break IS NOT NULL AND datetime_end IS NULL), ' open of ',
  (SELECT COUNT(*) FROM audit WHERE id_break IS NOT NULL), ' pauses, calls: ',
  COALESCE((SELECT GROUP_CONCAT(status ORDER BY id) FROM call_entry), 'none'), ', with agents: ',
  (SELECT COUNT(*) FROM current_call_entry));`;
