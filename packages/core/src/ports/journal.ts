import type { Agent } from '../agent/agent.js';
import type { Call } from '../call/call.js';
import type { Timer } from '../floor/effect.js';
import type { FloorDelta, FloorView, RowIds } from '../floor/floor.js';
import type { StorageWrite } from './storage-write.js';

/** A timer that runs. `at` is epoch milliseconds. */
export interface TimerSetting {
  readonly timer: Timer;
  readonly at: number;
}

/** What a server leaves to the one that comes after it: all that Asterisk and the directory can't tell. */
export interface FloorImage {
  /** Those that are logged in or about to be. */
  readonly agents: readonly Agent[];
  readonly calls: readonly Call[];
  readonly timers: readonly TimerSetting[];
  readonly ids: RowIds;
  readonly attempts: number;
  /** When that server is known to have lived last. Epoch milliseconds. */
  readonly seenAt: number;
  /** Until when it knew what goes on in Asterisk, and when that had been started. */
  readonly asterisk: { readonly knownUntil: number | undefined; readonly startedAt: string | undefined };
}

/** One step, as the journal takes it. */
export interface JournalEntry {
  readonly at: number;
  /** After the step. */
  readonly floor: FloorView;
  readonly delta: FloorDelta;
  /** The timer whose end the step was about. */
  readonly over: Timer | undefined;
  readonly timers: readonly TimerSetting[];
  readonly writes: readonly StorageWrite[];
  /** Number of the last command that was given. */
  readonly lastCommand: number;
}
