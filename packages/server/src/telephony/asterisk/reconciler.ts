import type { AmiClient, AmiClock, AmiField, AmiListOptions, AmiMessage } from '@openeccp/ami';
import type { AgentName, QueueName } from '@openeccp/core';
import type { AgentContexts } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import { restAfterChannels, restAfterQueue, SHORT_TURN } from './comparison-pace.js';
import { type MissedEvent, missedEvents, type Sight, subjectsOf } from './missed-events.js';
import { type IsToPause, missedMemberships } from './missed-memberships.js';

/** What is wrong with the model, or with Asterisk. */
export type Repair =
  /** An event that was missed: it is to be taken as if it came now. */
  | { readonly kind: 'missed'; readonly event: AmiMessage }
  /** The agent's pause is not what the floor wants. */
  | { readonly kind: 'pause'; readonly agent: AgentName };

export interface ReconcilerOptions {
  readonly client: Pick<AmiClient, 'list' | 'action'>;
  readonly model: AsteriskModel;
  readonly contexts: AgentContexts;
  readonly clock: AmiClock;
  readonly isToPause: IsToPause;
  /** Takes what one comparison has found, at least one. */
  readonly mend: (repairs: readonly Repair[]) => void;
  /** Asterisk has read its files again: there may be other queues. */
  readonly reloaded: () => void;
  /** A comparison threw, which none should; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
}

/** A difference that a look has shown, with what would mend it. */
interface Doubt {
  readonly key: string;
  readonly about: readonly string[];
  readonly repair: Repair;
}

/** What one look took, and what it showed; undefined when Asterisk did not answer. */
type Look = { readonly items: number; readonly doubts: readonly Doubt[] } | undefined;

/** Looks at one thing. `closely`: with everything that can be asked, for there is a doubt. */
type Looker = (closely: boolean) => Promise<Look>;

/** What is looked at over and over. */
interface Subject {
  /** What it is this time. */
  readonly next: () => Looker;
  /** Until the next turn, by how many items this one took. Milliseconds. */
  readonly rest: (items: number) => number;
}

const RELOADS_EVERY_MS = 5_000;

/** So often at most a turn begins anew when events overtake it. */
const TRIES = 5;

/** What Asterisk has to tell by itself is told by then. */
const GRACE_MS = 1_000;

/**
 * Compares the model with Asterisk while the server runs, so that an event which never came is not missed for long: all
 * channels by one list, queue after queue. What a look shows counts when a second one, a second later, shows the same
 * and no event about it has come since (`docs/adr/0021-missed-events.md`).
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  /** The subjects of events since the doubts arose that wait for their second look, by turn. */
  readonly #heard = new Set<Set<string>>();
  /** Turns end when it stops; another number is another run. */
  #run = 0;
  readonly #timers = new Set<() => void>();
  #queues: readonly QueueName[] = [];
  #nextQueue = 0;
  /** When Asterisk has read its files last, in its own words. */
  #reloadedAt: string | undefined;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** The model is as Asterisk was a moment ago; the queues are these. */
  start(queues: readonly QueueName[]): void {
    this.stop();
    this.follow(queues);
    this.#reloadedAt = undefined;
    this.#watch(this.#files);
    this.#later(restAfterChannels(0), () => this.#watch(this.#channels));
    this.#later(restAfterQueue(0, queues.length), () => this.#watch(this.#oneQueue));
  }

  stop(): void {
    this.#run += 1;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#heard.clear();
  }

  /** The queues are these from now on. */
  follow(queues: readonly QueueName[]): void {
    this.#queues = queues;
  }

  /** An event has come by itself. */
  heard(event: AmiMessage): void {
    if (this.#heard.size === 0) return;
    const subjects = subjectsOf(event, this.#options.contexts);
    for (const heard of this.#heard) for (const subject of subjects) heard.add(subject);
  }

  #watch(subject: Subject): void {
    const run = this.#run;
    const next = (items: number): void => {
      if (run === this.#run) this.#later(subject.rest(items), () => this.#watch(subject));
    };
    this.#turn(subject, run).then(next, (error: unknown) => {
      this.#options.onError(error);
      next(0);
    });
  }

  /**
   * Looks, and looks again where that is doubtful, which is seldom. Answers with how many items it took, without those
   * of second looks.
   */
  async #turn(subject: Subject, run: number): Promise<number> {
    const look = subject.next();
    let items = 0;
    for (let tries = 0; tries < TRIES && items < SHORT_TURN; tries += 1) {
      const first = await look(false);
      if (run !== this.#run || first === undefined) break;
      items += first.items;
      if (first.doubts.length === 0 || (await this.#settle(first.doubts, look, run)) === 'over') break;
    }
    return items;
  }

  /** Mends what a second look confirms. What events have overtaken only another first look can tell. */
  async #settle(doubts: readonly Doubt[], look: Looker, run: number): Promise<'over' | 'overtaken'> {
    const heard = new Set<string>();
    this.#heard.add(heard);
    const isOvertaken = ({ about }: Doubt): boolean => about.some((one) => heard.has(one));
    const standing = (): readonly Doubt[] => doubts.filter((doubt) => !isOvertaken(doubt));
    try {
      await this.#wait(GRACE_MS);
      if (run !== this.#run) return 'over';
      if (standing().length > 0) {
        const second = await look(true);
        if (run !== this.#run || second === undefined) return 'over';
        const keys = new Set(standing().map(({ key }) => key));
        const sure = second.doubts.filter((doubt) => keys.has(doubt.key) && !isOvertaken(doubt));
        if (sure.length > 0) this.#options.mend(sure.map(({ repair }) => repair));
      }
      return standing().length === doubts.length ? 'over' : 'overtaken';
    } finally {
      this.#heard.delete(heard);
    }
  }

  readonly #channels: Subject = {
    next: () => async (closely) => {
      const { model, contexts } = this.#options;
      const sight = await this.#see(closely);
      if (sight === undefined) return undefined;
      if (sight.holding !== undefined) model.channels.hold(sight.holding);
      const doubts = missedEvents(model, sight, contexts).map(doubtOf);
      return { items: sight.channels.length, doubts };
    },
    rest: restAfterChannels,
  };

  readonly #oneQueue: Subject = {
    next: () => {
      this.#nextQueue += 1;
      const queue = this.#queues[this.#nextQueue % this.#queues.length];
      return queue === undefined ? NOTHING_TO_SEE : () => this.#lookAtQueue(queue);
    },
    rest: (items) => restAfterQueue(items, this.#queues.length),
  };

  /** The event that tells of a reload needs a right that nothing else needs. */
  readonly #files: Subject = {
    next: () => async () => {
      const status = await this.#options.client.action('CoreStatus');
      if (status.kind !== 'success') return undefined;
      const at = `${status.response.get('CoreReloadDate')} ${status.response.get('CoreReloadTime')}`;
      if (at !== (this.#reloadedAt ?? at)) this.#options.reloaded();
      this.#reloadedAt = at;
      return { items: 1, doubts: [] };
    },
    rest: () => RELOADS_EVERY_MS,
  };

  async #see(closely: boolean): Promise<Sight | undefined> {
    const held = this.#options.model.callers.someIsParked;
    const [channels, agents, parked, bridges] = await Promise.all([
      this.#list('CoreShowChannels'),
      closely ? this.#listOf('Agents', 'AgentsComplete') : UNASKED,
      closely || held ? this.#listOf('ParkedCalls', 'ParkedCallsComplete') : UNASKED,
      closely ? this.#list('BridgeList') : UNASKED,
    ]);
    if (channels === undefined || agents === undefined || parked === undefined || bridges === undefined) {
      return undefined;
    }
    return {
      channels,
      agents: agents === UNASKED ? undefined : agents,
      parked: parked === UNASKED ? undefined : parked,
      holding: bridges === UNASKED ? undefined : holdingOf(bridges),
    };
  }

  /** Undefined if Asterisk did not list them: that says nothing about what there is. */
  async #list(
    name: string,
    completeEvent?: string,
    fields: readonly AmiField[] = [],
  ): Promise<readonly AmiMessage[] | undefined> {
    const list = await this.#options.client.list(name, fields, withEnd(completeEvent));
    return list.kind === 'list' ? list.items : undefined;
  }

  /** The same of a module that need not be loaded: then there is nothing to list. */
  async #listOf(name: string, completeEvent: string): Promise<readonly AmiMessage[] | undefined> {
    const list = await this.#options.client.list(name, [], withEnd(completeEvent));
    if (list.kind === 'list') return list.items;
    return list.kind === 'error' ? [] : undefined;
  }

  async #lookAtQueue(queue: QueueName): Promise<Look> {
    const { model, contexts, isToPause } = this.#options;
    const listed = await this.#list('QueueStatus', 'QueueStatusComplete', [['Queue', queue]]);
    if (listed === undefined) return undefined;
    const found = missedMemberships(model.memberships, queue, listed, contexts, isToPause);
    const pauses = found.pauses.map(({ agent, key, about }): Doubt => {
      return { key, about, repair: { kind: 'pause', agent } };
    });
    return { items: listed.length, doubts: [...found.events.map(doubtOf), ...pauses] };
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#later(ms, resolve));
  }

  #later(ms: number, act: () => void): void {
    const cancel = this.#options.clock.after(ms, () => {
      this.#timers.delete(cancel);
      act();
    });
    this.#timers.add(cancel);
  }
}

function doubtOf({ key, about, event }: MissedEvent): Doubt {
  return { key, about, repair: { kind: 'missed', event } };
}

const NOTHING_TO_SEE: Looker = async () => ({ items: 0, doubts: [] });

/** In the place of a list that was not asked for. */
const UNASKED = 'unasked' as const;

function holdingOf(bridges: readonly AmiMessage[]): ReadonlySet<string> {
  const holds = bridges.filter((bridge) => bridge.get('BridgeTechnology') === 'holding_bridge');
  return new Set(holds.map((bridge) => bridge.get('BridgeUniqueid') ?? ''));
}

function withEnd(completeEvent: string | undefined): AmiListOptions {
  return completeEvent === undefined ? {} : { completeEvent };
}
