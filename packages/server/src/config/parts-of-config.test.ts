import { DEFAULT_SETTINGS } from '@openeccp/core';
import { expect, it } from 'vitest';
import { configFrom } from './load-config.js';
import { floorSettings } from './parts-of-config.js';

const MINIMAL = { asterisk: { secret: 's3cret' }, database: { url: 'sqlite::memory:' } };

it('the floor is as the configuration says, by default as the protocol asks (ECCP §10)', () => {
  expect(floorSettings(configFrom(MINIMAL).server)).toEqual(DEFAULT_SETTINGS);
  const protocol = { profile: 'issabel', extended: true };
  const { server } = configFrom({ ...MINIMAL, protocol, calls: { shortSeconds: 3 } });
  expect(floorSettings(server)).toEqual({
    ...DEFAULT_SETTINGS,
    sameExtensionLogin: 'accept',
    extended: true,
    shortCallS: 3,
  });
});
