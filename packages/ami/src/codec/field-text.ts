import type { AmiField } from './ami-field.js';

/**
 * The text of a message with the places of its lines: a field is looked up without making a string of any other.
 * A message of 20 fields would be 60 objects else, for the two or three that somebody reads.
 */
export class FieldText {
  readonly #text: string;
  /** For each line: where it starts, where its name ends, where its value starts and ends. */
  readonly #places: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#places = placesOf(text);
  }

  /** The value of the first field of that name, in any case. */
  get(name: string): string | undefined {
    const places = this.#places;
    for (let at = 0; at < places.length; at += STRIDE) {
      const start = places[at] ?? 0;
      if ((places[at + 1] ?? 0) - start === name.length && this.#isAt(name, start)) return this.#value(at);
    }
    return undefined;
  }

  fields(): readonly AmiField[] {
    const fields: AmiField[] = [];
    for (let at = 0; at < this.#places.length; at += STRIDE) {
      fields.push([this.#text.slice(this.#places[at], this.#places[at + 1]), this.#value(at)]);
    }
    return fields;
  }

  #value(at: number): string {
    return this.#text.slice(this.#places[at + 2], this.#places[at + 3]);
  }

  #isAt(name: string, start: number): boolean {
    if (this.#text.startsWith(name, start)) return true;
    // Rare: a name of the same length, or of another case.
    return this.#text.slice(start, start + name.length).toLowerCase() === name.toLowerCase();
  }
}

/** A line without a colon has an empty name. No line is empty, it would have ended the message. */
function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  for (let start = 0; start < text.length; ) {
    const lf = text.indexOf('\n', start);
    const next = lf < 0 ? text.length : lf;
    const end = next > start && text.charCodeAt(next - 1) === CR ? next - 1 : next;
    const colon = text.indexOf(':', start);
    if (colon < 0 || colon >= end) places.push(start, start, start, end);
    // One blank is Asterisk's own; a second one belongs to the value.
    else
      places.push(
        start,
        colon,
        text.charCodeAt(colon + 1) === BLANK && colon + 1 < end ? colon + 2 : colon + 1,
        end,
      );
    start = next + 1;
  }
  return places;
}

const STRIDE = 4;
const CR = 13;
const BLANK = 32;
