import type { Difference } from './checks/model-and-asterisk.js';

/** What became of the difference that a lost message has made. Milliseconds of virtual time, to a look at the model exact. */
export interface InjectedDrift {
  /** Name of the event that was lost. */
  readonly event: string;
  /** Until the comparison with Asterisk told of it; undefined if later events had told what it meant before. */
  readonly foundMs: number | undefined;
  /** Until the model was as Asterisk again. */
  readonly healedMs: number;
}

/** A message that never came. */
interface Loss {
  readonly event: string;
  readonly values: readonly string[];
  readonly at: number;
}

/** The differences that one loss has made and that last. */
interface Drifting {
  readonly event: string;
  readonly since: number;
  readonly open: Set<string>;
  readonly about: Set<string>;
  foundAt: number | undefined;
}

/** A difference that comes later has another reason. Milliseconds. */
const SHOWS_MS = 5_000;
/** What is over sooner is the network's delay, or was told by the next event. Milliseconds. */
const NORMAL_MS = 1_500;

/**
 * Follows every lost message to the differences it makes, up to the repair and to the end of the last of them. Time counts from the
 * first difference on, or from when the connection was up again if it was gone or stood still in between.
 */
export class InjectedDrifts {
  #lost: Loss[] = [];
  /** Every difference there is, with the loss that made it. */
  readonly #known = new Map<string, Drifting | undefined>();
  readonly #drifting = new Map<Loss, Drifting>();
  readonly #healed: InjectedDrift[] = [];
  #reconnected = 0;

  /** A message of Asterisk got lost. */
  lost(text: string, now: number): void {
    const lines = text.split('\r\n').filter((line) => line !== '');
    const values = lines.map((line) => line.slice(line.indexOf(': ') + 2));
    this.#lost.push({ event: values[0] ?? '', values, at: now });
  }

  /** The comparison has told of something about these calls and agents. */
  found(about: readonly string[], now: number): void {
    for (const drifting of this.#drifting.values()) {
      if (about.some((one) => drifting.about.has(one))) drifting.foundAt ??= now;
    }
  }

  /**
   * Takes what differs now.
   *
   * @param calmSince since when nothing stands between the server and Asterisk
   */
  look(differences: readonly Difference[], now: number, calmSince: number): void {
    this.#lost = this.#lost.filter(({ at }) => now - at <= SHOWS_MS);
    const there = new Set(differences.map(({ what }) => what));
    for (const difference of differences) this.#begin(difference, now);
    for (const [what, drifting] of this.#known) {
      if (there.has(what)) continue;
      this.#known.delete(what);
      drifting?.open.delete(what);
    }
    for (const [loss, drifting] of this.#drifting) {
      if (drifting.open.size > 0) continue;
      this.#drifting.delete(loss);
      this.#end(drifting, now, calmSince);
    }
  }

  /** Those that are over. */
  get healed(): readonly InjectedDrift[] {
    return this.#healed;
  }

  /** How many others were over when the connection was there again, or went on. */
  get reconnected(): number {
    return this.#reconnected;
  }

  #begin({ what, about }: Difference, now: number): void {
    if (this.#known.has(what)) return;
    const loss = this.#lost.findLast(({ values }) => about.some((one) => values.some(isOf(one))));
    if (loss === undefined) {
      this.#known.set(what, undefined);
      return;
    }
    const drifting: Drifting = this.#drifting.get(loss) ?? {
      event: loss.event,
      since: now,
      open: new Set(),
      about: new Set(),
      foundAt: undefined,
    };
    drifting.open.add(what);
    for (const one of about) drifting.about.add(one);
    this.#drifting.set(loss, drifting);
    this.#known.set(what, drifting);
  }

  #end({ event, since, foundAt }: Drifting, now: number, calmSince: number): void {
    if (now - since <= NORMAL_MS) return;
    const begun = Math.max(since, calmSince);
    if (begun > since && now - begun <= NORMAL_MS) {
      this.#reconnected += 1;
      return;
    }
    const foundMs = foundAt === undefined || foundAt < begun ? undefined : foundAt - begun;
    this.#healed.push({ event, foundMs, healedMs: now - begun });
  }
}

/** Whether a value of an event names this channel, agent or device; a channel's name begins with that of its device. */
function isOf(one: string): (value: string) => boolean {
  return (value) => value === one || value.startsWith(`${one}-`);
}
