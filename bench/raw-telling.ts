import { Child } from './processes/child.js';
import type { Load } from './processes/load.js';
import type { RawServer } from './processes/raw-server.js';

const EVENT =
  '<?xml version="1.0"?>\n<event><agentunlinked><call_type>incoming</call_type><call_id>52</call_id><campaign_id>3</campaign_id><phone>5600001</phone><datetime_linkend>2026-01-01 10:00:00</datetime_linkend><duration>10</duration><shortcall>0</shortcall><campaignlog_id>904</campaignlog_id><queue>8005</queue><agent_number>Agent/10005</agent_number></agentunlinked></event>\n';
/** What the raw server answers with an event. */
const NUDGE = '.';

/** The limit of the platform for telling a console: a process tells a server, which tells another. */
export class RawTelling implements AsyncDisposable {
  readonly #load = new Child<Load>('./load.ts');
  readonly #server = new Child<RawServer>('./raw-server.ts');

  private constructor() {}

  static async start(): Promise<RawTelling> {
    const raw = new RawTelling();
    await raw.#load.call('open', 'raw', await raw.#server.call('listen'), 1);
    const exchanges = [{ requestBytes: NUDGE.length, response: '</response>' }];
    await raw.#server.call('duty', { exchanges, event: EVENT });
    return raw;
  }

  /** Tells so many events at regular intervals. Answers with how long each took. Milliseconds. */
  latencies(events: number, pauseMs: number): Promise<readonly number[]> {
    return this.#load.call('fanOut', 'raw', [NUDGE], events, pauseMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#load[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}
