import type { Cancel } from './clock.js';

interface Entry<T> {
  readonly at: number;
  readonly order: number;
  /** Undefined once it is cancelled. */
  due: { readonly what: T } | undefined;
}

/** What is due when, the earliest first; at the same moment what was put down first. */
export class Agenda<T> {
  /** A binary heap. */
  #heap: Entry<T>[] = [];
  #order = 0;
  #cancelled = 0;

  /** How much is still to come. */
  get size(): number {
    return this.#heap.length - this.#cancelled;
  }

  /** When the next is due; undefined if nothing is. */
  get next(): number | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (first.due !== undefined) return first.at;
      this.#removeFirst();
      this.#cancelled -= 1;
    }
    return undefined;
  }

  /** Puts down what is due `at` that moment, unless it is cancelled before. */
  add(at: number, what: T): Cancel {
    const entry: Entry<T> = { at, order: this.#order++, due: { what } };
    this.#insert(entry);
    return () => this.#cancel(entry);
  }

  /** Takes the next out if it is due by then. */
  take(by: number): { readonly at: number; readonly what: T } | undefined {
    const at = this.next;
    if (at === undefined || at > by) return undefined;
    const entry = this.#removeFirst();
    if (entry?.due === undefined) return undefined;
    const { what } = entry.due;
    entry.due = undefined;
    return { at, what };
  }

  /** What is cancelled stays until its time comes, or until it is the greater part. */
  #cancel(entry: Entry<T>): void {
    if (entry.due === undefined) return;
    entry.due = undefined;
    this.#cancelled += 1;
    if (this.#cancelled <= this.#heap.length / 2) return;
    // What is sorted is a heap.
    this.#heap = this.#heap.filter(({ due }) => due !== undefined).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.#cancelled = 0;
  }

  #insert(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  #removeFirst(): Entry<T> | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const next = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (next === undefined || isBefore(last, next)) break;
      heap[place] = next;
      place = next === left ? 2 * place + 1 : 2 * place + 2;
    }
    heap[place] = last;
    return first;
  }
}

function isBefore(one: { at: number; order: number }, other: { at: number; order: number }): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
