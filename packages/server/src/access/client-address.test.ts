import { describe, expect, it } from 'vitest';
import { AllowList, parseNetwork } from './allow-list.js';
import { clientAddress } from './client-address.js';

describe('the address of a client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.7:9', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7:9', '192.0.2.7'],
    ['::1', '::1', '[::1]:9', '0:0:0:0::/64'],
    ['2001:db8:0:2::9', '2001:db8:0:2::9', '[2001:db8:0:2::9]:9', '2001:db8:0:2::/64'],
    ['2001:db8:0:2:3:4:5:6', '2001:db8:0:2:3:4:5:6', '[2001:db8:0:2:3:4:5:6]:9', '2001:db8:0:2::/64'],
    ['fe80::1%eth0', 'fe80::1%eth0', '[fe80::1%eth0]:9', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown', 'unknown:9', 'unknown'],
  ])('%s', (remote, ip, text, place) => {
    expect(clientAddress(remote, 9)).toEqual({ ip, text, place });
  });
});

describe('the list of addresses that may connect', () => {
  const list = new AllowList(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32', '::1']);

  it.each(['192.0.2.1', '192.0.2.255', '198.51.100.7', '2001:db8:1::9', '::1'])('has %s', (ip) => {
    expect(list.allows(ip)).toBe(true);
  });

  it.each(['192.0.3.1', '198.51.100.8', '2001:db9::1', '127.0.0.1', '::', 'unknown', ''])(
    'has not %s',
    (ip) => {
      expect(list.allows(ip)).toBe(false);
    },
  );

  it.each([
    'localhost',
    '192.0.2.0/33',
    '192.0.2.0/',
    '192.0.2/24',
    '::1/129',
    '1.2.3.4/8/8',
    'fe80::1%eth0',
    '0/0',
  ])('takes no %s', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
    expect(() => new AllowList([text])).toThrow(RangeError);
  });
});
