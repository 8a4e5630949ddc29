import type { AmiField } from './ami-field.js';
import { AmiMessage } from './ami-message.js';

/** The line that ends the free text of a `Response: Follows`. */
export const END_COMMAND = '--END COMMAND--';

/**
 * The answer of `Command` up to Asterisk 13, from its text without the end line, in the form of 14 and later: the
 * headers, then one `Output` field per line of free text.
 */
export function parseFollows(text: string): AmiMessage {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  // The text ends in a line break, or in the middle of a line when the command printed none.
  if (lines.at(-1) === '') lines.pop();
  const headers = headerCount(lines);
  return new AmiMessage(
    lines.map((line, at): AmiField => {
      if (at >= headers) return ['Output', line];
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    }),
  );
}

/** Nothing separates headers from output; Asterisk writes these names, each at most once, in this order. */
const HEADERS = ['response', 'privilege', 'actionid'];

function headerCount(lines: readonly string[]): number {
  let next = 0;
  let count = 0;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const at = colon < 0 ? -1 : HEADERS.indexOf(line.slice(0, colon).toLowerCase(), next);
    if (at < 0) break;
    next = at + 1;
    count++;
  }
  return count;
}
