import { SERIAL, type TableDefinition } from './table-definition.js';

/** Tables that belong to OpenECCP alone are named `oe_…`; nothing else is ever altered. */
export const OWN_PREFIX = 'oe_';

/** Which migrations have run. */
export const BOOKKEEPING: TableDefinition = {
  name: 'oe_migration',
  columns: {
    name: 'varchar(64) NOT NULL',
    started_at: 'datetime NOT NULL',
    finished_at: 'datetime NULL',
  },
  primaryKey: ['name'],
};

/** Writes that can never succeed, for the operator (database.md §11.8). */
const DEAD_LETTERS: TableDefinition = {
  name: 'oe_dead_letter',
  columns: {
    id: SERIAL,
    given_up_ms: 'bigint NOT NULL',
    order_key: 'varchar(64) NOT NULL',
    kind: 'varchar(32) NOT NULL',
    body: 'mediumtext NOT NULL',
    reason_code: 'varchar(64) NOT NULL',
    reason: 'varchar(1000) NOT NULL',
    tries: 'int NOT NULL',
  },
  keys: { order_key: ['order_key'] },
};

/**
 * Salted hashes of the clients' passwords. A hash counts as long as `eccp_authorized_clients` has its placeholder in
 * place of an md5: whoever writes an md5 there has given the client another password.
 */
const CLIENT_SECRETS: TableDefinition = {
  name: 'oe_client_secret',
  columns: {
    id_client: 'int unsigned NOT NULL',
    placeholder: 'varchar(32) NOT NULL',
    hash: 'varchar(255) NOT NULL',
  },
  primaryKey: ['id_client'],
};

/** All of ours, beside the call center's. */
export const OWN_TABLES: readonly TableDefinition[] = [BOOKKEEPING, DEAD_LETTERS, CLIENT_SECRETS];
