import { describe, expect, it } from 'vitest';
import { agentHash, isAgentAuthorised, passwordHash, sameHash } from './agent-hash.js';

const COOKIE = '0f53c1f2f7b84f0e9a6f6a9be1b0c77d';
const HASH = '9f8ee06c82e6096a295c0047cb221a78';

describe('agent hash, ECCP §5.3', () => {
  it('is the test vector', () => {
    expect(agentHash(COOKIE, 'Agent/412', '1234')).toBe(HASH);
  });

  it('accepts a hash whose leading zeros were dropped, D-25', () => {
    expect(sameHash('abc', `${'0'.repeat(29)}abc`)).toBe(true);
    expect(sameHash('', '0'.repeat(32))).toBe(false);
    expect(sameHash(HASH.slice(1), HASH)).toBe(false);
    expect(sameHash(`${HASH}0`, HASH)).toBe(false);
  });

  it('decides about null, empty and absent', () => {
    expect(isAgentAuthorised(HASH, COOKIE, 'Agent/412', '1234')).toBe(true);
    expect(isAgentAuthorised(HASH, COOKIE, 'Agent/412', '1235')).toBe(false);
    expect(isAgentAuthorised('', COOKIE, 'Agent/412', null)).toBe(true);
    expect(isAgentAuthorised(undefined, COOKIE, 'Agent/412', null)).toBe(false);
    expect(isAgentAuthorised(HASH, COOKIE, 'Agent/412', '')).toBe(false);
    expect(isAgentAuthorised(agentHash(COOKIE, 'Agent/412', ''), COOKIE, 'Agent/412', '')).toBe(true);
  });
});

describe('passwordHash, ECCP §5.1', () => {
  it('hashes clear text and leaves a hash alone', () => {
    expect(passwordHash('agentconsole')).toBe('7e53aa92f7566f44f39f3f1842832581');
    expect(passwordHash('7e53aa92f7566f44f39f3f1842832581')).toBe('7e53aa92f7566f44f39f3f1842832581');
  });
});
