/**
 * Received bytes that no message has taken yet. Indices are valid until the next `append`; what must live longer is
 * kept as an offset in the stream, `base + index`.
 */
export class ByteQueue {
  /** Nothing lies behind the last byte received; the first byte not consumed is at `start`. */
  bytes: Buffer = EMPTY;
  start = 0;
  /** Offset in the stream of `bytes[0]`. */
  base = 0;
  #storage: Buffer = EMPTY;

  append(chunk: Uint8Array): void {
    const kept = this.bytes.length - this.start;
    const needed = kept + chunk.length;
    if (this.bytes.length + chunk.length > this.#storage.length) this.#makeRoom(kept, needed);
    const end = this.bytes.length;
    this.#storage.set(chunk, end);
    this.bytes = this.#storage.subarray(0, end + chunk.length);
  }

  consume(to: number): void {
    this.start = to;
  }

  /** The bytes as text; what is no UTF-8 becomes U+FFFD. A string of its own, so that it keeps no buffer alive. */
  text(from: number, to: number): string {
    return this.bytes.toString('utf8', from, to);
  }

  release(): void {
    this.#storage = EMPTY;
    this.bytes = EMPTY;
    this.start = 0;
  }

  /** Moves what is kept to the front, doubling, so that a message that comes byte by byte is not copied each time. */
  #makeRoom(kept: number, needed: number): void {
    const tooSmall = needed > this.#storage.length / 2;
    const tooLarge = this.#storage.length > LARGE && needed < LARGE / 4;
    const storage =
      tooSmall || tooLarge ? Buffer.allocUnsafeSlow(Math.max(INITIAL, needed * 2)) : this.#storage;
    this.bytes.copy(storage, 0, this.start);
    this.base += this.start;
    this.start = 0;
    this.#storage = storage;
    this.bytes = storage.subarray(0, kept);
  }
}

const EMPTY = Buffer.alloc(0);
const INITIAL = 16 * 1024;
const LARGE = 1024 * 1024;
