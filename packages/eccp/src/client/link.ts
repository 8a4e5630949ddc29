import type { Socket } from 'node:net';
import type { EccpEvent, OtherEvent } from '../messages/events.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { ArgumentsOf, ReplyOf, RequestName } from '../messages/requests.js';
import { type ClientItem, ClientSession } from '../session/client-session.js';
import { EccpConnectionError, EccpTimeoutError } from './errors.js';

export interface LinkHandlers {
  /** @param number undefined where the server does not number its events */
  onEvent(event: EccpEvent | OtherEvent, number: number | undefined): void;
  /** Called once. Undefined means that {@link Link.destroy} was called. */
  onClose(error: EccpConnectionError | undefined): void;
}

export interface RequestOptions {
  /** Milliseconds until the request is given up. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

type AnyOutcome = RequestOutcome<ReplyOf<RequestName>>;

interface Waiting {
  readonly resolve: (outcome: AnyOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** One connected socket with its protocol session: requests out, outcomes and events in. */
export class Link {
  readonly #socket: Socket;
  readonly #session: ClientSession = new ClientSession();
  readonly #handlers: LinkHandlers;
  readonly #waiting: Map<string, Waiting> = new Map();
  #closed = false;

  constructor(socket: Socket, handlers: LinkHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => this.#close(new EccpConnectionError(error.message, { cause: error })));
    socket.on('close', () => this.#close(new EccpConnectionError('the server closed the connection')));
  }

  get cookie(): string | undefined {
    return this.#session.cookie;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * @param onAnswer told of the answer before anything that has come behind it is delivered; also when the request was
   *   given up before, for the server has carried it out all the same
   * @throws EccpConnectionError, EccpTimeoutError, or the reason of the signal
   */
  request<Name extends RequestName>(
    name: Name,
    args: ArgumentsOf<Name>,
    { timeoutMs = 10_000, signal }: RequestOptions = {},
    onAnswer?: (outcome: RequestOutcome<ReplyOf<Name>>) => void,
  ): Promise<RequestOutcome<ReplyOf<Name>>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new EccpConnectionError(`not connected; ${name} was not sent`);
      signal?.throwIfAborted();
      const { id, document } = this.#session.request(name, args);
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      const onAbort = (): void => fail(signal?.reason);
      const timer = setTimeout(() => {
        fail(new EccpTimeoutError(`${name}: no answer within ${timeoutMs} ms; the server may be overloaded`));
      }, timeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(id, {
        // The session decoded this response as the answer to this very request.
        resolve: (outcome) => {
          settle();
          onAnswer?.(outcome as RequestOutcome<ReplyOf<Name>>);
          resolve(outcome as RequestOutcome<ReplyOf<Name>>);
        },
        reject: fail,
      });
      this.#socket.write(document);
    });
  }

  /** @param error why, if it is not the client's wish */
  destroy(error?: Error): void {
    this.#close(error === undefined ? undefined : new EccpConnectionError(error.message, { cause: error }));
  }

  #receive(chunk: Buffer): void {
    for (const item of this.#session.receive(chunk)) {
      if (this.#closed) return;
      this.#deliver(item);
    }
  }

  #deliver(item: ClientItem): void {
    switch (item.kind) {
      case 'response':
        return this.#answered(item.id, item.outcome);
      case 'event':
        this.#handlers.onEvent(item.event, item.number);
        return;
      case 'fatal':
        this.#close(new EccpConnectionError(`the peer does not speak ECCP as expected: ${item.reason}`));
        return;
    }
  }

  #answered(id: string, outcome: AnyOutcome): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve(outcome);
  }

  #close(error: EccpConnectionError | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    for (const { reject } of this.#waiting.values()) {
      reject(error ?? new EccpConnectionError('the client was closed'));
    }
    this.#waiting.clear();
    this.#handlers.onClose(error);
  }
}
