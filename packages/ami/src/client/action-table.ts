import { type AmiField, AmiFieldError } from '../codec/ami-field.js';
import type { AmiMessage } from '../codec/ami-message.js';
import { encodeMessage } from '../codec/encode-message.js';
import { checkSyntax } from '../codec/field-syntax.js';
import type { AmiClock } from './clock.js';
import { type AmiFailure, type AmiReply, replyOf } from './outcome.js';

export type ActionRequest = {
  readonly name: string;
  readonly fields: readonly AmiField[];
  readonly actionId: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Collect the events that answer this action. */
  readonly list?: ListRule | undefined;
  /** Part of keeping the connection itself: goes out at once, past the queue. */
  readonly urgent?: boolean;
};

export type ListRule = {
  readonly maxItems: number;
  /** Name of the event that ends the list; without it `EventList: Complete` or any `…Complete` does. */
  readonly completeEvent?: string | undefined;
};

export type ActionResult =
  | { readonly kind: 'reply'; readonly reply: AmiReply }
  | {
      readonly kind: 'list';
      readonly response: AmiMessage;
      readonly items: AmiMessage[];
      readonly complete: AmiMessage;
    }
  | { readonly kind: 'overflow'; readonly limit: number }
  | { readonly kind: 'failure'; readonly failure: AmiFailure };

export type ActionTableOptions = {
  readonly write: (text: string) => void;
  readonly clock: AmiClock;
  /** Actions that Asterisk works on at a time; others wait. */
  readonly maxInFlight: number;
  readonly maxWaiting: number;
};

type Entry = {
  readonly request: ActionRequest;
  readonly text: string;
  readonly done: (result: ActionResult) => void;
  readonly items: AmiMessage[];
  release: () => void;
  sent: boolean;
  response?: AmiMessage;
  complete?: AmiMessage;
};

/** The actions of one connection that have no answer yet, by ActionID. */
export class ActionTable {
  readonly #options: ActionTableOptions;
  readonly #sent = new Map<string, Entry>();
  readonly #waiting = new Map<string, Entry>();
  /** Lists nobody waits for any more: what is left of them must not pass for ordinary events. */
  readonly #abandoned = new Map<string, ListRule>();
  #inFlight = 0;
  #lists = 0;
  #closed: string | undefined;

  constructor(options: ActionTableOptions) {
    this.#options = options;
  }

  /**
   * `done` is called exactly once, at the moment the answer is received: events behind it in the stream come later.
   * @throws {AmiFieldError} nothing has been sent then.
   */
  submit(request: ActionRequest, done: (result: ActionResult) => void): void {
    const text = encodeAction(request);
    const { actionId, signal, timeoutMs, urgent } = request;
    if (this.#sent.has(actionId) || this.#waiting.has(actionId)) {
      throw new AmiFieldError(
        'ActionID',
        `${JSON.stringify(actionId)} is in use by an action without answer`,
      );
    }
    if (this.#closed !== undefined)
      return done(failure({ kind: 'disconnected', reason: this.#closed, sent: false }));
    if (signal?.aborted) return done(failure({ kind: 'aborted', sent: false }));
    const mustWait = !urgent && this.#inFlight >= this.#options.maxInFlight;
    if (mustWait && this.#waiting.size >= this.#options.maxWaiting) {
      return done(failure({ kind: 'overloaded', waiting: this.#waiting.size, sent: false }));
    }
    const entry: Entry = { request, text, done, items: [], release: () => {}, sent: false };
    const abort = (): void => this.#settle(entry, failure({ kind: 'aborted', sent: entry.sent }));
    const cancelDeadline = this.#options.clock.after(timeoutMs, () =>
      this.#settle(entry, failure({ kind: 'timeout', afterMs: timeoutMs, sent: entry.sent })),
    );
    signal?.addEventListener('abort', abort, { once: true });
    entry.release = () => {
      cancelDeadline();
      signal?.removeEventListener('abort', abort);
    };
    if (mustWait) this.#waiting.set(actionId, entry);
    else this.#send(entry);
  }

  /** Takes a received message if it answers an action; false: it is an ordinary event. */
  receive(message: AmiMessage): boolean {
    if (message.kind === 'response') {
      this.#receiveResponse(message);
      return true;
    }
    // Without a list under way no event needs to be taken apart here.
    if (this.#lists === 0 && this.#abandoned.size === 0) return false;
    const actionId = message.get('ActionID');
    if (actionId === undefined) return false;
    const abandoned = this.#abandoned.get(actionId);
    if (abandoned !== undefined) {
      if (endsList(message, abandoned)) this.#abandoned.delete(actionId);
      return true;
    }
    const entry = this.#sent.get(actionId);
    if (entry?.request.list === undefined) return false;
    this.#receiveListEvent(entry, entry.request.list, message);
    return true;
  }

  /** Ends all of them, and every later one at once. */
  close(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    for (const entry of [...this.#sent.values(), ...this.#waiting.values()]) {
      this.#settle(entry, failure({ kind: 'disconnected', reason, sent: entry.sent }));
    }
    this.#abandoned.clear();
  }

  #receiveResponse(message: AmiMessage): void {
    // A response that nobody waits for came after its deadline.
    const entry = this.#sent.get(message.get('ActionID') ?? '');
    if (entry === undefined) return;
    const reply = replyOf(message);
    if (entry.request.list === undefined || reply.kind !== 'success') {
      return this.#settle(entry, { kind: 'reply', reply });
    }
    entry.response = message;
    this.#settleCompleteList(entry);
  }

  #receiveListEvent(entry: Entry, rule: ListRule, message: AmiMessage): void {
    if (endsList(message, rule)) {
      entry.complete = message;
      this.#settleCompleteList(entry);
    } else if (entry.items.length < rule.maxItems) {
      entry.items.push(message);
    } else {
      this.#settle(entry, { kind: 'overflow', limit: rule.maxItems });
    }
  }

  /** Asterisk 22 may send the events of a list before the response to it. */
  #settleCompleteList(entry: Entry): void {
    const { response, complete, items } = entry;
    if (response !== undefined && complete !== undefined) {
      this.#settle(entry, { kind: 'list', response, items, complete });
    }
  }

  #send(entry: Entry): void {
    entry.sent = true;
    this.#sent.set(entry.request.actionId, entry);
    if (!entry.request.urgent) this.#inFlight++;
    if (entry.request.list !== undefined) this.#lists++;
    this.#options.write(entry.text);
  }

  #settle(entry: Entry, result: ActionResult): void {
    const { actionId, list, urgent } = entry.request;
    if (this.#sent.get(actionId) === entry) {
      this.#sent.delete(actionId);
      if (!urgent) this.#inFlight--;
      if (list !== undefined) this.#lists--;
      if (list !== undefined && entry.complete === undefined && result.kind !== 'reply')
        this.#abandon(actionId, list);
    } else if (this.#waiting.get(actionId) === entry) {
      this.#waiting.delete(actionId);
    } else {
      return;
    }
    entry.release();
    this.#sendWaiting();
    entry.done(result);
  }

  #sendWaiting(): void {
    while (this.#closed === undefined && this.#inFlight < this.#options.maxInFlight) {
      const [entry] = this.#waiting.values();
      if (entry === undefined) return;
      this.#waiting.delete(entry.request.actionId);
      this.#send(entry);
    }
  }

  #abandon(actionId: string, rule: ListRule): void {
    this.#abandoned.set(actionId, rule);
    if (this.#abandoned.size <= MAX_ABANDONED) return;
    const [oldest] = this.#abandoned.keys();
    if (oldest !== undefined) this.#abandoned.delete(oldest);
  }
}

const MAX_ABANDONED = 256;

function endsList(event: AmiMessage, rule: ListRule): boolean {
  if (rule.completeEvent !== undefined) return event.name.toLowerCase() === rule.completeEvent.toLowerCase();
  return (
    event.get('EventList')?.toLowerCase() === 'complete' || event.name.toLowerCase().endsWith('complete')
  );
}

function encodeAction({ name, actionId, fields }: ActionRequest): string {
  for (const [field] of fields) {
    const lower = field.toLowerCase();
    if (lower === 'action' || lower === 'actionid')
      throw new AmiFieldError(field, 'is set by the client itself');
  }
  checkSyntax(name, fields);
  return encodeMessage([['Action', name], ['ActionID', actionId], ...fields]);
}

function failure(value: AmiFailure): ActionResult {
  return { kind: 'failure', failure: value };
}
