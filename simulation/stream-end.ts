import { Duplex } from 'node:stream';

export interface StreamEndHandlers {
  /** Something was written; `taken` tells that there is room for more. */
  readonly onWrite: (text: string, taken: () => void) => void;
  /** Nothing more will be written. */
  readonly onEnd?: () => void;
  /** The stream is closed, by whichever side. */
  readonly onClose?: () => void;
}

/**
 * One end of a connection without a network: the program's under test. What it writes is handed over at once, what it is to read
 * is {@link deliver}ed; delay and order are the business of whoever holds the other end.
 */
export class StreamEnd extends Duplex {
  #handlers: StreamEndHandlers | undefined;

  constructor(handlers: StreamEndHandlers) {
    super({ decodeStrings: false, allowHalfOpen: true });
    this.#handlers = handlers;
  }

  deliver(text: string): void {
    if (!this.destroyed && !this.readableEnded) this.push(text);
  }

  /** The other side says no more. */
  finish(): void {
    if (!this.destroyed) this.push(null);
  }

  /** The program at this end is dead: it hears nothing of what becomes of the connection, and nobody hears of it. */
  abandon(): void {
    this.#handlers = undefined;
    this.removeAllListeners();
    this.on('error', () => {});
    this.destroy();
  }

  override _read(): void {}

  override _write(chunk: string | Buffer, _: BufferEncoding, done: () => void): void {
    if (this.#handlers === undefined) return done();
    this.#handlers.onWrite(typeof chunk === 'string' ? chunk : chunk.toString('utf8'), done);
  }

  override _final(done: () => void): void {
    this.#handlers?.onEnd?.();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#handlers?.onClose?.();
    done(error);
  }
}
