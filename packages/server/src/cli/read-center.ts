import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SettingsReading } from '@openeccp/core';
import { type DatabaseAddress, openStorage, parseDatabaseUrl } from '@openeccp/storage';
import { foundSettings } from '../config/found-settings.js';
import { type ConfigSources, loadDatabaseUrl } from '../config/load-config.js';
import { firstManager, type ManagerAccount } from '../config/manager-conf.js';
import { ConfigError, type Problem } from '../config/problem.js';

/** What an existing call center's database says of the configuration: nothing where there is no such database. */
export type CenterAnswer =
  | { readonly kind: 'read'; readonly found: NonNullable<ConfigSources['found']> }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

const MANAGER_CONF = '/etc/asterisk/manager.conf';

/** Looks into the configured database for settings; creates nothing. */
export async function readCenter(written: ConfigSources): Promise<CenterAnswer> {
  const url = await databaseUrl(written);
  if (url === undefined) return { kind: 'none' };
  const address = parseDatabaseUrl(url);
  if (address.kind === 'sqlite' && !existsSync(address.file)) return { kind: 'none' };
  try {
    const { settings } = await readSettings(url);
    const manager = await managerBeside(address);
    return { kind: 'read', found: (isSet) => foundSettings(settings, isSet, () => manager) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = "can't be read for settings of the call center that may be missing here";
    return { kind: 'unreadable', problem: { path: 'database.url', what, instead: reason } };
  }
}

/** Undefined where it is not configured rightly, which is told when everything is checked. */
async function databaseUrl(written: ConfigSources): Promise<string | undefined> {
  try {
    return await loadDatabaseUrl(written);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function readSettings(url: string): Promise<SettingsReading> {
  const storage = await openStorage(url, { migrate: false, poolSize: 1 });
  try {
    return await storage.settings();
  } finally {
    await storage.close();
  }
}

/** Only databases of existing call centers stand beside an Asterisk that nobody has set up for this server. */
async function managerBeside(address: DatabaseAddress): Promise<ManagerAccount | undefined> {
  if (address.kind === 'sqlite') return undefined;
  return readFile(MANAGER_CONF, 'utf8').then(firstManager, () => undefined);
}
