import { type CenterSettings, NO_CENTER_SETTINGS } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { foundSettings } from './found-settings.js';

const MANAGER = { user: 'admin', secret: 'of the file' };

const found = (
  center: Partial<CenterSettings>,
  written: readonly string[] = [],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    foundSettings(
      { ...NO_CENTER_SETTINGS, ...center },
      (path) => written.includes(path),
      () => MANAGER,
    ).map(({ path, value }) => [path, value]),
  );

describe('settings of an existing call center', () => {
  it('stand in for the same settings of this server', () => {
    expect(
      found({
        asteriskHost: '10.0.0.5',
        asteriskUser: 'u',
        asteriskSecret: 's',
        shortCallS: 15,
        debug: true,
      }),
    ).toEqual({
      'asterisk.host': '10.0.0.5',
      'asterisk.user': 'u',
      'asterisk.secret': 's',
      'calls.shortSeconds': 15,
      'log.level': 'debug',
    });
    expect(found({ shortCallS: 86_400, debug: false, asteriskUser: 'u' })).toEqual({ 'asterisk.user': 'u' });
  });

  it('give no account to a configuration that has a part of one', () => {
    const center = { asteriskUser: 'u', asteriskSecret: 's' };
    expect(found(center, ['asterisk.user'])).toEqual({});
    expect(found(center, ['asterisk.secret'])).toEqual({});
  });

  it('without an account mean the first of manager.conf, if Asterisk is on this machine', () => {
    const account = { 'asterisk.user': 'admin', 'asterisk.secret': 'of the file' };
    expect(found({})).toEqual(account);
    expect(found({ asteriskHost: 'localhost' })).toEqual({ 'asterisk.host': 'localhost', ...account });
    expect(found({ asteriskHost: '10.0.0.5' })).toEqual({ 'asterisk.host': '10.0.0.5' });
    expect(found({}, ['asterisk.host'])).toEqual({});
  });
});
