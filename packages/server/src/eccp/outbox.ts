import type { Duplex } from 'node:stream';
import { atEndOfTurn } from '../runtime/end-of-turn.js';

/**
 * The only way to a client's socket. Documents of one turn of the event loop leave in one write: that is ten
 * times more deliveries than a write each. What a slow client leaves unread is bounded; beyond the bound it is cut off.
 */
export class Outbox {
  readonly #stream: Duplex;
  readonly #limit: number;
  readonly #onOverflow: () => void;
  readonly #flush: () => void = () => this.flush();
  #pending = '';
  #scheduled = false;
  /** Documents that wait for an answer to go first; undefined while none need to. */
  #behind: string | undefined;

  constructor(stream: Duplex, limit: number, onOverflow: () => void) {
    this.#stream = stream;
    this.#limit = limit;
    this.#onOverflow = onOverflow;
  }

  /** Bytes that the client has not taken yet. Documents are pure ASCII, so characters are bytes. */
  get backlog(): number {
    return this.#pending.length + (this.#behind?.length ?? 0) + this.#stream.writableLength;
  }

  /** Queues a document; it leaves at the end of this turn, or with {@link flush}. */
  push(document: string): void {
    if (this.#stream.destroyed || this.#stream.writableEnded) return;
    if (this.#behind === undefined) this.#pending += document;
    else this.#behind += document;
    if (this.backlog > this.#limit) {
      this.#pending = '';
      this.#behind = undefined;
      this.#onOverflow();
      return;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    atEndOfTurn(this.#flush);
  }

  /** Keeps back whatever is pushed from now on until {@link pushFirst}. It counts as unread. */
  keepBack(): void {
    this.#behind ??= '';
  }

  /** Queues a document before everything that was kept back. */
  pushFirst(document: string): void {
    const behind = this.#behind ?? '';
    this.#behind = undefined;
    this.push(document + behind);
  }

  /** Writes what is queued. */
  flush(): void {
    this.#scheduled = false;
    if (this.#pending === '' || this.#stream.destroyed || this.#stream.writableEnded) return;
    const text = this.#pending;
    this.#pending = '';
    this.#stream.write(text, 'latin1');
  }
}
