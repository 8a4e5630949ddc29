import type { SettingsReading } from '@openeccp/core';
import type { LoadedConfig } from '../../config/load-config.js';
import { type Finding, listed, ok, warning } from './finding.js';

/** What the database's own settings, table `valor_config`, are used for, and which of them are of no use. */
export function checkCenterSettings(
  { ignored }: Pick<SettingsReading, 'ignored'>,
  { found }: Pick<LoadedConfig, 'found'>,
): readonly Finding[] {
  return [
    ...(found.length === 0
      ? []
      : [ok('settings', listed(found.map(({ path, origin }) => `${path} by ${origin}`)))]),
    ...(ignored.length === 0
      ? []
      : [
          warning(
            'settings',
            `table valor_config has values of ${listed(ignored)} that can't be used; the defaults are`,
            "Correct them on the call center's configuration page.",
          ),
        ]),
  ];
}
