import type { Catalog } from './catalog.js';
import { CLASSIC_TABLES } from './classic-tables.js';

/** Columns that may hold a campaign's address. */
export type UrlSlot = 'id_url' | 'id_url2' | 'id_url3';

/** What the existing databases differ in (database.md §3), as found in this one. */
export interface Dialect {
  /** `classic`: a call belongs to a campaign; `lists`: to a list, and the list to a campaign. */
  readonly calls: 'classic' | 'lists';
  /** `call_attribute`: a row for each attribute, a JSON document for each call, or no such table. */
  readonly attributes: 'rows' | 'json' | 'none';
  readonly urlSlots: {
    readonly campaign: readonly UrlSlot[];
    readonly campaign_entry: readonly UrlSlot[];
  };
  /** Tables with a column for the caller id to present. */
  readonly callerIds: { readonly campaign: boolean; readonly calls: boolean };
  /** Whether `audit` remembers the extension of a login. */
  readonly loginExtension: boolean;
  /** Whether `call_entry.trunk` takes `NULL`. */
  readonly nullableTrunk: boolean;
  /** Tables of the schema that this database lacks. What needs one is not offered. */
  readonly missingTables: readonly string[];
}

const URL_SLOTS: readonly UrlSlot[] = ['id_url', 'id_url2', 'id_url3'];

/** Tells the dialect by the catalog (database.md §3.4). */
export function dialectOf(catalog: Catalog): Dialect {
  const has = (table: string, column: string): boolean => catalog.get(table)?.has(column) === true;
  const slots = (table: string): readonly UrlSlot[] => URL_SLOTS.filter((slot) => has(table, slot));
  // A database of the lists kind may have lost its table of calls (database.md §3.2).
  const lists = catalog.has('calls')
    ? has('calls', 'id_list') && !has('calls', 'id_campaign')
    : catalog.has('campaign_lists');
  const expected = [...CLASSIC_TABLES.map(({ name }) => name), ...(lists ? ['campaign_lists'] : [])];
  return Object.freeze({
    calls: lists ? 'lists' : 'classic',
    attributes: has('call_attribute', 'data') ? 'json' : has('call_attribute', 'value') ? 'rows' : 'none',
    urlSlots: Object.freeze({ campaign: slots('campaign'), campaign_entry: slots('campaign_entry') }),
    callerIds: Object.freeze({ campaign: has('campaign', 'callerid'), calls: has('calls', 'callerid') }),
    loginExtension: has('audit', 'login_extension'),
    nullableTrunk: catalog.get('call_entry')?.get('trunk')?.nullable === true,
    missingTables: Object.freeze(expected.filter((table) => !catalog.has(table))),
  });
}
