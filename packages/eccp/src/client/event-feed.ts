import { agentOf, type EccpEvent, type OtherEvent } from '../messages/events.js';
import type { EventPosition, ResumeEventsReply } from '../messages/extensions/resumeevents.js';
import type { FloorNews } from './floor-news.js';
import type { Link } from './link.js';
import { StateReader } from './state-reader.js';
import { ValueStream } from './value-stream.js';

/** So many values are kept for a slow reader. */
const MAX_UNREAD = 10_000;

export interface EventFeedOptions {
  /** Milliseconds for each request. */
  readonly timeoutMs: number;
  readonly onEvent: ((event: EccpEvent | OtherEvent) => void) | undefined;
}

/** Somebody who follows the floor; its first news is a snapshot. */
interface Follower {
  readonly stream: ValueStream<FloorNews>;
  started: boolean;
}

/**
 * Where the events of all connections of one client come together: each once and in order, as long as the server
 * numbers them (ADR 0024); what is missing is told.
 */
export class EventFeed {
  readonly #options: EventFeedOptions;
  readonly #events: Set<ValueStream<EccpEvent | OtherEvent>> = new Set();
  readonly #followers: Set<Follower> = new Set();
  /** What was heard last; undefined while the server does not number its events. */
  #position: EventPosition | undefined;
  /** Reads states from a server that does not tell them. */
  #reader: StateReader | undefined;
  /** A connection was lost, and with it, unless the server has kept them, what has happened since. */
  #interrupted = false;
  /** Something is missing, and the application has not been told yet. */
  #gap = false;
  /** The only agent whose events are told. */
  filter: string | undefined;

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  get followed(): boolean {
    return this.#followers.size > 0;
  }

  /** Whether somebody waits for a first snapshot. */
  get awaited(): boolean {
    return [...this.#followers].some(({ started }) => !started);
  }

  events(): ValueStream<EccpEvent | OtherEvent> {
    const stream = new ValueStream<EccpEvent | OtherEvent>(MAX_UNREAD, () => this.#events.delete(stream));
    this.#events.add(stream);
    return stream;
  }

  follow(): ValueStream<FloorNews> {
    const stream = new ValueStream<FloorNews>(MAX_UNREAD, () => this.#followers.delete(follower));
    const follower: Follower = { stream, started: false };
    this.#followers.add(follower);
    return stream;
  }

  /** An event has come. */
  hear(event: EccpEvent | OtherEvent, number: number | undefined): void {
    if (!this.#isNext(number) || !this.#isWanted(event)) return;
    // Consumers of the protocol's events know no others.
    if (event.kind !== 'agentstate') {
      this.#options.onEvent?.(event);
      for (const stream of [...this.#events]) stream.push(event);
    }
    this.#tell({ kind: 'event', event, number });
    if (this.followed) this.#reader?.noteEvent(event);
  }

  /**
   * Goes on where the connection before has ended.
   *
   * @param link set up otherwise: logged in, with its filter
   * @throws EccpConnectionError, EccpTimeoutError
   */
  async resume(link: Link): Promise<void> {
    const complete = await this.#ask(link, this.#position);
    this.#gap ||= this.#interrupted && !complete;
    this.#interrupted = false;
  }

  /**
   * Begins anew, for another user or filter: what was heard until now was of other agents, and is nothing to go on from.
   *
   * @throws EccpConnectionError, EccpTimeoutError
   */
  begin(link: Link): Promise<void> {
    this.#position = undefined;
    return this.resume(link);
  }

  /** Whether events may be missing; true once for each gap. */
  takeGap(): boolean {
    const gap = this.#gap;
    this.#gap = false;
    return gap;
  }

  /** Gets everybody who follows a fresh snapshot. @throws EccpConnectionError, EccpTimeoutError */
  async refresh(link: Link): Promise<void> {
    await this.#ask(link, undefined);
  }

  /** The connection is gone. */
  interrupt(): void {
    this.#interrupted = true;
    this.#reader?.close();
    this.#reader = undefined;
  }

  /** There will be no more. */
  end(error?: Error): void {
    this.interrupt();
    for (const stream of [...this.#events]) stream.end(error);
    for (const { stream } of [...this.#followers]) stream.end(error);
  }

  /** Resolves with whether nothing has been missed since. */
  async #ask(link: Link, since: EventPosition | undefined): Promise<boolean> {
    const args = { since, snapshot: this.followed };
    const { timeoutMs } = this.#options;
    let complete = false;
    // Right when it comes: the next bytes may be events that belong behind it.
    await link.request('resumeevents', args, { timeoutMs }, (outcome) => {
      if (outcome.kind === 'refused') this.#readInstead(link);
      else complete = this.#take(outcome.reply, since);
    });
    return complete;
  }

  #take({ reached, gap, missed, agents }: ResumeEventsReply, since: EventPosition | undefined): boolean {
    const complete = since !== undefined && !gap;
    // Events that follow move the position by themselves, so that a cut among them loses none.
    if (!complete || missed === 0) this.#position = reached;
    if (agents !== undefined) this.#tell({ kind: 'snapshot', agents, gap: this.#interrupted });
    return complete;
  }

  /** The server does not number its events: an older one, or without the extended profile. */
  #readInstead(link: Link): void {
    this.#position = undefined;
    this.#reader?.close();
    this.#reader = new StateReader(link, this.#options.timeoutMs, (news) => this.#tell(news));
    if (this.followed) this.#reader.readAll(this.filter, this.#interrupted);
  }

  /** Whether an event is new. What comes on a new connection before its {@link resume} is told again behind the answer. */
  #isNext(number: number | undefined): boolean {
    if (this.#position === undefined) return true;
    if (number === undefined || number <= this.#position.number) return false;
    this.#position = { epoch: this.#position.epoch, number };
    return true;
  }

  /** A new connection is unfiltered until its filter is set again. */
  #isWanted(event: EccpEvent | OtherEvent): boolean {
    if (this.filter === undefined || event.kind === 'other' || event.kind === 'callprogress') return true;
    return agentOf(event) === this.filter;
  }

  #tell(news: FloorNews): void {
    for (const follower of [...this.#followers]) {
      if (follower.started) {
        follower.stream.push(news);
      } else if (news.kind === 'snapshot') {
        follower.started = true;
        follower.stream.push({ ...news, gap: false });
      }
    }
  }
}
