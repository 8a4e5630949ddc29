import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The proof that a client knows an agent's password (ECCP §5.3): md5 in lower-case hex of the three texts joined.
 *
 * @param password the agent's ECCP password, not the code that is typed on the phone
 */
export function agentHash(cookie: string, agentNumber: string, password: string): string {
  return md5Hex(`${cookie}${agentNumber}${password}`);
}

/** What a client sends as password: the md5, unless it looks like one already (ECCP §5.1). */
export function passwordHash(password: string): string {
  return /^[0-9a-f]{32}$/i.test(password) ? password : md5Hex(password);
}

export function md5Hex(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/**
 * Compares a received hash with the expected one in constant time. Some clients drop leading zeros, so a hash of
 * 1 to 31 hex digits is padded first. D-25
 */
export function sameHash(received: string, expected: string): boolean {
  const padded = /^[0-9a-f]{1,31}$/i.test(received) ? received.padStart(32, '0') : received;
  const one = Buffer.from(padded);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Whether an agent may be acted for (ECCP §4.2 row 10, §5.3).
 *
 * @param received the `agent_hash` argument; undefined (absent) is never enough
 * @param eccpPassword the active agent's password; null accepts any hash, the empty string is a password
 */
export function isAgentAuthorised(
  received: string | undefined,
  cookie: string,
  agentNumber: string,
  eccpPassword: string | null,
): boolean {
  if (received === undefined) return false;
  return eccpPassword === null || sameHash(received, agentHash(cookie, agentNumber, eccpPassword));
}
