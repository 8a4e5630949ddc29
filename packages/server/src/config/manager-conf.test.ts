import { describe, expect, it } from 'vitest';
import { firstManager } from './manager-conf.js';

const GENERAL = '[general]\nenabled = yes\nsecret = no\nread = all\nwrite = all\n';

describe('the first account of manager.conf', () => {
  it('is the first that may read and write, whatever stands before it', () => {
    const text = `${GENERAL}
; [commented]
#include manager_additional.conf
[template](!)
secret = t
read = all
write = all
[reader]
secret=r
read=system
[admin](template) ; the one
 secret => s3cret\\;x ; not this
read = system,call
write = system,call
[later]
secret = l
read = all
write = all
`;
    expect(firstManager(text)).toEqual({ user: 'admin', secret: 's3cret;x' });
  });

  it.each([
    ['', 'an empty file'],
    [GENERAL, 'only the general section'],
    [`${GENERAL}[a]\nsecret =\nread = all\nwrite = all\n`, 'an empty secret'],
    [`${GENERAL}[a]\nread = all\nwrite = all\n`, 'no secret'],
  ])('is none in %j: %s', (text) => {
    expect(firstManager(text)).toBeUndefined();
  });
});
