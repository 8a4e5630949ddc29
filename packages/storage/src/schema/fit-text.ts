import type { Catalog, ColumnFacts } from './catalog.js';

/** cp1252, which MySQL calls latin1, beyond U+00FF. */
const CP1252 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Printable ASCII, as most values are: every character set has it. */
const PLAIN = /^[ -~]*$/;

/**
 * Makes text fit a column: what its character set lacks becomes `?`, what is beyond its width goes. Whether
 * the server would refuse, cut or garble it depends on its SQL mode, so it never gets to see it.
 */
export function fitText(text: string, column: ColumnFacts | undefined): string {
  if (column === undefined) return text;
  const { width = Number.POSITIVE_INFINITY } = column;
  if (text.length <= width && PLAIN.test(text)) return text;
  let result = '';
  let count = 0;
  for (const character of text) {
    if (count === width) break;
    result += storable(character, column.charset) ? character : '?';
    count++;
  }
  return result;
}

/** {@link fitText} by the names of table and column. */
export function fitColumn(catalog: Catalog, table: string, column: string, text: string): string {
  return fitText(text, catalog.get(table)?.get(column));
}

/** Whether the column can hold the text as it is: a text that it can't hold is in no row. */
export function holdsText(catalog: Catalog, table: string, column: string, text: string): boolean {
  return fitColumn(catalog, table, column, text) === text;
}

function storable(character: string, charset: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  // SQLite ends a text at NUL.
  if (code < 0x80) return code !== 0;
  // Half a surrogate pair is no character; the drivers would send a replacement character.
  if (code >= 0xd800 && code <= 0xdfff) return false;
  switch (charset) {
    case 'utf8mb4':
      return true;
    case 'utf8':
    case 'utf8mb3':
      return code <= 0xffff;
    case 'latin1':
      return (code >= 0xa0 && code <= 0xff) || CP1252.has(character);
    default:
      return false;
  }
}
