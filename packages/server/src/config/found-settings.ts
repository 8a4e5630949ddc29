import type { CenterSettings } from '@openeccp/core';
import type { ManagerAccount } from './manager-conf.js';

/** A setting that an existing call center has, for where the configuration is silent. */
export interface FoundSetting {
  readonly path: string;
  readonly value: unknown;
  /** Where it was found. */
  readonly origin: string;
}

/** Longer calls aren't short; what is more was not meant. Seconds. */
const LONGEST_SHORT_CALL_S = 3_600;
/** Asterisk is on this machine: its files are here too. */
const LOCAL = new Set(['127.0.0.1', 'localhost']);

/**
 * What the settings of an existing call center mean for this server. The manager account counts as a whole, and only if
 * the configuration has neither user nor secret; without one, that of `manager.conf` if Asterisk is on this machine.
 */
export function foundSettings(
  center: CenterSettings,
  isSet: (path: string) => boolean,
  manager: () => ManagerAccount | undefined,
): readonly FoundSetting[] {
  const { asteriskHost, shortCallS, debug } = center;
  const host = asteriskHost ?? '127.0.0.1';
  return [
    ...found('asterisk.host', asteriskHost, 'asterisk.asthost'),
    ...(isSet('asterisk.user') || isSet('asterisk.secret')
      ? []
      : account(center, LOCAL.has(host) && !isSet('asterisk.host') ? manager : () => undefined)),
    ...(shortCallS !== undefined && shortCallS <= LONGEST_SHORT_CALL_S
      ? found('calls.shortSeconds', shortCallS, 'dialer.llamada_corta')
      : []),
    ...found('log.level', debug === true ? 'debug' : undefined, 'dialer.debug'),
  ];
}

function account(
  { asteriskUser: user, asteriskSecret: secret }: CenterSettings,
  manager: () => ManagerAccount | undefined,
): readonly FoundSetting[] {
  if (user !== undefined || secret !== undefined) {
    return [
      ...found('asterisk.user', user, 'asterisk.astuser'),
      ...found('asterisk.secret', secret, 'asterisk.astpass'),
    ];
  }
  const first = manager();
  if (first === undefined) return [];
  const origin = 'manager.conf';
  return [
    { path: 'asterisk.user', value: first.user, origin },
    { path: 'asterisk.secret', value: first.secret, origin },
  ];
}

function found(path: string, value: unknown, key: string): readonly FoundSetting[] {
  return value === undefined ? [] : [{ path, value, origin: `valor_config ${key}` }];
}
