import type { SeededRandom } from '@openeccp/simulator';
import type { RunningServer } from 'openeccp';
import { CONSOLES } from '../plan.js';
import type { Story } from '../story.js';
import type { VirtualTime } from '../virtual-time.js';
import { Client } from './client.js';
import { ALL_AGENTS, Witness } from './witness.js';

export interface AudienceOptions {
  readonly time: VirtualTime;
  readonly story: Story;
  /** Random numbers for another client. */
  readonly fork: () => SeededRandom;
  /** The server now, if there is one that can be connected to. */
  readonly server: () => RunningServer | undefined;
}

/** Everybody who is connected to the server: the agents' consoles, and one that believes what it is told. */
export class Audience {
  /** One for each console, then the one that only listens. */
  readonly clients: readonly Client[];
  readonly witness: Witness;
  readonly #time: VirtualTime;

  constructor({ time, story, fork, server }: AudienceOptions) {
    this.#time = time;
    const shared = { time, server, onBroken: (what: string) => story.breaks(what) };
    const consoles = Array.from(
      { length: CONSOLES },
      (_, index) => new Client({ ...shared, name: `console ${index + 1}`, random: fork() }),
    );
    const witness = new Witness((what) => story.breaks(what));
    const listener: Client = new Client({
      ...shared,
      name: 'witness',
      random: fork(),
      onLoggedIn: () => this.#askForStates(listener),
      onEvent: (event) => {
        story.say('event', event);
        witness.hear(event);
      },
      onText: (text) => story.trace(text),
      onClosed: () => witness.forget(),
    });
    this.witness = witness;
    this.clients = [...consoles, listener];
  }

  /** The server at the other end has been killed. */
  abandon(): void {
    for (const client of this.clients) client.abandon();
  }

  #askForStates(client: Client): void {
    client.request('getmultipleagentstatus', { agentNumbers: ALL_AGENTS }, (outcome) => {
      if (outcome.kind === 'ok') return this.witness.begin(outcome.reply.agents);
      // Asterisk is not reached yet.
      this.#time.after(1_000, () => {
        if (client.loggedIn && !this.witness.knows) this.#askForStates(client);
      });
    });
  }
}
