import { Buffer } from 'node:buffer';
import { type SaxesOptions, SaxesParser } from 'saxes';
import { PlainScanner } from './plain-scanner.js';
import { TreeBuilder } from './tree-builder.js';
import { Utf8Decoder } from './utf8-decoder.js';
import type { XmlElement } from './xml-element.js';

/** What a reader finds in the byte stream. After `fatal` nothing more is ever read. */
export type ReaderItem =
  /** `bytes` is its size in the stream, declaration included. */
  | { readonly kind: 'document'; readonly root: XmlElement; readonly bytes: number }
  /** `reason` is short, whatever the peer has sent. */
  | { readonly kind: 'fatal'; readonly reason: string };

export interface DocumentReaderOptions {
  /** Root elements that the peer may send, exact case: `request` to a server, `response` and `event` to a client. */
  readonly roots: readonly string[];
  /** Largest document in bytes, declaration included; 1 MiB unless told, never below 128 KiB. */
  readonly maxBytes?: number;
  /** Largest document, in bytes, until {@link DocumentReader.trust}; as large as later ones unless told. */
  readonly maxBytesFromStrangers?: number;
  /** Deepest element nesting, the root counting as 1; 64 unless told. */
  readonly maxDepth?: number;
}

export const DEFAULT_MAX_DOCUMENT_BYTES: number = 1024 * 1024;
export const MIN_DOCUMENT_LIMIT_BYTES: number = 128 * 1024;
export const DEFAULT_MAX_DEPTH = 64;

const PARSER_OPTIONS: SaxesOptions = { position: false, defaultXMLVersion: '1.0', forceXMLVersion: true };
/** What the PHP and the Java clients send first; recognised whole, because tokenizing it costs more than a request. */
const USUAL_DECLARATIONS: readonly string[] = [
  '<?xml version="1.0"?>\n',
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
];
/**
 * A comment that the tokenizer would accept, whole. Between documents it is skipped, because the tokenizer has to begin
 * anew behind each: a peer that sends nothing else would keep a server busy.
 */
const COMMENT = /<!--(?:-?[\t\n\r\u{20}-\u{2c}\u{2e}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}])*-->/uy;
/** The tokenizer's messages hold what it stumbled over, whole. Characters. */
const LONGEST_REASON = 200;
const BLANK = ' ';
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Cuts a byte stream into XML documents (ECCP §2.2). It knows no socket: bytes go in with {@link write} in any
 * segmentation, documents come out of {@link read} one at a time.
 *
 * There is no delimiter between documents, so the end of a root element has to be found by the tokenizer itself.
 * The text is therefore fed to it in pieces that never reach beyond a place where a document could end.
 * Plain documents that arrive whole, which is nearly all of them, take a faster way (see PlainScanner).
 * Held in memory are the chunk being read and the tree of one document.
 */
export class DocumentReader {
  readonly #decoder: Utf8Decoder = new Utf8Decoder();
  readonly #builder: TreeBuilder;
  readonly #scanner: PlainScanner;
  readonly #maxBytes: number;
  /** What is allowed now. */
  #limit: number;
  #parser: SaxesParser | undefined;
  #cutShort = false;
  #bytes = 0;
  /** Size of the document read last. */
  #size = 0;
  #text = '';
  #at = 0;
  #ascii = true;
  #invalidAfterText = false;
  #dead = false;

  constructor(options: DocumentReaderOptions) {
    this.#maxBytes = Math.max(options.maxBytes ?? DEFAULT_MAX_DOCUMENT_BYTES, MIN_DOCUMENT_LIMIT_BYTES);
    this.#limit = options.maxBytesFromStrangers ?? this.#maxBytes;
    const maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH;
    this.#builder = new TreeBuilder(options.roots, maxDepth);
    this.#scanner = new PlainScanner(options.roots, maxDepth);
  }

  /** Whether everything written has been read; until then the owner should write no more (back-pressure). */
  get drained(): boolean {
    return this.#dead || (this.#at >= this.#text.length && !this.#invalidAfterText);
  }

  /** Bytes of the document that has begun and not ended in what was read; 0 between documents. */
  get unfinishedBytes(): number {
    return this.#dead ? 0 : this.#bytes;
  }

  /** Reads documents up to the full size from now on. */
  trust(): void {
    this.#limit = this.#maxBytes;
  }

  /** Takes the next bytes of the stream. Ignored after a fatal item. */
  write(chunk: Uint8Array): void {
    if (this.#dead || this.#invalidAfterText || chunk.length === 0) return;
    const { text, ascii, invalid } = this.#decoder.decode(chunk);
    const drained = this.#at >= this.#text.length;
    this.#text = drained ? text : this.#text.slice(this.#at) + text;
    this.#ascii = drained ? ascii : this.#ascii && ascii;
    this.#at = 0;
    this.#invalidAfterText = invalid;
  }

  /** The next complete document, or the reason why there will be none, or undefined until more is written. */
  read(): ReaderItem | undefined {
    if (this.#dead) return undefined;
    try {
      const root = this.#readDocument();
      if (root !== undefined) return { kind: 'document', root, bytes: this.#size };
    } catch (error) {
      return this.#fatal(error instanceof Error ? error.message : String(error));
    }
    return this.#invalidAfterText ? this.#fatal('invalid UTF-8') : undefined;
  }

  /** {@link write} followed by every {@link read}, for owners that need no back-pressure. */
  push(chunk: Uint8Array): readonly ReaderItem[] {
    this.write(chunk);
    const items: ReaderItem[] = [];
    for (let item = this.read(); item !== undefined; item = this.read()) items.push(item);
    return items;
  }

  #fatal(reason: string): ReaderItem {
    this.#dead = true;
    this.#text = '';
    this.#parser = undefined;
    this.#builder.clear();
    return { kind: 'fatal', reason: reason.slice(0, LONGEST_REASON) };
  }

  #readDocument(): XmlElement | undefined {
    const text = this.#text;
    const builder = this.#builder;
    let closing = 0;
    while (this.#at < text.length) {
      if (this.#bytes === 0) {
        const root = this.#startDocument();
        if (root !== undefined) return root;
        if (this.#at >= text.length) break;
      }
      let end = -1;
      if (builder.openRoot !== undefined && closing >= 0 && !this.#cutShort) {
        // Inside the root no document can end before this string, unless the last segment held its beginning.
        closing = text.indexOf(`</${builder.openRoot}`, this.#at);
        if (closing >= 0) end = text.indexOf('>', closing);
        if (end < 0) closing = -1;
      }
      if (end < 0) end = text.indexOf('>', this.#at);
      this.#feed(text.slice(this.#at, end < 0 ? text.length : end + 1));
      this.#at = end < 0 ? text.length : end + 1;
      this.#cutShort = end < 0;
      const root = builder.takeRoot();
      if (root !== undefined) {
        this.#parser?.close();
        this.#size = this.#bytes;
        this.#bytes = 0;
        return root;
      }
      if (end >= 0 && builder.takeLeadingComment()) {
        // The tokenizer takes no declaration behind a comment, but between documents a comment may precede one.
        this.#parser = undefined;
        this.#bytes = 0;
      }
    }
    this.#text = '';
    this.#at = 0;
    return undefined;
  }

  /** Skips what precedes a document and reads it whole if it is plain. Else the tokenizer has to. */
  #startDocument(): XmlElement | undefined {
    const text = this.#text;
    this.#skipBlanks();
    while (this.#skipComment()) this.#skipBlanks();
    const declaration = USUAL_DECLARATIONS.find((usual) => text.startsWith(usual, this.#at))?.length ?? 0;
    this.#at += declaration;
    const root = this.#ascii ? this.#scanner.scan(text, this.#at) : undefined;
    const size = declaration + this.#scanner.end - this.#at;
    if (root !== undefined && size <= this.#limit) {
      this.#size = size;
      this.#at = this.#scanner.end;
      return root;
    }
    if (declaration > 0) {
      this.#bytes = declaration - BLANK.length;
      // A blank in its place keeps a second declaration from being accepted.
      this.#feed(BLANK);
      this.#builder.declared();
    }
    return undefined;
  }

  /** White space and byte-order marks between documents are of no meaning, wherever the segments were cut. */
  #skipBlanks(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== BYTE_ORDER_MARK)
        return;
    }
  }

  /** Whether there was a whole comment to skip. Those that are too long are left to be refused. */
  #skipComment(): boolean {
    COMMENT.lastIndex = this.#at;
    const comment = this.#text.startsWith('<!--', this.#at) ? COMMENT.exec(this.#text)?.[0] : undefined;
    if (comment === undefined || this.#sizeOf(comment) > this.#limit) return false;
    this.#at += comment.length;
    return true;
  }

  #sizeOf(piece: string): number {
    return this.#ascii ? piece.length : Buffer.byteLength(piece);
  }

  #feed(piece: string): void {
    if (piece === '') return;
    this.#bytes += this.#sizeOf(piece);
    if (this.#bytes > this.#limit) throw new Error(`document above ${this.#limit} bytes`);
    this.#parser ??= this.#builder.attach(new SaxesParser(PARSER_OPTIONS));
    this.#parser.write(piece);
  }
}
