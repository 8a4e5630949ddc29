import type { Difference } from './difference.js';
import type { Sighting } from './sighting.js';

export type Side = 'legacy' | 'here';

interface Waiting {
  readonly side: Side;
  readonly sighting: Sighting;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The two servers may tell the same thing so far apart. Milliseconds. */
export const MATCH_WINDOW_MS = 5_000;

/** Times of the same thing may differ so much: both count whole seconds from events that they see apart. Seconds. */
const MOMENT_TOLERANCE_S = 2;

/**
 * Pairs what one server tells with what the other does. No clock of its own; what stays without its like longer than
 * {@link MATCH_WINDOW_MS} is a difference. Bounded by that window.
 */
export class EventMatcher {
  readonly #waiting = new Map<string, Waiting[]>();
  #matched = 0;

  /** How many things both have told. */
  get matched(): number {
    return this.#matched;
  }

  /** One server tells something at `at`, epoch milliseconds; answers with what differs in it. */
  take(side: Side, sighting: Sighting, at: number): readonly Difference[] {
    const key = `${sighting.subject}\n${sighting.what}`;
    const queue = this.#waiting.get(key) ?? [];
    const index = queue.findIndex((other) => other.side !== side);
    if (index < 0) {
      queue.push({ side, sighting, at });
      this.#waiting.set(key, queue);
      return [];
    }
    const [other] = queue.splice(index, 1);
    if (queue.length === 0) this.#waiting.delete(key);
    if (other === undefined) return [];
    this.#matched += 1;
    return side === 'legacy' ? compare(sighting, other.sighting) : compare(other.sighting, sighting);
  }

  /** What has waited too long for its like. */
  expire(now: number): readonly Difference[] {
    const lonely: Difference[] = [];
    for (const [key, queue] of this.#waiting) {
      const left = queue.filter((one) => now - one.at < MATCH_WINDOW_MS);
      lonely.push(...queue.filter((one) => !left.includes(one)).map(unmatched));
      if (left.length === 0) this.#waiting.delete(key);
      else this.#waiting.set(key, left);
    }
    return lonely;
  }

  /** One of the servers was away: nothing that waits can be paired any more. */
  clear(): void {
    this.#waiting.clear();
  }
}

function unmatched({ side, sighting }: Waiting): Difference {
  const detail = [...sighting.fields].map(([name, value]) => `${name} ${value}`).join(', ');
  return {
    kind: side === 'legacy' ? 'only-legacy' : 'only-here',
    subject: sighting.subject,
    what: sighting.what,
    detail: detail === '' ? '' : ` (${detail})`,
  };
}

function compare(legacy: Sighting, here: Sighting): readonly Difference[] {
  const { subject, what } = legacy;
  const differs = (field: string, one: string, other: string): Difference => ({
    kind: 'event-differs',
    subject,
    what,
    field,
    legacy: one,
    here: other,
  });
  const fields = [...new Set([...legacy.fields.keys(), ...here.fields.keys()])].flatMap((field) => {
    const [one, other] = [legacy.fields.get(field) ?? '', here.fields.get(field) ?? ''];
    return one === other ? [] : [differs(field, one, other)];
  });
  // A moment that one of them leaves out is optional in the protocol.
  const moments = [...legacy.moments].flatMap(([field, one]) => {
    const other = here.moments.get(field);
    if (other === undefined || Math.abs(one - other) <= MOMENT_TOLERANCE_S) return [];
    return [differs(`${field}, seconds apart`, '0', (other - one).toFixed(0))];
  });
  return [...fields, ...moments];
}
