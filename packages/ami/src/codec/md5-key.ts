import { createHash } from 'node:crypto';

/** The `Key` that answers a `Challenge`: MD5 of challenge and secret, in hex. */
export function md5Key(challenge: string, secret: string): string {
  return createHash('md5')
    .update(challenge + secret)
    .digest('hex');
}
