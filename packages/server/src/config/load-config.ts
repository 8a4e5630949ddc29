import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toProblems } from './check-settings.js';
import { applyEnvironment } from './environment.js';
import type { FoundSetting } from './found-settings.js';
import { ConfigError, type Problem } from './problem.js';
import { readConfigFile } from './read-file.js';
import { type CheckedSettings, checkAll, checkDatabase, type SchemaAnswer } from './schema.js';
import { type Mapping, type Settings, setSetting, settingAt } from './settings.js';

/** Where settings come from; a later one wins: an existing call center, file, environment, flags. */
export interface ConfigSources {
  /** `--config`; without it the first of {@link DEFAULT_FILES} that exists, or none. */
  readonly file: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values of flags by path: `asterisk.port` → 5038 from `--ami`. */
  readonly flags: readonly { readonly path: string; readonly value: unknown; readonly flag: string }[];
  /** What stands in for settings that none of them has, told which ones they have. */
  readonly found?: ((isSet: (path: string) => boolean) => readonly FoundSetting[]) | undefined;
}

export interface LoadedConfig extends CheckedSettings {
  /** The file that was read, if any. */
  readonly file: string | undefined;
  /** What an existing call center has of settings that were not written. */
  readonly found: readonly FoundSetting[];
  /** Whether a setting was written or found somewhere, or is the default. */
  isSet(path: string): boolean;
}

const TLS_FILES: readonly string[] = ['eccp.tls.certFile', 'eccp.tls.keyFile', 'eccp.tls.clientCa'];

/** Looked for in this order when no file is named. */
export const DEFAULT_FILES: readonly string[] = ['openeccp.yaml', '/etc/openeccp/openeccp.yaml'];

/**
 * Reads and checks the whole configuration. Throws a {@link ConfigError} with all of its problems.
 *
 * @example
 * const { server } = await loadConfig({ file: 'openeccp.yaml', env: process.env, flags: [] });
 */
export async function loadConfig(sources: ConfigSources): Promise<LoadedConfig> {
  const { settings, file } = await collect(sources);
  const isSet = (path: string): boolean => settingAt(settings.values, path.split('.')) !== undefined;
  const found = (sources.found?.(isSet) ?? []).filter(({ path }) => !isSet(path));
  for (const { path, value, origin } of found) setSetting(settings, path, value, origin);
  const answer = checkAll(settings.values);
  const problems = [...schemaProblems(answer, settings), ...(await tlsFileProblems(settings))];
  if (answer.kind === 'invalid' || problems.length > 0) throw new ConfigError(file ?? 'settings', problems);
  return {
    ...answer.value,
    file,
    found,
    isSet,
  };
}

/** Checks settings that a program gives, completed by the defaults. Throws a {@link ConfigError}. */
export function configFrom(values: Mapping): CheckedSettings {
  const settings: Settings = { values, origins: new Map() };
  const answer = checkAll(values);
  if (answer.kind === 'valid') return answer.value;
  throw new ConfigError('settings', schemaProblems(answer, settings));
}

/** Reads where the database is and nothing else. Throws a {@link ConfigError}. */
export async function loadDatabaseUrl(sources: ConfigSources): Promise<string> {
  const { settings, file } = await collect(sources);
  const answer = checkDatabase(settings.values);
  if (answer.kind === 'valid') return answer.value.url;
  throw new ConfigError(file ?? 'settings', schemaProblems(answer, settings));
}

async function collect(sources: ConfigSources): Promise<{ settings: Settings; file: string | undefined }> {
  const file = sources.file ?? (await firstThatExists(DEFAULT_FILES));
  const settings: Settings = {
    values: file === undefined ? {} : await readConfigFile(file),
    origins: new Map(),
  };
  if (file !== undefined) resolvePaths(settings, dirname(resolve(file)));
  applyEnvironment(settings, sources.env);
  for (const { path, value, flag } of sources.flags) setSetting(settings, path, value, flag);
  return { settings, file };
}

async function firstThatExists(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    if (await isReadable(file)) return file;
  }
  return undefined;
}

/** Relative paths in the file are meant from where the file is, wherever the server is started. */
function resolvePaths(settings: Settings, folder: string): void {
  for (const path of [...TLS_FILES, 'pbx.amportalFile', 'log.auditFile']) {
    const value = settingAt(settings.values, path.split('.'));
    if (typeof value === 'string' && value !== '') replace(settings, path, resolve(folder, value));
  }
  const url = settingAt(settings.values, ['database', 'url']);
  const relative = typeof url === 'string' ? /^sqlite:(?!\/|:memory:$)(.+)$/.exec(url)?.[1] : undefined;
  if (relative !== undefined) replace(settings, 'database.url', `sqlite:${resolve(folder, relative)}`);
}

function replace(settings: Settings, path: string, value: string): void {
  setSetting(settings, path, value, '');
  settings.origins.delete(path);
}

function schemaProblems(answer: SchemaAnswer<unknown>, settings: Settings): readonly Problem[] {
  return answer.kind === 'valid' ? [] : toProblems(answer.issues, settings);
}

async function tlsFileProblems(settings: Settings): Promise<readonly Problem[]> {
  const problems = await Promise.all(
    TLS_FILES.map(async (path) => {
      const file = settingAt(settings.values, path.split('.'));
      if (typeof file !== 'string' || file === '' || (await isReadable(file))) return [];
      // Several lines are what was to be in the file: a key, perhaps.
      const what = file.includes('\n') ? 'is a text of several lines' : `names ${file}, which can't be read`;
      return [{ path, what, instead: 'Name a PEM file that exists.' }];
    }),
  );
  return problems.flat();
}

function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}
