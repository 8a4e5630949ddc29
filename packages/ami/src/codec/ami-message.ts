import type { AmiField } from './ami-field.js';
import { FieldText } from './field-text.js';

/** What a message is; its first `Event`, `Response` or `Action` header decides. */
export type AmiMessageKind = 'event' | 'response' | 'action' | 'other';

/**
 * One AMI message, immutable. Names are looked up without regard to case, because Asterisk changed the case of many
 * between releases (`UniqueID`, `Uniqueid`).
 *
 * A received message keeps its text and is taken apart when the first field is asked for: of the thousands of events
 * a busy Asterisk sends, most are dropped by name.
 */
export class AmiMessage {
  #fields: readonly AmiField[] | undefined;
  #text = '';
  #places: FieldText | undefined;
  #kind: AmiMessageKind | undefined;
  #name = '';

  constructor(fields: readonly AmiField[]) {
    this.#fields = fields;
  }

  /**
   * A message from its received text, without the empty line that ends it. Lines end in LF or CRLF; a line without
   * a colon becomes a field without a name.
   */
  static parse(text: string): AmiMessage {
    const message = new AmiMessage(NONE);
    message.#fields = undefined;
    message.#text = text;
    return message;
  }

  get fields(): readonly AmiField[] {
    this.#fields ??= this.#fieldText().fields();
    return this.#fields;
  }

  /** The first value of that name. */
  get(name: string): string | undefined {
    if (this.#fields === undefined) return this.#fieldText().get(name);
    const lower = name.toLowerCase();
    return this.#fields.find(([candidate]) => candidate.toLowerCase() === lower)?.[1];
  }

  /** All values of a header that may repeat (`Output`, `Variable`), in order. */
  getAll(name: string): readonly string[] {
    const lower = name.toLowerCase();
    return this.fields.filter(([candidate]) => candidate.toLowerCase() === lower).map(([, value]) => value);
  }

  get kind(): AmiMessageKind {
    return this.#kind ?? this.#classify();
  }

  /** The value of the header that made it an event, response or action; empty for any other message. */
  get name(): string {
    if (this.#kind === undefined) this.#classify();
    return this.#name;
  }

  #fieldText(): FieldText {
    this.#places ??= new FieldText(this.#text);
    return this.#places;
  }

  #classify(): AmiMessageKind {
    if (this.#fields === undefined && this.#text.startsWith(EVENT)) {
      // Nearly all traffic. Here, and only here, the other fields need not be touched.
      const end = this.#text.indexOf('\n');
      this.#name = chomp(this.#text.slice(EVENT.length, end < 0 ? undefined : end));
      this.#kind = 'event';
      return this.#kind;
    }
    for (const [name, value] of this.fields) {
      const kind = kindOf(name);
      if (kind === undefined) continue;
      this.#name = value;
      this.#kind = kind;
      return kind;
    }
    this.#kind = 'other';
    return this.#kind;
  }
}

const EVENT = 'Event: ';
const NONE: readonly AmiField[] = [];

function kindOf(name: string): AmiMessageKind | undefined {
  switch (name.toLowerCase()) {
    case 'event':
      return 'event';
    case 'response':
      return 'response';
    case 'action':
      return 'action';
    default:
      return undefined;
  }
}

function chomp(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
