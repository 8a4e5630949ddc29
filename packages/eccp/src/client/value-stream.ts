import { EccpOverflowError } from './errors.js';

/**
 * A bounded queue read with `for await`. A reader that falls behind by more than `limit` values gets an
 * {@link EccpOverflowError} instead of silently missing some.
 */
export class ValueStream<Value> implements AsyncIterableIterator<Value, undefined> {
  readonly #limit: number;
  readonly #onEnd: () => void;
  readonly #values: Value[] = [];
  #waiting: PromiseWithResolvers<IteratorResult<Value, undefined>> | undefined;
  #ended = false;
  #error: Error | undefined;
  #release: () => void = () => {};

  constructor(limit: number, onEnd: () => void = () => {}) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  /** Ends it when the signal aborts. */
  endWith(signal: AbortSignal | undefined): void {
    const stop = (): void => this.end();
    signal?.addEventListener('abort', stop, { once: true });
    this.#release = () => signal?.removeEventListener('abort', stop);
  }

  push(value: Value): void {
    if (this.#ended) return;
    if (this.#waiting !== undefined) {
      this.#waiting.resolve({ done: false, value });
      this.#waiting = undefined;
    } else if (this.#values.length < this.#limit) {
      this.#values.push(value);
    } else {
      this.end(
        new EccpOverflowError(`more than ${this.#limit} events unread; read them faster or filter by agent`),
      );
    }
  }

  /** Ends the stream behind the values it holds, with the error if one is given. */
  end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#onEnd();
    this.#release();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    if (error === undefined) waiting.resolve({ done: true, value: undefined });
    else waiting.reject(error);
  }

  async next(): Promise<IteratorResult<Value, undefined>> {
    const value = this.#values.shift();
    if (value !== undefined) return { done: false, value };
    if (this.#error !== undefined) {
      const error = this.#error;
      this.#error = undefined;
      throw error;
    }
    if (this.#ended) return { done: true, value: undefined };
    this.#waiting ??= withResolvers();
    return this.#waiting.promise;
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#values.length = 0;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

interface PromiseWithResolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
