/** The line a manager sends as soon as a client connects, e.g. `banner('5.0.2')`. */
export function banner(version: string): string {
  return `${PRODUCT}/${version}\r\n`;
}

/** The version in a banner line, `undefined` when the peer is no Asterisk manager. */
export function bannerVersion(line: string): string | undefined {
  return BANNER.exec(line)?.[1];
}

const PRODUCT = 'Asterisk Call Manager';
const BANNER = /^Asterisk Call Manager\/(\S+)\s*$/;
