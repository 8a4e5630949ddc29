import { checkEvent } from './events.js';
import { complain } from './fields.js';
import { type Document, JavaReader, PhpReader } from './readers.js';
import { type Command, checkFailure, checkPayload } from './responses.js';
import { SessionRules } from './session-rules.js';
import { type Element, elements } from './xml.js';

/** A request as a client sent it; without a command if it was none that a server can read. */
export interface Asked {
  readonly id: string | undefined;
  readonly command: Command | undefined;
  /** What is wrong with it. */
  readonly fault?: 'stream error' | 'not one command' | 'no id';
}

/** A document, with the request that it answers if it is a response. */
export interface Heard extends Document {
  readonly asked: Asked | undefined;
}

export interface ForeignReaderOptions {
  /** Whether the server is set to the extended profile. */
  readonly extended: boolean;
  /** Whether pieces are the server's own writes; a network may cut them elsewhere. */
  readonly asWritten: boolean;
}

/**
 * Clients of another make at one connection: two readers over the same bytes, and what consoles, pages and libraries take
 * for granted about documents and their order. Written from the description of those clients alone; it shares no code with
 * the server. What these clients can't put up with is collected, not thrown.
 */
export class ForeignReader {
  readonly complaints: string[] = [];
  readonly #options: ForeignReaderOptions;
  readonly #php: PhpReader = new PhpReader();
  readonly #java: JavaReader = new JavaReader();
  readonly #rules: SessionRules = new SessionRules();
  readonly #asked: Asked[] = [];
  /** Asked for by a client that knows what it gets; what others take for granted is not promised any more. */
  #numbered = false;
  #lastNumber = 0;
  #dead = false;

  constructor(options: ForeignReaderOptions) {
    this.#options = options;
  }

  /** A request was sent. */
  ask(request: Asked): void {
    if (this.#asked.length === 0) this.#rules.ask();
    this.#asked.push(request);
  }

  /** Takes the next bytes, as text; answers with the documents that they complete. */
  read(piece: string): readonly Heard[] {
    if (this.#dead) return [];
    const { asWritten } = this.#options;
    try {
      const documents = this.#php.read(this.#php.idle && !asWritten ? piece.trimStart() : piece);
      const lines = this.#java.read(piece);
      if (asWritten) {
        if (documents.length !== lines.length) this.#complain(['line ends are not where documents end']);
        if (!this.#php.idle || !this.#java.idle) this.#complain([`a document in pieces: ${piece}`]);
      }
      return documents.map((document) => this.#hear(document));
    } catch (error) {
      // Both kinds of client give up on the connection here.
      this.#dead = true;
      this.#complain([error instanceof Error ? error.message : String(error)]);
      return [];
    }
  }

  /** The server has closed in order. */
  end(): void {
    if (!this.#php.idle || !this.#java.idle) this.#complain(['the last document has no end']);
  }

  #hear(document: Document): Heard {
    const { root } = document;
    const [payload, ...others] = root.nodes;
    if (payload === undefined || typeof payload === 'string' || others.length > 0) {
      this.#complain([`${root.name} without exactly one element in it`]);
      return { ...document, asked: undefined };
    }
    if (root.name === 'event') {
      this.#complain(
        this.#numbered ? this.#nextNumber(root) : checkEvent(payload, this.#options.extended),
        payload.name,
      );
      this.#complain(this.#rules.event(payload), payload.name);
      if (root.attributes.size > 0 && !this.#numbered) this.#complain(['attributes'], payload.name);
      return { ...document, asked: undefined };
    }
    const asked = this.#asked.shift();
    this.#complain(this.#answer(root, payload, asked), payload.name);
    return { ...document, asked };
  }

  #answer(root: Element, payload: Element, asked: Asked | undefined): readonly string[] {
    if (asked === undefined) {
      // A stream that is none is refused before the client knows that it sent anything.
      return payload.name === 'failure' ? checkFailure(payload) : ['a response that nobody asked for'];
    }
    const id = root.attributes.get('id');
    if (id !== undefined && id !== asked.id) return [`id ${id} where ${asked.id} was due`];
    if (payload.name === 'failure') return checkFailure(payload);
    const { command } = asked;
    if (id === undefined) return ['a response without id'];
    if (command === undefined || payload.name !== `${command.name}_response`) {
      return [`no answer to ${command?.name}`];
    }
    const refused = elements(payload, 'failure').length > 0;
    if (command.name === 'resumeevents' && !refused) {
      this.#numbered = true;
      this.#lastNumber = 0;
    }
    return [
      ...checkPayload(payload, command, this.#options.extended),
      ...this.#rules.answer(command, !refused),
    ];
  }

  #nextNumber(root: Element): readonly string[] {
    const number = Number(root.attributes.get('number'));
    const rises = number > this.#lastNumber;
    this.#lastNumber = number;
    return complain(!rises, `number ${root.attributes.get('number')} does not rise`);
  }

  #complain(complaints: readonly string[], where?: string): void {
    const about = where === undefined ? '' : `${where}: `;
    this.complaints.push(...complaints.map((complaint) => about + complaint));
  }
}
