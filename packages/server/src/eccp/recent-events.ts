import { agentOf, type EccpEvent, type EventPosition, encodeEvent } from '@openeccp/eccp';

export interface RecentEventsOptions {
  /** Names the run of the server. */
  readonly epoch: string;
  /** So many events are kept, 0 or more. */
  readonly maxEvents: number;
  /** So many bytes of documents are kept. What is kept has to fit into what a client may leave unread. */
  readonly maxBytes: number;
}

interface NumberedEvent {
  readonly number: number;
  readonly event: EccpEvent;
  readonly document: string;
}

/** What a client has missed: all of it, or too much of it is gone. */
export type Missed =
  | { readonly kind: 'events'; readonly documents: readonly string[] }
  | { readonly kind: 'gap' };

/**
 * The latest events of the server, numbered from 1, for clients that were away (ADR 0024). Of those that were dropped
 * it still knows how late the latest was of each agent, so that a client that hears of one agent has no gap because
 * others were busy.
 */
export class RecentEvents {
  readonly #options: RecentEventsOptions;
  /** In order; a slot is cleared when its event is dropped. */
  readonly #kept: (NumberedEvent | undefined)[] = [];
  /** Where the oldest is in {@link #kept}. */
  #oldest = 0;
  #bytes = 0;
  #number = 0;
  /** The latest that was dropped of each agent, and of those events that name none. */
  readonly #dropped = new Map<string | undefined, Omit<NumberedEvent, 'document'>>();

  constructor(options: RecentEventsOptions) {
    this.#options = options;
  }

  /** Where a client is that has heard everything. */
  get reached(): EventPosition {
    return { epoch: this.#options.epoch, number: this.#number };
  }

  /** Numbers an event and keeps it; answers with its document. */
  add(event: EccpEvent): string {
    this.#number += 1;
    const document = flat(encodeEvent(event, this.#number));
    this.#kept.push({ number: this.#number, event, document });
    this.#bytes += document.length;
    const { maxEvents, maxBytes } = this.#options;
    while (this.#kept.length - this.#oldest > maxEvents || this.#bytes > maxBytes) this.#drop();
    return document;
  }

  /**
   * What happened after a position, of what a client wants to hear: of some agents, or of those events that name none.
   */
  since({ epoch, number }: EventPosition, wants: (event: EccpEvent) => boolean): Missed {
    const strange = epoch !== this.#options.epoch || number > this.#number;
    if (strange || this.#hasDropped(number, wants)) return { kind: 'gap' };
    const documents: string[] = [];
    for (let at = this.#kept.length - 1; at >= this.#oldest; at -= 1) {
      const kept = this.#kept[at];
      if (kept === undefined || kept.number <= number) break;
      if (wants(kept.event)) documents.push(kept.document);
    }
    return { kind: 'events', documents: documents.reverse() };
  }

  #hasDropped(since: number, wants: (event: EccpEvent) => boolean): boolean {
    for (const { number, event } of this.#dropped.values()) if (number > since && wants(event)) return true;
    return false;
  }

  #drop(): void {
    const dropped = this.#kept[this.#oldest];
    if (dropped === undefined) return;
    this.#kept[this.#oldest] = undefined;
    this.#oldest += 1;
    this.#bytes -= dropped.document.length;
    const { number, event } = dropped;
    this.#dropped.set(agentOf(event), { number, event });
    // Not at every drop: moving the others would cost more than all the rest.
    if (this.#oldest * 2 < this.#kept.length) return;
    this.#kept.splice(0, this.#oldest);
    this.#oldest = 0;
  }
}

/** The same text in one piece. One that was put together from many is kept as many, which costs more than the copy. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
