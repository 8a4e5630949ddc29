import { expect, test } from 'vitest';
import { findMirror, machineMirror } from './apt-mirror.js';

test('finds the archive and the security archive in deb822 sources', () => {
  const sources = `Types: deb
# http://snapshot.example/archive/debian/20250520T000000Z
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb
URIs: http://security.example/debian-security/
Suites: bookworm-security
Components: main
`;
  expect(findMirror([sources])).toEqual({
    archive: 'http://mirror.example/debian',
    security: 'http://security.example/debian-security',
  });
});

test('finds them in one-line sources, with options and among other archives', () => {
  const sources = `
# deb http://old.example/debian bookworm main
deb https://other.example/apt stable main
deb [signed-by=/usr/share/keyrings/k.gpg arch=amd64] http://mirror.example/debian/ bookworm main contrib
deb-src http://mirror.example/debian bookworm main
`;
  expect(findMirror(['', sources])).toEqual({
    archive: 'http://mirror.example/debian',
    security: 'http://mirror.example/debian-security',
  });
});

test('takes no source that is switched off', () => {
  const sources = 'Enabled: no\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n';
  expect(findMirror([sources])).toBeUndefined();
});

test('lets OPENECCP_DEBIAN_MIRROR decide', () => {
  expect(machineMirror({ OPENECCP_DEBIAN_MIRROR: 'http://chosen.example/debian/' })).toEqual({
    archive: 'http://chosen.example/debian',
    security: 'http://chosen.example/debian-security',
  });
});

test('says what to do when the machine names no Debian archive', () => {
  expect(() => machineMirror({}, '/nonexistent')).toThrow(/Set OPENECCP_DEBIAN_MIRROR/);
});
