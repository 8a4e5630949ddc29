import { DEFAULT_SETTINGS } from '@openeccp/core';
import { expect, it } from 'vitest';
import { configFrom } from './load-config.js';
import { floorSettings } from './parts-of-config.js';

const MINIMAL = { asterisk: { secret: 's3cret' }, database: { url: 'sqlite::memory:' } };

it('the floor is as the configuration says, by default as the protocol asks (ECCP §10)', () => {
  expect(floorSettings(configFrom(MINIMAL).server)).toEqual({
    ...DEFAULT_SETTINGS,
    retrievalDeadlineMs: 35_000,
  });
  const protocol = { profile: 'issabel', extended: true };
  const calls = { shortSeconds: 3, holdLimitSeconds: 240, holdWarningSeconds: 20 };
  const asterisk = { ...MINIMAL.asterisk, ringSeconds: 60 };
  const { server } = configFrom({ ...MINIMAL, asterisk, protocol, calls });
  expect(floorSettings(server)).toEqual({
    ...DEFAULT_SETTINGS,
    sameExtensionLogin: 'accept',
    extended: true,
    shortCallS: 3,
    holdLimitMs: 240_000,
    holdWarningMs: 20_000,
    // Longer than the phone may ring.
    retrievalDeadlineMs: 65_000,
  });
});
