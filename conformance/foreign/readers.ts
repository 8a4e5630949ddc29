import { type Element, Malformed, readDocument } from './xml.js';

/** A document as it stands on the wire, without the line end behind it, and what it says. */
export interface Document {
  readonly text: string;
  readonly root: Element;
}

/**
 * Reads as the PHP library does: a fresh parser for each document, which wants the declaration before anything else.
 * White space behind a document is dropped only if it is there already when the document ends.
 */
export class PhpReader {
  #unread = '';

  get idle(): boolean {
    return this.#unread === '';
  }

  /** @throws Malformed */
  read(piece: string): readonly Document[] {
    const documents: Document[] = [];
    this.#unread += piece;
    while (this.#unread !== '') {
      const document = readDocument(this.#unread);
      if (document === undefined) break;
      const { root, end } = document;
      if (root.name !== 'event' && root.name !== 'response') throw new Malformed(`root element ${root.name}`);
      documents.push({ text: this.#unread.slice(0, end), root });
      this.#unread = this.#unread.slice(end).trimStart();
    }
    return documents;
  }
}

/**
 * Reads as the Java library does: line by line; a line that ends with the root's end tag ends a document, which starts
 * at the last declaration before it. What matters in it is the first child node.
 */
export class JavaReader {
  #line = '';
  #lines = '';

  get idle(): boolean {
    return this.#line === '' && this.#lines === '';
  }

  /** @throws Malformed */
  read(piece: string): readonly Document[] {
    const documents: Document[] = [];
    const [first = '', ...others] = piece.split('\n');
    this.#line += first;
    for (const next of others) {
      const document = this.#take(this.#line);
      if (document !== undefined) documents.push(document);
      this.#line = next;
    }
    return documents;
  }

  #take(line: string): Document | undefined {
    this.#lines += `${line}\n`;
    if (!line.endsWith('</response>') && !line.endsWith('</event>')) return undefined;
    const text = this.#lines;
    this.#lines = '';
    const start = text.lastIndexOf('<?xml');
    if (start < 0) throw new Malformed(`no declaration before the end of ${line}`);
    if (start > 0)
      throw new Malformed(`lost, because no line ended with its end tag: ${text.slice(0, start)}`);
    const root = readDocument(text)?.root;
    if (root === undefined) throw new Malformed(`the line ends before the document: ${line}`);
    if (typeof root.nodes[0] !== 'object') throw new Malformed(`no element first in ${line}`);
    return { text: text.trimEnd(), root };
  }
}
