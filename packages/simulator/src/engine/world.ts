import type { AgentSeed } from './agent-pool.js';
import type { DialplanContext } from './dialplan.js';
import type { ParkingSeed } from './parking-lot.js';
import type { PhoneSeed } from './phone.js';
import type { QueueSeed } from './queue.js';

/** The configuration of a simulated Asterisk: what its files would say. */
export interface World {
  /** First part of every unique id. */
  readonly systemName: string;
  readonly phones: readonly PhoneSeed[];
  readonly agents: readonly AgentSeed[];
  readonly queues: readonly QueueSeed[];
  /** One of them is named `default`. */
  readonly parkingLots: readonly ParkingSeed[];
  readonly contexts: readonly DialplanContext[];
  /** AstDB at start: `/QPENALTY/8000/agents/P101` → `0`. */
  readonly database: Readonly<Record<string, string>>;
}
