import type { Row } from '../../../packages/storage/src/testing/contract-backend.js';
import { type Cast, roleOf } from './cast.js';
import type { Tables } from './tables.js';

/** What a scenario leaves in the database, without ids and times. */
export interface Leaves {
  /** Each call: its row of `call_entry` or `calls`, then its history of `call_progress_log`. */
  readonly calls: readonly (readonly string[])[];
  /** Rows of `audit`. */
  readonly audit: readonly string[];
  /** Rows of `current_call_entry` and `current_calls`. */
  readonly current: readonly string[];
}

/** The number that the customer's phone shows. */
export const CUSTOMER = '5550171';

/** The tables in the words of {@link Leaves}: roles for agents, and `customer` for who calls from outside. */
export function leavesOf(tables: Tables, cast: Cast): Leaves {
  const { incoming, outgoing, audit, progress, breaks } = tables;
  const history = (column: string, call: Row): readonly string[] =>
    progress
      .filter((row) => row[column] === call['id'])
      .map((row) => `${row['new_status']}${by(row, tables, cast)}`);
  const dialled = new Map(outgoing.calls.map((call) => [call['id'], call]));
  return {
    calls: [
      ...incoming.calls.map((row) => [incomingLine(row, tables, cast), ...history('id_call_incoming', row)]),
      ...outgoing.calls.map((row) => [outgoingLine(row, tables, cast), ...history('id_call_outgoing', row)]),
    ],
    audit: audit.map((row) => {
      const what = row['id_break'] === null ? 'session' : breaks.get(row['id_break']);
      return `${who(row, tables, cast)}: ${what}${row['datetime_end'] === null ? ', open' : ''}`;
    }),
    current: [
      ...incoming.current.map((row) => `${who(row, tables, cast)}: ${caller(row)}${held(row)}`),
      ...outgoing.current.map((row) => {
        const call = dialled.get(row['id_call'] ?? null);
        return `${roleOf(`${row['Channel']}`, cast)}: ${call?.['phone']}${held(row)}`;
      }),
    ],
  };
}

function incomingLine(row: Tables['incoming']['calls'][number], tables: Tables, cast: Cast): string {
  const queue = tables.queues.get(row['id_queue_call_entry']);
  const campaign = tables.incoming.campaigns.get(row.campaign);
  const contact = tables.contacts.get(row['id_contact']);
  return [
    `${caller(row)} in ${queue}: ${row['status']}${by(row, tables, cast)}`,
    ...transfer(row, cast),
    ...(campaign === undefined ? [] : [`campaign ${campaign}`]),
    ...(contact === undefined ? [] : [`contact ${contact}`]),
  ].join(', ');
}

function outgoingLine(row: Tables['outgoing']['calls'][number], tables: Tables, cast: Cast): string {
  const campaign = tables.outgoing.campaigns.get(row.campaign);
  return [
    `${row['phone']} of ${campaign}: ${row['status']}${by(row, tables, cast)}`,
    ...transfer(row, cast),
    ...(row['failure_cause'] === null ? [] : [`cause ${row['failure_cause']}`]),
  ].join(', ');
}

function caller({ callerid }: Row): string {
  return callerid === CUSTOMER ? 'customer' : `${callerid}`;
}

function held({ hold }: Row): string {
  return hold === 'S' ? ' on hold' : '';
}

function who({ id_agent: id }: Row, { agents }: Tables, cast: Cast): string {
  const name = agents.get(id) ?? `agent ${id}`;
  return roleOf(name, cast) ?? name;
}

function by(row: Row, tables: Tables, cast: Cast): string {
  return row['id_agent'] === null ? '' : ` ${who(row, tables, cast)}`;
}

/** To somebody of the cast, by the number of the agent, or to a number. */
function transfer({ transfer: to }: Row, { agent, colleague }: Cast): readonly string[] {
  if (to === null) return [];
  const player = [agent, colleague].find(({ name }) => name.endsWith(`/${to}`));
  return [`transfer to ${player === undefined ? `"${to}"` : player === agent ? 'agent' : 'colleague'}`];
}
