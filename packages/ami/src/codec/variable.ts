import { AmiFieldError } from './ami-field.js';

/**
 * The value of a `Variable` header that sets one channel variable. Asterisk splits the header at commas and reads
 * quotes, brackets and backslashes, so these are escaped: text from a user cannot set a second variable or, worse,
 * call a dialplan function.
 *
 * @throws {AmiFieldError} when `name` is neither a variable nor a function call such as `CALLERID(name)`.
 */
export function encodeVariable(name: string, value: string): string {
  if (!VARIABLE_NAME.test(name)) throw new AmiFieldError('Variable', `cannot set ${JSON.stringify(name)}`);
  return `${name}=${value.replace(/[\\",()[\]]/g, '\\$&')}`;
}

/** The variables of `Variable` headers as Asterisk reads them; what has no `=` is left out. */
export function parseVariables(headers: readonly string[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const assignment of headers.flatMap(separate)) {
    const equals = assignment.indexOf('=');
    if (equals > 0) variables.set(assignment.slice(0, equals), assignment.slice(equals + 1));
  }
  return variables;
}

const VARIABLE_NAME = /^\w+(\([\w,:.-]*\))?$/;

function separate(header: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < header.length; i++) {
    let char = header.charAt(i);
    if (char === '"') {
      quoted = !quoted;
      continue;
    }
    if (char === '\\') char = header.charAt(++i);
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
    else if (char === ',' && depth === 0 && !quoted) {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += char;
  }
  return parts;
}
