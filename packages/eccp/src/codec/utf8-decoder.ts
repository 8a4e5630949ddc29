import { Buffer, isAscii, isUtf8 } from 'node:buffer';

/** Text decoded from one chunk. `invalid` says that the bytes after `text` can never become UTF-8. */
export interface DecodedChunk {
  readonly text: string;
  readonly ascii: boolean;
  readonly invalid: boolean;
}

const EMPTY: Uint8Array = new Uint8Array(0);

/**
 * Strict incremental UTF-8 decoder.
 *
 * Unlike `TextDecoder` it hands out the valid text that precedes an invalid byte, because the documents before
 * the damage must still be answered (ECCP §2.2). At most three bytes are kept between two chunks.
 */
export class Utf8Decoder {
  #carried: Uint8Array = EMPTY;

  decode(chunk: Uint8Array): DecodedChunk {
    if (this.#carried.length === 0 && isAscii(chunk)) {
      return { text: asBuffer(chunk).toString('latin1'), ascii: true, invalid: false };
    }
    const bytes = this.#carried.length === 0 ? chunk : Buffer.concat([this.#carried, chunk]);
    const whole = bytes.length - incompleteTail(bytes);
    const body = bytes.subarray(0, whole);
    if (isUtf8(body)) {
      this.#carried = whole === bytes.length ? EMPTY : Uint8Array.from(bytes.subarray(whole));
      return { text: asBuffer(body).toString('utf8'), ascii: false, invalid: false };
    }
    return {
      text: asBuffer(body.subarray(0, validPrefix(body))).toString('utf8'),
      ascii: false,
      invalid: true,
    };
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Length of the sequence that a lead byte announces; 0 for a byte that cannot lead. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** How many bytes at the end begin a sequence that the next chunk may complete. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Length of the longest valid prefix. Slow, but a stream needs it once, at its end. */
function validPrefix(bytes: Uint8Array): number {
  let valid = 0;
  while (valid < bytes.length) {
    const length = sequenceLength(bytes[valid] ?? 0);
    if (length === 0 || (length > 1 && !isUtf8(bytes.subarray(valid, valid + length)))) break;
    valid += length;
  }
  return valid;
}
