import { NO_ATTRIBUTES, type XmlAttributes, type XmlElement } from './xml-element.js';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const BRACKET = 0x5d;
const DELETE = 0x7f;

/** ASCII letters, digits and underscore: every name that ECCP uses. A digit may not come first. */
const NAME_CHARACTERS: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/\w/.test(String.fromCharCode(code))),
);

/**
 * Reads documents of the plain kind that every known client sends, several times faster than a full tokenizer:
 * complete, ASCII, without references, comments, sections or instructions. It understands less than XML but nothing
 * differently: where it is not certain it declines, and the tokenizer reads the same text from its beginning.
 */
export class PlainScanner {
  readonly #roots: readonly string[];
  readonly #maxDepth: number;
  #text = '';
  #at = 0;

  constructor(roots: readonly string[], maxDepth: number) {
    this.#roots = roots;
    this.#maxDepth = maxDepth;
  }

  /** Position behind the document that {@link scan} returned. */
  get end(): number {
    return this.#at;
  }

  /** The document that begins at a position, or undefined if it is not certainly a plain and complete one. */
  scan(text: string, at: number): XmlElement | undefined {
    this.#text = text;
    this.#at = at;
    if (text.charCodeAt(at) !== LESS) return undefined;
    const root = this.#element(1);
    this.#text = '';
    return root;
  }

  /** Reads the element whose `<` is next. */
  #element(depth: number): XmlElement | undefined {
    const text = this.#text;
    this.#at += 1;
    const name = this.#name();
    if (name === '' || depth > this.#maxDepth) return undefined;
    if (depth === 1 && !this.#roots.includes(name)) return undefined;
    const attributes = text.charCodeAt(this.#at) === BLANK ? this.#attributes() : NO_ATTRIBUTES;
    if (attributes === undefined) return undefined;
    const code = text.charCodeAt(this.#at);
    this.#at += 1;
    if (code === SLASH && text.charCodeAt(this.#at) === GREATER) {
      this.#at += 1;
      return { name, attributes, children: [] };
    }
    if (code !== GREATER) return undefined;
    const children: (XmlElement | string)[] = [];
    for (;;) {
      const start = this.#at;
      if (!this.#skipText()) return undefined;
      if (this.#at > start) children.push(text.slice(start, this.#at));
      if (text.charCodeAt(this.#at + 1) === SLASH) break;
      const child = this.#element(depth + 1);
      if (child === undefined) return undefined;
      children.push(child);
    }
    const close = this.#at + 2 + name.length;
    if (!text.startsWith(name, this.#at + 2) || text.charCodeAt(close) !== GREATER) return undefined;
    this.#at = close + 1;
    return { name, attributes, children };
  }

  /** Goes to the next `<`; false if something that needs a tokenizer comes first, or nothing. */
  #skipText(): boolean {
    const text = this.#text;
    for (let at = this.#at; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LESS) {
        this.#at = at;
        return true;
      }
      if (code === AMPERSAND || code === BRACKET || code >= DELETE) return false;
      if (code < BLANK && code !== LINE_FEED && code !== TAB) return false;
    }
    return false;
  }

  #name(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    while (NAME_CHARACTERS[text.charCodeAt(at)] === 1) at += 1;
    this.#at = at;
    const first = text.charCodeAt(start);
    return first >= 0x30 && first <= 0x39 ? '' : text.slice(start, at);
  }

  #attributes(): XmlAttributes | undefined {
    const text = this.#text;
    const attributes: Record<string, string> = Object.create(null);
    while (text.charCodeAt(this.#at) === BLANK) {
      this.#at += 1;
      const name = known(this.#name());
      if (name === '' || name in attributes) return undefined;
      if (text.charCodeAt(this.#at) !== EQUALS || text.charCodeAt(this.#at + 1) !== QUOTE) return undefined;
      const start = this.#at + 2;
      let at = start;
      for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
        // Also declines at the end of the text, where the code is NaN.
        if (!(code >= BLANK && code < DELETE) || code === AMPERSAND || code === LESS) return undefined;
        at += 1;
      }
      attributes[name] = text.slice(start, at);
      this.#at = at + 1;
    }
    return attributes;
  }
}

/** Nearly every attribute is an id, and a literal is many times faster as a key than a name cut from a text. */
function known(name: string): string {
  return name === 'id' ? 'id' : name;
}
