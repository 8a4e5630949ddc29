import type { Simulator } from '@openeccp/simulator';
import type { AsteriskLine } from './asterisk-line.js';
import type { Client } from './clients/client.js';
import type { DatabaseLine } from './database/reached-database.js';
import type { Lives } from './lives.js';
import type { Fault } from './plan.js';
import type { Story } from './story.js';
import type { VirtualTime } from './virtual-time.js';

/** Who and what takes part in a run. */
export interface Scene {
  readonly time: VirtualTime;
  readonly story: Story;
  readonly faults: ReadonlySet<Fault>;
  readonly simulator: Simulator;
  readonly line: AsteriskLine;
  readonly databaseLine: DatabaseLine;
  readonly lives: Lives;
  /** One for each console, then the one that only listens. */
  readonly clients: readonly Client[];
}
