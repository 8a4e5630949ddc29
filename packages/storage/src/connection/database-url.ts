import { StorageError } from '../storage-error.js';

/** A database's address, read from its URL. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'mysql';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
      /** Unix socket, used instead of host and port. */
      readonly socketPath: string | undefined;
    };

const FORMS = 'sqlite:FILE, sqlite::memory: or mysql://USER:PASSWORD@HOST:PORT/DATABASE';
const NOT_ENCODED = 'characters such as @ : / # of user and password must be percent-encoded';
const DEFAULT_PORT = 3306;
/** The name that existing installations use. */
const DEFAULT_DATABASE = 'call_center';

/**
 * Reads `sqlite:FILE`, `sqlite::memory:` or `mysql://user:password@host:port/database?socketPath=FILE`
 * (`mariadb:` means the same). Characters such as `@ : / #` of user and password are percent-encoded.
 * Throws a {@link StorageError} `bad-url`, which never shows the URL: it may hold a password.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const scheme = /^([a-z]+):/.exec(url)?.[1];
  switch (scheme) {
    case 'sqlite':
      return { kind: 'sqlite', file: sqliteFile(url.slice('sqlite:'.length)) };
    case 'mysql':
    case 'mariadb':
      return mysqlAddress(url);
    default:
      throw badUrl(scheme === undefined ? 'no scheme' : `unknown scheme ${scheme}:`);
  }
}

function sqliteFile(rest: string): string {
  const file = rest.startsWith('//') ? rest.slice(2) : rest;
  if (file === '') throw badUrl('no file name after sqlite:');
  if (file !== rest && !file.startsWith('/'))
    throw badUrl('sqlite:// needs an absolute path, sqlite:///DIR/FILE');
  return file;
}

function mysqlAddress(url: string): DatabaseAddress {
  if (!URL.canParse(url)) throw badUrl(NOT_ENCODED);
  const { hostname, port, username, password, pathname, search, hash, searchParams } = new URL(url);
  // Of the password p@ss/word the host would be ss, and the database would begin with word.
  if ((pathname + search + hash).includes('@')) throw badUrl(NOT_ENCODED);
  const socketPath = searchParams.get('socketPath') ?? undefined;
  if (hostname === '' && socketPath === undefined) throw badUrl('no host');
  if (username === '') throw badUrl('no user');
  for (const key of searchParams.keys()) {
    if (key !== 'socketPath') throw badUrl(`unknown option ${key}; the only one is socketPath`);
  }
  return {
    kind: 'mysql',
    host: hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: port === '' ? DEFAULT_PORT : Number(port),
    user: decode(username),
    password: decode(password),
    database: decode(pathname.slice(1)) || DEFAULT_DATABASE,
    socketPath,
  };
}

/** The address as messages show it. */
export function describeAddress(address: DatabaseAddress): string {
  if (address.kind === 'sqlite') {
    return address.file === ':memory:' ? 'SQLite database in memory' : `SQLite database ${address.file}`;
  }
  return `MariaDB/MySQL database ${address.database} at ${address.socketPath ?? `${address.host}:${address.port}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badUrl('a % in it is not followed by two hexadecimal digits');
  }
}

function badUrl(reason: string): StorageError {
  return new StorageError('bad-url', `Bad database URL: ${reason}. Write ${FORMS}.`);
}
