import { type AmiField, checkField } from './ami-field.js';

/**
 * The text of one message: CRLF lines and the empty line that ends it. Write it as UTF-8.
 *
 * @example
 * encodeMessage([['Action', 'Ping'], ['ActionID', '7']]) // 'Action: Ping\r\nActionID: 7\r\n\r\n'
 * @throws {AmiFieldError} when a name or value would break the framing.
 */
export function encodeMessage(fields: readonly AmiField[]): string {
  let text = '';
  for (const [name, value] of fields) {
    checkField(name, value);
    text += `${name}: ${value}\r\n`;
  }
  return `${text}\r\n`;
}
