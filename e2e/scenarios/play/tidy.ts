import type { Row } from '../../../packages/storage/src/testing/contract-backend.js';
import type { Cast } from './cast.js';
import { CUSTOMER } from './rows.js';
import type { CallTables, Tables } from './tables.js';
import { notBetween, outOfOrder, secondsOf, timesOf } from './times.js';

type Call = CallTables['calls'][number];

/** Nobody saw how it ended, so it has no end (database.md §8). */
const LOST = 'fin-monitoreo';

/** What is wrong with the rows when everything has ended: something open, times out of order, sums that don't fit. */
export function untidy(tables: Tables, cast: Cast): readonly string[] {
  const { incoming, outgoing, audit, progress } = tables;
  const told = (where: string, row: Row, troubles: readonly string[]): readonly string[] =>
    troubles.map((what) => `${where} ${row['id']}: ${what}`);
  return [
    ...incoming.calls.flatMap((row) => told('call_entry', row, incomingTroubles(row))),
    ...incoming.calls.flatMap((row) =>
      told('log of call_entry', row, logTroubles(row, progress, 'incoming', 'datetime_entry_queue')),
    ),
    ...outgoing.calls.flatMap((row) => told('calls', row, outgoingTroubles(row))),
    ...outgoing.calls.flatMap((row) =>
      told('log of calls', row, logTroubles(row, progress, 'outgoing', 'datetime_originate')),
    ),
    ...audit.flatMap((row) => told('audit', row, auditTroubles(row, tables, cast))),
    ...[...incoming.current, ...outgoing.current].flatMap((row) => told('mirror', row, ['is left'])),
  ];
}

function incomingTroubles(row: Call): readonly string[] {
  const { callerid, trunk, uniqueid, status, duration, duration_wait: waited } = row;
  const [entered, linked, ended] = timesOf(row, 'datetime_entry_queue', 'datetime_init', 'datetime_end');
  const device = callerid === CUSTOMER ? 'PJSIP/customer' : `PJSIP/${callerid}`;
  return [
    ...(trunk === device ? [] : [`trunk ${trunk}`]),
    ...(uniqueid === null || uniqueid === '' ? ['no uniqueid'] : []),
    ...outOfOrder([entered, linked, ended]),
    ...(ended === undefined && status !== LOST ? [`open as ${status}`] : []),
    ...(status === 'terminada' ? notBetween('duration', duration, linked, ended) : []),
    ...notBetween('duration_wait', waited, entered, linked ?? ended),
    ...(status === 'terminada' || status === 'abandonada' || status === LOST ? [] : [`status ${status}`]),
  ];
}

function outgoingTroubles(row: Call): readonly string[] {
  const { trunk, duration, retries } = row;
  const [dialled, answered] = timesOf(row, 'datetime_originate', 'fecha_llamada');
  const [linked, ended] = timesOf(row, 'start_time', 'end_time');
  return [
    ...(linked === undefined || trunk === 'PJSIP/customer' ? [] : [`trunk ${trunk}`]),
    ...(retries === 1 ? [] : [`attempt ${retries}`]),
    ...outOfOrder([dialled, answered, linked, ended]),
    ...(linked !== undefined && ended === undefined ? ['open'] : []),
    ...notBetween('duration', duration, linked, ended),
  ];
}

/** What a call's history says otherwise than the call, whose beginning is in that column. */
function logTroubles(
  call: Call,
  progress: readonly Row[],
  direction: 'incoming' | 'outgoing',
  beginning: string,
): readonly string[] {
  const rows = progress.filter((row) => row[`id_call_${direction}`] === call['id']);
  const times = rows.flatMap((row) => timesOf(row, 'datetime_entry'));
  const [begun] = timesOf(call, beginning);
  // A call of ours is first on a channel that leads to the customer's, and has no trunk before it is dialled.
  const columns = direction === 'incoming' ? ['uniqueid', 'trunk'] : ['trunk'];
  const same = (row: Row, column: string): boolean =>
    row[column] === call[column] || (direction === 'outgoing' && row[column] === null);
  return [
    ...outOfOrder(times),
    ...(times[0] === begun ? [] : ['does not begin with the call']),
    ...rows.flatMap((row) => (row[`id_campaign_${direction}`] === call.campaign ? [] : ['another campaign'])),
    ...rows.flatMap((row) =>
      columns.flatMap((column) => (same(row, column) ? [] : [`${column} ${row[column]}`])),
    ),
  ];
}

function auditTroubles(row: Row, { agents }: Tables, cast: Cast): readonly string[] {
  const [begun, ended] = timesOf(row, 'datetime_init', 'datetime_end');
  const player = [cast.agent, cast.colleague].find(({ name }) => name === agents.get(row['id_agent']));
  const extension = row['id_break'] === null ? `PJSIP/${player?.extension}` : null;
  return [
    ...(ended === undefined ? ['open'] : []),
    ...outOfOrder([begun, ended]),
    ...notBetween('duration', secondsOf(row['duration']), begun, ended),
    // Some databases have no such column.
    ...('login_extension' in row && row['login_extension'] !== extension
      ? [`login_extension ${row['login_extension']}`]
      : []),
  ];
}
