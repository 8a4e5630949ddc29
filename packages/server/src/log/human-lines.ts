const LEVELS: ReadonlyMap<number, string> = new Map([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info '],
  [40, 'warn '],
  [50, 'ERROR'],
  [60, 'FATAL'],
]);

const COLOURS: ReadonlyMap<number, string> = new Map([
  [40, '33'],
  [50, '31'],
  [60, '31'],
]);

/**
 * A pino record as a person reads it: `12:03:44 info  Asterisk connected  version=16.28.0`. Local time. What is no
 * record is given back as it is.
 */
export function humanLine(record: string, colours: boolean): string {
  const fields = parse(record);
  if (fields === undefined) return record;
  const { level, time, msg, ...rest } = fields;
  const number = typeof level === 'number' ? level : 30;
  const clock = new Date(typeof time === 'number' ? time : 0).toTimeString().slice(0, 8);
  const word = LEVELS.get(number) ?? String(number);
  const colour = COLOURS.get(number);
  const painted = colours && colour !== undefined ? `\u001b[${colour}m${word}\u001b[0m` : word;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${shown(value)}`);
  return [`${clock} ${painted} ${typeof msg === 'string' ? msg : ''}`, ...details].join('  ').concat('\n');
}

function parse(record: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(record);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return /^[\w.:/@+-]+$/.test(value) ? value : quoted(value);
  if (typeof value === 'object' && value !== null && 'message' in value) return quoted(value.message);
  return quoted(value);
}

/** What JSON leaves as it is and a terminal obeys, or shows as another order of the characters. */
const COMMANDS = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** In quotes, on one line, and nothing in it that a terminal would obey: much of it was chosen by strangers. */
function quoted(value: unknown): string {
  return String(JSON.stringify(value)).replace(
    COMMANDS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
