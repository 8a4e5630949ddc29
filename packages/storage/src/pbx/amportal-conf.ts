/** Names of the engine that mean a MySQL database. */
const ENGINES = new Set(['mysql', 'mysqli']);

/** `unusable`: the file doesn't say where a MySQL database is, for this reason. */
export type PbxDatabaseAnswer =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Where the PBX keeps its database, by the text of its `amportal.conf` (database.md §9.1). */
export function pbxDatabaseUrl(amportalConf: string): PbxDatabaseAnswer {
  const values = new Map<string, string>();
  for (const line of amportalConf.split('\n')) {
    const [, key, value] = /^\s*(AMPDB\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  const engine = values.get('AMPDBENGINE') ?? 'mysql';
  if (!ENGINES.has(engine))
    return { kind: 'unusable', reason: `AMPDBENGINE is ${engine}, which is no MySQL` };
  const user = values.get('AMPDBUSER');
  if (user === undefined || user === '') return { kind: 'unusable', reason: 'it has no AMPDBUSER' };
  const url = new URL('mysql://localhost');
  url.hostname = values.get('AMPDBHOST') || 'localhost';
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(values.get('AMPDBPASS') ?? '');
  url.pathname = values.get('AMPDBNAME') || 'asterisk';
  return { kind: 'url', url: url.href };
}
