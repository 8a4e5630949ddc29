import type { Command, FloorView, Outcome } from '@openeccp/core';
import { isAtWork } from '@openeccp/core';
import type { Clock } from '../runtime/clock.js';

/** A stop takes no longer, however many agents there are. Milliseconds. */
const LOG_OFF_MS = 8_000;

export interface ClosingTimeOptions {
  readonly floor: FloorView;
  readonly command: (command: Command) => Promise<Outcome>;
  readonly clock: Clock;
}

/** Logs everybody off before the server stops, as servers did that could not go on where the one before had left off. */
export class ClosingTime {
  readonly #options: ClosingTimeOptions;
  #look: () => void = () => {};

  constructor(options: ClosingTimeOptions) {
    this.#options = options;
  }

  /** Something has happened on the floor. */
  noteEvent(): void {
    this.#look();
  }

  /** Answers how many agents are still there when the time is over. */
  async logEverybodyOff(): Promise<number> {
    const { floor, command, clock } = this.#options;
    const atWork = (): number => [...floor.agents.values()].filter(isAtWork).length;
    if (floor.telephony.kind === 'down') return atWork();
    for (const agent of [...floor.agents.values()].filter(isAtWork)) {
      void command({ kind: 'log-out', agent: agent.name });
    }
    await new Promise<void>((resolve) => {
      const cancel = clock.after(LOG_OFF_MS, resolve);
      this.#look = () => {
        if (atWork() > 0) return;
        cancel();
        resolve();
      };
      this.#look();
    });
    return atWork();
  }
}
