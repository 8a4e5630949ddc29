import type { ContractDatabase, Row } from '../../../packages/storage/src/testing/contract-backend.js';

type Names = ReadonlyMap<unknown, string>;

/** What the database says of calls and agents. */
export interface Tables {
  readonly agents: Names;
  readonly queues: Names;
  readonly breaks: Names;
  readonly contacts: Names;
  readonly audit: readonly Row[];
  readonly progress: readonly Row[];
  readonly incoming: CallTables;
  readonly outgoing: CallTables;
}

/** Calls of one direction. */
export interface CallTables {
  readonly campaigns: Names;
  /** Rows of `call_entry`, or those of `calls` that have been dialled; `campaign` is the campaign's id in all dialects. */
  readonly calls: readonly (Row & { readonly campaign: Row[string] })[];
  /** Rows of `current_call_entry` or `current_calls`. */
  readonly current: readonly Row[];
}

export async function readTables({ query }: ContractDatabase): Promise<Tables> {
  const all = (table: string): Promise<readonly Row[]> => query(`SELECT * FROM ${table} ORDER BY id`);
  const named = async (table: string, name: (row: Row) => string): Promise<Names> =>
    new Map((await all(table)).map((row) => [row['id'], name(row)]));
  const byName = ({ name }: Row): string => `${name}`;
  const dialled = await query('SELECT * FROM calls WHERE status IS NOT NULL ORDER BY id');
  const inLists = dialled.some((row) => 'id_list' in row);
  const lists = new Map((inLists ? await all('campaign_lists') : []).map((row) => [row['id'], row]));
  return {
    agents: await named('agent', ({ type, number }) => `${type}/${number}`),
    queues: await named('queue_call_entry', ({ queue }) => `${queue}`),
    breaks: await named('`break`', byName),
    contacts: await named('contact', byName),
    audit: await all('audit'),
    progress: await all('call_progress_log'),
    incoming: {
      campaigns: await named('campaign_entry', byName),
      calls: (await all('call_entry')).map((row) => ({ ...row, campaign: row['id_campaign'] ?? null })),
      current: await all('current_call_entry'),
    },
    outgoing: {
      campaigns: await named('campaign', byName),
      calls: dialled.map((row) => {
        const owner = inLists ? lists.get(row['id_list'] ?? null) : row;
        return { ...row, campaign: owner?.['id_campaign'] ?? null };
      }),
      current: await all('current_calls'),
    },
  };
}
