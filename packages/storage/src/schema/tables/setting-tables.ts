import type { Generated } from 'kysely';
import type { LocalDateTime } from './column-types.js';

/** Settings, addresses that clients open, and the project's own bookkeeping (database.md §4.17, §4.19). */
export interface SettingTables {
  valor_config: ValorConfigTable;
  campaign_external_url: CampaignExternalUrlTable;
  oe_migration: OeMigrationTable;
  oe_dead_letter: OeDeadLetterTable;
  oe_client_secret: OeClientSecretTable;
}

interface ValorConfigTable {
  config_key: string;
  config_value: string;
}

interface CampaignExternalUrlTable {
  id: Generated<number>;
  urltemplate: string;
  description: string;
  active: Generated<number>;
  /** `window`, `iframe`, `jsonp`, and what newer installations add. */
  opentype: Generated<string>;
}

/** Which migrations have run. */
interface OeMigrationTable {
  name: string;
  started_at: LocalDateTime;
  finished_at: LocalDateTime | null;
}

/** Writes that can never succeed. */
export interface OeDeadLetterTable {
  id: Generated<number>;
  /** Epoch milliseconds. */
  given_up_ms: number;
  order_key: string;
  kind: string;
  /** The write as JSON. */
  body: string;
  reason_code: string;
  reason: string;
  tries: number;
}

/** Salted hashes of clients' passwords. */
interface OeClientSecretTable {
  id_client: number;
  placeholder: string;
  hash: string;
}
