import type { Backend } from '../../backends/backend.js';
import type { ServerTestOptions, ServerUnderTest } from '../../server/server-under-test.js';
import type { Heard, Wire } from '../../server/wire.js';
import type { Cast, CastName } from './cast.js';
import type { Leaves } from './rows.js';

/** What a scenario has at hand. */
export interface Stage {
  readonly backend: Backend;
  /** Between the server and Asterisk. */
  readonly cable: { cut(): void; mend(): void };
  readonly server: ServerUnderTest;
  readonly cast: Cast;
  /** One console's connection that hears everything. */
  readonly wire: Wire;
  /** All that the console has heard, also before the server was started again. */
  readonly heard: readonly Heard[];
  /** The server is gone, with what it has left in its journal. */
  stopServer(): Promise<void>;
  /** Another one starts on the same database and journal, and the console connects to it. */
  startServer(): Promise<void>;
}

/** Somebody does something, or waits until something is heard. */
export type Step = (stage: Stage) => Promise<void>;

/** A story with its outcome, the same on every back end and in every database. */
export interface Scenario {
  readonly title: string;
  /** The kinds of agents that it is true for. */
  readonly casts: readonly CastName[];
  readonly server?: ServerTestOptions;
  /** Brings about the state that it begins with. */
  readonly arrange: readonly Step[];
  readonly act: readonly Step[];
  /** All that the console hears from then on, in order: see `lineOf`. */
  readonly hears: readonly string[];
  /** What had begun for the console and ended while there was no server to tell it: see `unpaired`. */
  readonly unheard?: readonly string[];
  readonly leaves: Leaves;
}
