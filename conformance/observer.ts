import {
  childrenOf,
  DocumentReader,
  decodeEvent,
  decodeResponse,
  encodeEvent,
  encodeOuterFailure,
  encodeResponse,
  eventNumber,
  isRequestName,
  type XmlElement,
} from '@openeccp/eccp';
import type { Key } from './catalogue.js';
import { type Asked, ForeignReader, type Heard } from './foreign/foreign-reader.js';
import { type Element, elements } from './foreign/xml.js';
import { shownByAnswer, shownByEvent } from './showings.js';

export interface ObserverOptions {
  /** Whether the server is set to the extended profile (D-17). */
  readonly extended?: boolean;
  /** Whether what is received comes in the pieces that the server wrote, as on a pair of streams. */
  readonly asWritten?: boolean;
  /** Told of every entry of the catalogue that is seen, each time. */
  readonly onShown?: (key: Key) => void;
}

/** Documents of a server have no limit. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Watches one connection from the client's end. Everything that the server sends goes through a foreign reader, and through our
 * own decoders and back to the same bytes. What is objectionable is collected; whoever owns the connection fails by it.
 */
export class Observer {
  readonly #requests: DocumentReader = new DocumentReader({ roots: ['request'] });
  readonly #documents: DocumentReader = new DocumentReader({
    roots: ['response', 'event'],
    maxBytes: MAX_BYTES,
  });
  readonly #foreign: ForeignReader;
  readonly #onShown: (key: Key) => void;
  readonly #complaints: string[] = [];

  constructor({ extended = false, asWritten = false, onShown = () => {} }: ObserverOptions = {}) {
    this.#foreign = new ForeignReader({ extended, asWritten });
    this.#onShown = onShown;
  }

  get complaints(): readonly string[] {
    return [...this.#foreign.complaints, ...this.#complaints];
  }

  /** Bytes that the client sends, in any segmentation. */
  sent(bytes: string | Uint8Array): void {
    for (const item of this.#requests.push(Buffer.from(bytes))) {
      this.#foreign.ask(
        item.kind === 'fatal'
          ? { id: undefined, command: undefined, fault: 'stream error' }
          : asked(item.root),
      );
    }
  }

  /** Bytes that the server has sent; answers with the roots that they complete, as text. */
  received(chunk: Uint8Array): readonly string[] {
    return this.#foreign.read(Buffer.from(chunk).toString('latin1')).map((heard) => {
      this.#note(heard);
      this.#readOurselves(heard);
      return heard.text.slice(heard.text.indexOf('\n') + 1);
    });
  }

  /** The server has closed its side. */
  ended(): void {
    this.#foreign.end();
  }

  #note({ root, asked }: Heard): void {
    const [payload] = elements(root);
    if (payload === undefined) return;
    const { keys, unlisted } = root.name === 'event' ? shownByEvent(payload) : shownByAnswer(payload, asked);
    this.#complaints.push(...unlisted.map((key) => `not in the catalogue: ${key}`));
    keys.forEach(this.#onShown);
  }

  #readOurselves({ text, asked }: Heard): void {
    const document = `${text}\n`;
    for (const item of this.#documents.push(Buffer.from(document))) {
      const again = item.kind === 'fatal' ? item.reason : writtenAgain(item.root, asked);
      if (again !== document) this.#complaints.push(`our client reads ${document} as ${again}`);
    }
  }
}

function asked(root: XmlElement): Asked {
  const id = root.attributes['id'];
  const [command, ...others] = childrenOf(root);
  if (command === undefined || others.length > 0) return { id, command: undefined, fault: 'not one command' };
  if (id === undefined) return { id, command: undefined, fault: 'no id' };
  return { id, command: foreign(command) };
}

function foreign({ name, attributes, children }: XmlElement): Element {
  return {
    name,
    attributes: new Map(Object.entries(attributes)),
    nodes: children.map((node) => (typeof node === 'string' ? node : foreign(node))),
  };
}

/** The document as we write what we have read in it; undefined if we can make nothing of it. */
function writtenAgain(root: XmlElement, asked: Asked | undefined): string | undefined {
  if (root.name === 'event') {
    const event = decodeEvent(root);
    return event === undefined || event.kind === 'other' ? undefined : encodeEvent(event, eventNumber(root));
  }
  // An outer failure reads the same whatever it answers.
  const name = asked?.command?.name ?? '';
  const request = isRequestName(name) ? name : 'logout';
  const outcome = decodeResponse(request, root);
  const id = root.attributes['id'];
  if (outcome === undefined) return undefined;
  if (id !== undefined) return encodeResponse(request, id, outcome);
  return outcome.kind === 'refused' ? encodeOuterFailure(outcome.failure) : undefined;
}
