import { type CallWindow, type DueCall, parseAgentName } from '@openeccp/core';
import type { Connection } from '../../connection/database.js';
import { fromLocalDateTime, toLocalDateTime } from '../../local-time.js';
import { openWindows } from '../../open-windows.js';
import type { Schema } from '../../schema/check-schema.js';
import type { Dialect } from '../../schema/dialect.js';
import { forbiddenPhones } from './do-not-call.js';
import { readOpenOwners } from './open-owners.js';

/** Attempts that came to nothing: whoever was ever talked to for longer is not called again (database.md §5.1, §11). */
const TRIED_IN_VAIN = ['Failure', 'NoAnswer', 'Abandoned', 'ShortCall'] as const;

/** More agents than any floor has; a bound all the same. */
const MAX_ROWS = 2_000;

/** The horizon may lie beyond midnight. */
const DAYS = 2;

/** A stretch of time from now on. Epoch milliseconds. */
interface Soon {
  readonly now: number;
  readonly last: number;
}

/** Calls that are scheduled for one agent and due from now to the horizon, in the order of dialer.md §9.2. */
export async function readDueCalls(
  db: Connection,
  { catalog, dialect }: Schema,
  now: number,
  horizonMs: number,
): Promise<readonly DueCall[]> {
  if (dialect.missingTables.some((table) => table === 'calls' || table === 'campaign')) return [];
  const soon: Soon = { now, last: now + horizonMs };
  const days = { first: localDay(soon.now), last: localDay(soon.last) };
  const owners = new Map((await readOpenOwners(db, dialect, days)).map((owner) => [owner.owner, owner]));
  if (owners.size === 0) return [];
  const rows = await scheduledRows(db, dialect, [...owners.keys()], days);
  const phones = rows.map(({ phone }) => phone);
  const forbidden = await forbiddenPhones(db, catalog, phones);
  return rows.flatMap((row) => {
    const owner = owners.get(row.owner ?? 0);
    const agent = parseAgentName(row.agent ?? '');
    const window = windowOf(row);
    if (owner === undefined || agent === undefined || window === undefined) return [];
    if (row.retries >= owner.retries || forbidden.has(row.phone)) return [];
    const from = earliest(window, owner.window, soon);
    if (from === undefined) return [];
    const { id: rowId, phone, retries } = row;
    return [
      { rowId, agent, phone, from, retry: retries + 1, before: attemptBefore(row), campaign: owner.campaign },
    ];
  });
}

type ScheduledRow = Awaited<ReturnType<typeof scheduledRows>>[number];

/** Owners and days are given as values, so that the index on both finds the few rows that have a schedule. */
function scheduledRows(
  db: Connection,
  dialect: Dialect,
  owners: readonly number[],
  days: { readonly first: string; readonly last: string },
) {
  const owner = dialect.calls === 'lists' ? 'id_list' : 'id_campaign';
  return db
    .selectFrom('calls')
    .select(['id', 'agent', 'phone', 'retries', 'status', 'datetime_originate', `${owner} as owner`])
    .select(['date_init', 'date_end', 'time_init', 'time_end'])
    .where(owner, 'in', owners)
    .where('date_init', '<=', days.last)
    .where('date_end', '>=', days.first)
    .where('agent', 'is not', null)
    .where('dnc', '=', 0)
    .where((row) => row.or([row('status', 'is', null), row('status', 'in', TRIED_IN_VAIN)]))
    .orderBy('retries')
    .orderBy('date_end')
    .orderBy('time_end')
    .orderBy('date_init')
    .orderBy('time_init')
    .orderBy('id')
    .limit(MAX_ROWS)
    .execute();
}

function windowOf(row: ScheduledRow): CallWindow | undefined {
  const { date_init: firstDay, date_end: lastDay, time_init: from, time_end: until } = row;
  if (firstDay === null || lastDay === null || from === null || until === null) return undefined;
  return { firstDay, lastDay, from, until };
}

/** The first moment at which both are open. */
function earliest(one: CallWindow, other: CallWindow, { now, last }: Soon): number | undefined {
  const others = openWindows(other, now, DAYS);
  const openings = openWindows(one, now, DAYS).flatMap((mine) =>
    others.flatMap((theirs) => {
      const from = Math.max(now, mine.from, theirs.from);
      return from < Math.min(mine.until, theirs.until) ? [from] : [];
    }),
  );
  const first = Math.min(...openings);
  return first <= last ? first : undefined;
}

function attemptBefore({ status, datetime_originate: dialled }: ScheduledRow): DueCall['before'] {
  if (status === null) return undefined;
  return { status, dialledAt: dialled === null ? undefined : fromLocalDateTime(dialled) };
}

function localDay(at: number): string {
  return toLocalDateTime(at).slice(0, 10);
}
