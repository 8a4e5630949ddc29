import { InvalidArgumentError } from 'commander';

/** Reads a port. Throws commander's error, which names the flag. */
export function parsePort(text: string): number {
  return wholeNumber(text, 0, 65_535);
}

/** Reads the number of a row, one of several. */
export function parseIds(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, wholeNumber(text, 1, Number.MAX_SAFE_INTEGER)];
}

/** Reads how many are wanted at most. */
export function parseLimit(text: string): number {
  return wholeNumber(text, 1, 1_000_000);
}

/** Reads `HOST:PORT`, `HOST`, `:PORT` or `[IPV6]:PORT`. */
export function parsePeer(text: string): {
  readonly host: string | undefined;
  readonly port: number | undefined;
} {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:\s[\]]*)(?::(\d+))?$/.exec(text);
  if (match === null || text === '') throw new InvalidArgumentError('Write HOST:PORT, e.g. 127.0.0.1:5038.');
  const [, host = '', port] = match;
  return {
    host: host === '' ? undefined : host.replace(/^\[(.*)\]$/, '$1'),
    port: port === undefined ? undefined : wholeNumber(port, 1, 65_535),
  };
}

/** Reads a factor of time: 1 is real time. */
export function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 1_000)) throw new InvalidArgumentError('Write a number above 0, at most 1000.');
  return speed;
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new InvalidArgumentError(`Write a whole number from ${min} to ${max}.`);
  }
  return value;
}
