import type { ContactsSeen, TallyChanges } from '@openeccp/core';
import type { Connection } from '../connection/database.js';
import type { Dialect } from '../schema/dialect.js';
import { readCallLists } from './call-lists.js';
import { countContacts, highestCall } from './count-contacts.js';

/** So many questions after a change all contacts are counted again. */
const RECOUNT_AFTER = 10;

const NOTHING = { kind: 'contacts', added: [], recounted: [] } as const;

/**
 * What other programs did to the contacts: rows above the highest id that was seen, and lists whose status is another one,
 * are counted. An upload whose rows come to light late, below that id, is found by the count of all that follows.
 */
export async function readTallyChanges(
  db: Connection,
  dialect: Dialect,
  since: ContactsSeen,
): Promise<TallyChanges> {
  if (dialect.missingTables.includes('calls')) return { ...NOTHING, seen: since };
  const lists = await readCallLists(db, dialect);
  for (const list of since.lists.keys()) if (!lists.has(list)) return { kind: 'removed' };

  const upTo = await highestCall(db);
  const switched = [...lists].filter(([id, { status }]) => since.lists.get(id) !== status).map(([id]) => id);
  const hasChanged = upTo > since.upTo || switched.length > 0;
  const recountIn = (since.recountIn ?? 0) - 1;
  const seen: ContactsSeen = {
    upTo: Math.max(upTo, since.upTo),
    lists: new Map([...lists].map(([id, { status }]) => [id, status])),
    recountIn: recountIn > 0 ? recountIn : hasChanged ? RECOUNT_AFTER : undefined,
  };
  const counting = { db, dialect, lists };
  if (recountIn === 0) {
    const recounted = await countContacts(counting, { above: 0, upTo: seen.upTo });
    return { ...NOTHING, recounted, seen };
  }
  if (!hasChanged) return { ...NOTHING, seen };
  const added = await countContacts(counting, { above: since.upTo, upTo: seen.upTo });
  return {
    kind: 'contacts',
    added: added.filter(({ owner }) => !switched.includes(owner)),
    recounted: await countContacts(counting, { above: 0, upTo: seen.upTo, owners: switched }),
    seen,
  };
}
