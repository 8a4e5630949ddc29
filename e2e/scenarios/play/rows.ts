import type { ContractDatabase, Row } from '../../../packages/storage/src/testing/contract-backend.js';
import { type Cast, roleOf } from './cast.js';

/** What a scenario leaves in the database, without ids and times. */
export interface Leaves {
  /** Each call: its row of `call_entry`, then its history of `call_progress_log`. */
  readonly calls: readonly (readonly string[])[];
  /** Rows of `audit`. */
  readonly audit: readonly string[];
  /** Rows of `current_call_entry`. */
  readonly current: readonly string[];
}

/** The tables of incoming calls and agents, as they are. */
export interface Tables {
  readonly agents: ReadonlyMap<unknown, string>;
  readonly queues: ReadonlyMap<unknown, string>;
  readonly breaks: ReadonlyMap<unknown, string>;
  readonly campaigns: ReadonlyMap<unknown, string>;
  readonly contacts: ReadonlyMap<unknown, string>;
  readonly calls: readonly Row[];
  readonly progress: readonly Row[];
  readonly audit: readonly Row[];
  readonly current: readonly Row[];
  /** Rows of outgoing calls that have been dialled, and of their mirror. */
  readonly outgoing: number;
}

export async function readTables({ query }: ContractDatabase): Promise<Tables> {
  const all = (table: string): Promise<readonly Row[]> => query(`SELECT * FROM ${table} ORDER BY id`);
  const named = async (table: string, name: (row: Row) => string): Promise<ReadonlyMap<unknown, string>> =>
    new Map((await all(table)).map((row) => [row['id'], name(row)]));
  const dialled = await query('SELECT id FROM calls WHERE status IS NOT NULL');
  return {
    agents: await named('agent', ({ type, number }) => `${type}/${number}`),
    queues: await named('queue_call_entry', ({ queue }) => `${queue}`),
    breaks: await named('`break`', ({ name }) => `${name}`),
    campaigns: await named('campaign_entry', ({ name }) => `${name}`),
    contacts: await named('contact', ({ name }) => `${name}`),
    calls: await all('call_entry'),
    progress: await all('call_progress_log'),
    audit: await all('audit'),
    current: await all('current_call_entry'),
    outgoing: dialled.length + (await all('current_calls')).length,
  };
}

/** The tables in the words of {@link Leaves}: roles for agents, and `customer` for who calls from outside. */
export function leavesOf(tables: Tables, cast: Cast): Leaves {
  const history = (call: Row): readonly string[] =>
    tables.progress
      .filter((row) => row['id_call_incoming'] === call['id'])
      .map((row) => `${row['new_status']}${by(row, tables, cast)}`);
  return {
    calls: tables.calls.map((row) => [callLine(row, tables, cast), ...history(row)]),
    audit: tables.audit.map((row) => {
      const what = row['id_break'] === null ? 'session' : tables.breaks.get(row['id_break']);
      return `${who(row, tables, cast)}: ${what}${row['datetime_end'] === null ? ', open' : ''}`;
    }),
    current: tables.current.map(
      (row) => `${who(row, tables, cast)}: ${caller(row)}${row['hold'] === 'S' ? ' on hold' : ''}`,
    ),
  };
}

/** The number that the customer's phone shows. */
export const CUSTOMER = '5550171';

function callLine(row: Row, tables: Tables, cast: Cast): string {
  const queue = tables.queues.get(row['id_queue_call_entry']);
  const campaign = tables.campaigns.get(row['id_campaign']);
  const contact = tables.contacts.get(row['id_contact']);
  return [
    `${caller(row)} in ${queue}: ${row['status']}${by(row, tables, cast)}`,
    ...(row['transfer'] === null ? [] : [`transfer to ${destination(`${row['transfer']}`, cast)}`]),
    ...(campaign === undefined ? [] : [`campaign ${campaign}`]),
    ...(contact === undefined ? [] : [`contact ${contact}`]),
  ].join(', ');
}

function caller({ callerid }: Row): string {
  return callerid === CUSTOMER ? 'customer' : `${callerid}`;
}

function who({ id_agent: id }: Row, { agents }: Tables, cast: Cast): string {
  const name = agents.get(id) ?? `agent ${id}`;
  return roleOf(name, cast) ?? name;
}

function by(row: Row, tables: Tables, cast: Cast): string {
  return row['id_agent'] === null ? '' : ` ${who(row, tables, cast)}`;
}

/** Somebody of the cast, by the number of the agent, or a number. */
function destination(number: string, { agent, colleague }: Cast): string {
  const player = [agent, colleague].find(({ name }) => name.endsWith(`/${number}`));
  return player === undefined ? `"${number}"` : player === agent ? 'agent' : 'colleague';
}
