import type { TelephonyFact, TelephonySnapshot } from '@openeccp/core';
import { type FactText, FactWriter, membershipsText, ringingText } from './fact-text.js';

type Of<K extends TelephonyFact['kind']> = TelephonyFact & { readonly kind: K };

/** Longer than the five seconds for which Asterisk lets no call through to an agent, twice. */
const DEADLINE_MS = 20_000;

/** Facts per subject, in the order they came. */
export type Story = Readonly<Record<string, readonly string[]>>;

/** The facts of one scenario, to wait for and to compare. */
export class FactLog {
  #facts: TelephonyFact[] = [];
  #texts: FactText[] = [];
  #writer: FactWriter = new FactWriter();
  /** The queues of each agent as last told, and those that ring it. */
  readonly #queues = new Map<string, string>();
  readonly #ringing = new Map<string, string>();
  #rang: FactText[] = [];
  readonly #waiters = new Set<() => void>();

  add(fact: TelephonyFact): void {
    const text = this.#writer.write(fact);
    if (fact.kind === 'telephony-up') this.#learnQueues(fact.snapshot);
    if (fact.kind === 'memberships') {
      const known = this.#queues.get(fact.agent) === text.text;
      this.#queues.set(fact.agent, text.text);
      // That an agent rings is a story of its own: most scenarios are not about it.
      if (this.#noteRinging(fact) && known) return this.#look();
    }
    this.#facts.push(fact);
    this.#texts.push(text);
    this.#look();
  }

  /** Forgets everything: the next scenario begins. */
  clear(): void {
    this.#facts = [];
    this.#texts = [];
    this.#rang = [];
    this.#writer = new FactWriter();
  }

  /** The queues that ring an agent, each time that they changed, as soon as there are as many changes. */
  async rang(agent: string, changes: number): Promise<readonly string[]> {
    const texts = (): readonly string[] =>
      this.#rang.flatMap(({ subject, text }) => (subject === agent ? [text] : []));
    const enough = (): readonly string[] | undefined => (texts().length >= changes ? texts() : undefined);
    return this.#until(`ringing of ${agent}`, enough);
  }

  /** The `nth` fact of its kind, past or to come; rejects with what came instead after the deadline. */
  async next<K extends TelephonyFact['kind']>(
    kind: K,
    nth: number = 1,
    deadlineMs: number = DEADLINE_MS,
  ): Promise<Of<K>> {
    const found = (): Of<K> | undefined => {
      const all = this.#facts.filter((fact): fact is Of<K> => fact.kind === kind);
      return all[nth - 1];
    };
    return this.#until(nth === 1 ? kind : `${kind} number ${nth}`, found, deadlineMs);
  }

  /** Waits until each subject has as many facts as that story; whether that has come before the deadline. */
  async until(story: Story): Promise<boolean> {
    const complete = (): true | undefined => {
      const now = this.story;
      return Object.entries(story).every(([subject, texts]) => (now[subject] ?? []).length >= texts.length)
        ? true
        : undefined;
    };
    return this.#until('the story', complete).catch(() => false);
  }

  /** Of the queues of an agent only the last state: in which order the queues hear of a change is left open. */
  get story(): Story {
    const story: Record<string, string[]> = {};
    for (const { subject, text } of this.#texts) {
      if (subject.startsWith('queues of ')) story[subject] = [text];
      else story[subject] = [...(story[subject] ?? []), text];
    }
    return story;
  }

  #learnQueues({ memberships }: TelephonySnapshot): void {
    for (const [agent, queues] of memberships) {
      this.#queues.set(agent, membershipsText(queues));
      this.#ringing.set(agent, ringingText(queues));
    }
  }

  /** Whether that is news. */
  #noteRinging({ agent, memberships }: Of<'memberships'>): boolean {
    const text = ringingText(memberships);
    if (text === (this.#ringing.get(agent) ?? 'none')) return false;
    this.#ringing.set(agent, text);
    this.#rang.push({ subject: agent, text });
    return true;
  }

  #look(): void {
    for (const look of this.#waiters) look();
  }

  #until<T>(what: string, probe: () => T | undefined, deadlineMs: number = DEADLINE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = probe();
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const end = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(look);
      };
      const timer = setTimeout(() => {
        end();
        const seen = this.#texts.map(({ subject, text }) => `  ${subject}: ${text}`).join('\n');
        reject(new Error(`No ${what} within ${deadlineMs} ms. What came:\n${seen}`));
      }, deadlineMs);
      this.#waiters.add(look);
      look();
    });
  }
}
