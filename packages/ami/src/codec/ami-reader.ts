import { AmiMessage } from './ami-message.js';
import { ByteQueue } from './byte-queue.js';
import { END_COMMAND, parseFollows } from './command-output.js';
import { Needle } from './needle.js';

/** What the reader finds in the bytes. After `fatal` the stream cannot be trusted: close it. */
export type AmiItem =
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'message'; readonly message: AmiMessage }
  | { readonly kind: 'fatal'; readonly reason: string };

export type AmiReaderOptions = {
  /** A client expects the manager's greeting line first, a manager expects none. */
  readonly expectBanner: boolean;
  /** Longest line, in bytes without its end. Default 64 KiB. */
  readonly maxLineBytes?: number;
  /** Longest message, in bytes with its end. Default 4 MiB, the output of a long CLI command. */
  readonly maxMessageBytes?: number;
};

/**
 * Turns bytes into messages, for either side; has no socket. The same bytes give the same items however they are cut.
 * Lines end in CRLF or LF, bytes that are no UTF-8 become U+FFFD, nothing a peer sends makes it throw.
 */
export class AmiReader {
  readonly #maxLine: number;
  readonly #maxMessage: number;
  readonly #queue = new ByteQueue();
  readonly #lineEnd = new Needle('\n');
  readonly #emptyLineLf = new Needle('\n\n');
  readonly #emptyLineCrLf = new Needle('\n\r\n');
  readonly #endCommand = new Needle(END_COMMAND);
  #state: 'banner' | 'messages' | 'dead';
  /** Offset in the stream of a line start; all lines before it have been measured. */
  #measured = 0;

  constructor(options: AmiReaderOptions) {
    this.#state = options.expectBanner ? 'banner' : 'messages';
    this.#maxLine = options.maxLineBytes ?? 64 * 1024;
    this.#maxMessage = options.maxMessageBytes ?? 4 * 1024 * 1024;
  }

  /** The items that these bytes complete. After a `fatal` item, nothing any more. */
  push(chunk: Uint8Array): readonly AmiItem[] {
    const items: AmiItem[] = [];
    if (this.#state === 'dead') return items;
    this.#queue.append(chunk);
    for (let item = this.#next(); item !== undefined; item = this.#next()) {
      items.push(item);
      if (item.kind === 'fatal') {
        this.#state = 'dead';
        this.#queue.release();
        break;
      }
    }
    return items;
  }

  #next(): AmiItem | undefined {
    return this.#state === 'banner' ? this.#nextBanner() : this.#nextMessage();
  }

  #nextBanner(): AmiItem | undefined {
    const queue = this.#queue;
    const end = this.#lineEnd.find(queue, queue.start);
    const problem = this.#measure(end < 0 ? queue.bytes.length : end);
    if (problem !== undefined || end < 0) return problem;
    const text = queue.text(queue.start, end).trimEnd();
    queue.consume(end + 1);
    this.#state = 'messages';
    return { kind: 'banner', text };
  }

  #nextMessage(): AmiItem | undefined {
    this.#skipEmptyLines();
    const queue = this.#queue;
    if (queue.start === queue.bytes.length) return undefined;
    const follows = this.#startsWithFollows();
    const end = follows === undefined ? undefined : follows ? this.#findEndCommand() : this.#findEmptyLine();
    const problem = this.#measure(end?.next ?? queue.bytes.length);
    if (problem !== undefined || end === undefined) return problem;
    const text = queue.text(queue.start, end.text);
    queue.consume(end.next);
    return { kind: 'message', message: follows === true ? parseFollows(text) : AmiMessage.parse(text) };
  }

  #skipEmptyLines(): void {
    const { bytes, start } = this.#queue;
    let at = start;
    for (;;) {
      if (bytes[at] === LF) at += 1;
      else if (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
      else break;
    }
    if (at !== start) this.#queue.consume(at);
  }

  /** `undefined` while there are too few bytes to tell. */
  #startsWithFollows(): boolean | undefined {
    const { bytes, start } = this.#queue;
    for (let i = 0; i < FOLLOWS.length; i++) {
      const byte = bytes[start + i];
      if (byte === undefined) return undefined;
      if ((byte | LOWER_CASE) !== FOLLOWS[i]) return false;
    }
    const after = bytes[start + FOLLOWS.length];
    return after === undefined ? undefined : after === LF || after === CR;
  }

  #findEmptyLine(): MessageEnd | undefined {
    const { start } = this.#queue;
    const crLf = this.#emptyLineCrLf.find(this.#queue, start);
    const lf = this.#emptyLineLf.find(this.#queue, start);
    if (crLf >= 0 && (lf < 0 || crLf < lf)) return { text: crLf, next: crLf + this.#emptyLineCrLf.length };
    return lf < 0 ? undefined : { text: lf, next: lf + this.#emptyLineLf.length };
  }

  /** The end line counts only with an empty line behind it; the output of a command may quote it. */
  #findEndCommand(): MessageEnd | undefined {
    const { bytes, start } = this.#queue;
    let at = this.#endCommand.find(this.#queue, start);
    for (; at >= 0; at = this.#endCommand.find(this.#queue, at + 1)) {
      let next = at + this.#endCommand.length;
      for (let line = 0; line < 2; line++) {
        if (bytes[next] === CR) next++;
        if (next === bytes.length) return undefined;
        if (bytes[next] !== LF) break;
        if (line === 1) return { text: at, next: next + 1 };
        next++;
      }
    }
    return undefined;
  }

  /** Checks the bounds of the message that starts the queue, up to `end`, complete or not. */
  #measure(end: number): AmiItem | undefined {
    const queue = this.#queue;
    const size = end - queue.start;
    if (size <= this.#maxLine && size <= this.#maxMessage) return undefined;
    if (size > this.#maxMessage) return fatal(`message longer than ${this.#maxMessage} bytes`);
    let line = Math.max(queue.start, this.#measured - queue.base);
    for (;;) {
      const lf = this.#lineEnd.find(queue, line);
      const complete = lf >= 0 && lf < end;
      if ((complete ? lf : end) - line > this.#maxLine)
        return fatal(`line longer than ${this.#maxLine} bytes`);
      if (!complete) break;
      line = lf + 1;
    }
    this.#measured = queue.base + line;
    return undefined;
  }
}

/** Where the text of a message ends, without its last line break, and where the next message starts. */
type MessageEnd = { readonly text: number; readonly next: number };

const LF = 10;
const CR = 13;
const LOWER_CASE = 0x20;
const FOLLOWS = Buffer.from('response: follows');

function fatal(reason: string): AmiItem {
  return { kind: 'fatal', reason: `${reason}; the peer does not speak AMI, or a limit is too low` };
}
