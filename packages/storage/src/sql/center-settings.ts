import type { CenterSettings, SettingsReading } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import type { Catalog } from '../schema/catalog.js';

const text = (value: string): string => value;
const whole = (value: string): number | undefined => (/^\d{1,9}$/.test(value) ? Number(value) : undefined);
const flag = (value: string): boolean | undefined => (/^[01]$/.test(value) ? value === '1' : undefined);
const fraction = (value: string): number | undefined => (/^0\.\d+$/.test(value) ? Number(value) : undefined);

/** Reads the settings of an existing call center; none where the table is missing. */
export async function readCenterSettings(db: Connection, catalog: Catalog): Promise<SettingsReading> {
  const rows = catalog.has('valor_config')
    ? await db.selectFrom('valor_config').select(['config_key', 'config_value']).execute()
    : [];
  return parseCenterSettings(new Map(rows.map((row) => [row.config_key, row.config_value])));
}

/** An empty value is none: pages that clear a field leave it. */
export function parseCenterSettings(values: ReadonlyMap<string, string>): SettingsReading {
  const ignored: string[] = [];
  function read<T>(key: string, parse: (value: string) => T | undefined): T | undefined {
    const value = values.get(key);
    if (value === undefined || value === '') return undefined;
    const parsed = parse(value);
    if (parsed === undefined) ignored.push(key);
    return parsed;
  }
  const settings: CenterSettings = {
    asteriskHost: read('asterisk.asthost', text),
    asteriskUser: read('asterisk.astuser', text),
    asteriskSecret: read('asterisk.astpass', text),
    shortCallS: read('dialer.llamada_corta', whole),
    answerS: read('dialer.tiempo_contestar', whole),
    overcommit: read('dialer.overcommit', flag),
    certainty: read('dialer.qos', fraction),
    predictive: read('dialer.predictivo', flag),
    ringS: read('dialer.timeout_originate', whole),
    extraCalls: read('dialer.forzar_sobrecolocar', whole),
    reviewS: read('dialer.entretiempo', whole),
    debug: read('dialer.debug', flag),
  };
  return { settings, ignored };
}
