import { COUNTED_STATUSES, type ContactCount } from '@openeccp/core';
import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../connection/database.js';
import type { Dialect } from '../schema/dialect.js';
import type { CallList } from './call-lists.js';
import { ownerOfCall } from './campaign-of-call.js';

/** Which contacts are counted. */
export interface ContactRange {
  /** Only ids above this one. */
  readonly above: number;
  /** Only ids up to this one. */
  readonly upTo: number;
  /** Only of these campaigns or lists; of all without it. */
  readonly owners?: readonly number[];
}

/** Where and how contacts are counted. */
export interface Counting {
  readonly db: Connection;
  readonly dialect: Dialect;
  readonly lists: ReadonlyMap<number, CallList>;
}

/**
 * Contacts by the campaign or list that they point at, lists without any included. In databases with lists only those count
 * that may be dialled or have been; in others every contact does, which the index alone tells.
 */
export async function countContacts(
  { db, dialect, lists }: Counting,
  { above, upTo, owners }: ContactRange,
): Promise<readonly ContactCount[]> {
  if (owners?.length === 0) return [];
  const owner = ownerOfCall(dialect, 'calls');
  let query = db
    .selectFrom('calls')
    .select((row) => [owner.as('owner'), row.fn.countAll<number | string>().as('contacts')])
    .where(above === 0 ? inOrderOfOwners(upTo) : sql<boolean>`id > ${above} and id <= ${upTo}`)
    .groupBy(owner);
  if (owners !== undefined) query = query.where(owner, 'in', owners);
  if (dialect.calls === 'lists') {
    query = query.where((row) => row.or([row('status', 'is', null), row('status', 'in', COUNTED_STATUSES)]));
  }
  const rows = await query.execute();
  const contacts = new Map(rows.map((row) => [row.owner, Number(row.contacts)]));
  if (dialect.calls === 'classic') {
    return [...contacts].map(([id, count]) => ({ campaignId: id, owner: id, contacts: count }));
  }
  return (owners ?? [...lists.keys()]).flatMap((id) => {
    const campaignId = lists.get(id)?.campaignId;
    return campaignId === undefined ? [] : [{ campaignId, owner: id, contacts: contacts.get(id) ?? 0 }];
  });
}

/** Keeps the database from reading the table by its ids when the owners' index has all that is to be counted. */
function inOrderOfOwners(upTo: number): RawBuilder<boolean> {
  return sql<boolean>`id + 0 <= ${upTo}`;
}

/** The highest id of table `calls`. */
export async function highestCall(db: Connection): Promise<number> {
  const { rows } = await sql<{ highest: number | null }>`select max(id) as highest from calls`.execute(db);
  return rows[0]?.highest ?? 0;
}
