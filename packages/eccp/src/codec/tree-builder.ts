import type { SaxesParser } from 'saxes';
import { NO_ATTRIBUTES, type XmlAttributes, type XmlElement } from './xml-element.js';

interface GrowingElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: (XmlElement | string)[];
}

/**
 * Turns the tokenizer's events into element trees and refuses what ECCP does not admit. Its handlers throw on the
 * first violation: a stream error is final (ECCP §2.2), so nothing behind it is worth tokenizing.
 */
export class TreeBuilder {
  readonly #roots: readonly string[];
  readonly #maxDepth: number;
  readonly #open: GrowingElement[] = [];
  #current: GrowingElement | undefined;
  #finished: XmlElement | undefined;
  #leadingComment = false;
  #declared = false;

  constructor(roots: readonly string[], maxDepth: number) {
    this.#roots = roots;
    this.#maxDepth = maxDepth;
  }

  /** Name of the root element while it is open. */
  get openRoot(): string | undefined {
    return this.#current === undefined ? undefined : (this.#open[0] ?? this.#current).name;
  }

  /** The root once its end tag has been seen; taken once. */
  takeRoot(): XmlElement | undefined {
    const root = this.#finished;
    this.#finished = undefined;
    return root;
  }

  /** The document has begun with a declaration: a comment behind it belongs to the document. */
  declared(): void {
    this.#declared = true;
  }

  /** Whether a comment outside any document has just ended; taken once. */
  takeLeadingComment(): boolean {
    const seen = this.#leadingComment;
    this.#leadingComment = false;
    return seen;
  }

  /** Lets go of a document that will not be finished. */
  clear(): void {
    this.#open.length = 0;
    this.#current = undefined;
  }

  attach(parser: SaxesParser): SaxesParser {
    parser.on('opentag', (tag) => this.#openElement(tag.name, tag.attributes as XmlAttributes));
    parser.on('closetag', () => this.#closeElement());
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => this.#addText(text));
    parser.on('xmldecl', () => this.declared());
    parser.on('comment', () => {
      this.#leadingComment = this.#current === undefined && !this.#declared;
    });
    parser.on('doctype', () => refuse('DOCTYPE is not accepted'));
    parser.on('processinginstruction', () => {
      if (this.#current === undefined) refuse('processing instruction outside a document');
    });
    parser.on('error', (error) => refuse(error.message));
    return parser;
  }

  #openElement(name: string, attributes: XmlAttributes): void {
    if (this.#current === undefined) {
      if (!this.#roots.includes(name)) refuse(`unexpected root element ${name.slice(0, 64)}`);
    } else {
      if (this.#open.length + 2 > this.#maxDepth) refuse(`elements nested deeper than ${this.#maxDepth}`);
      this.#open.push(this.#current);
    }
    this.#current = { name, attributes: isEmpty(attributes) ? NO_ATTRIBUTES : attributes, children: [] };
  }

  #closeElement(): void {
    const closed = this.#current;
    if (closed === undefined) return;
    this.#current = this.#open.pop();
    if (this.#current !== undefined) {
      this.#current.children.push(closed);
      return;
    }
    this.#finished = closed;
    this.#declared = false;
  }

  #addText(text: string): void {
    this.#current?.children.push(text);
  }
}

function isEmpty(attributes: XmlAttributes): boolean {
  for (const _ in attributes) return false;
  return true;
}

function refuse(reason: string): never {
  throw new Error(reason);
}
