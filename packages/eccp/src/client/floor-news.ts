import type { EccpEvent, OtherEvent } from '../messages/events.js';
import type { KnownAgent } from '../messages/known-agent.js';

/** What a client that follows the floor hears, in order; read it with `for await (const news of client.follow())`. */
export type FloorNews =
  /** All agents that the connection hears of, as they are now: forget what was known of agents. */
  | {
      readonly kind: 'snapshot';
      readonly agents: readonly KnownAgent[];
      /** Whether events may have been missed since the news before. */
      readonly gap: boolean;
    }
  | {
      readonly kind: 'event';
      readonly event: EccpEvent | OtherEvent;
      /** Rises within a run of the server; undefined where the server does not number its events. */
      readonly number: number | undefined;
    };
