import type { Row } from '../../../packages/storage/src/testing/contract-backend.js';
import type { Cast } from './cast.js';
import { CUSTOMER, type Tables } from './rows.js';

/** Rows of `audit`, `call_entry` … are closed within a second of what their times say: times are whole seconds. */
const ROUNDING_S = 1;

/** Nobody saw how it ended, so it has no end (database.md §8). */
const LOST = 'fin-monitoreo';

/** What is wrong with the rows when everything has ended: something open, times out of order, sums that don't fit. */
export function untidy(tables: Tables, cast: Cast): readonly string[] {
  return [
    ...tables.calls.flatMap((row) => callTroubles(row).map((what) => `call_entry ${row['id']}: ${what}`)),
    ...tables.calls.flatMap((call) => logTroubles(call, tables.progress)),
    ...tables.audit.flatMap((row) =>
      auditTroubles(row, tables, cast).map((what) => `audit ${row['id']}: ${what}`),
    ),
    ...tables.current.map((row) => `current_call_entry ${row['id']} is left`),
    ...(tables.outgoing === 0 ? [] : [`${tables.outgoing} rows of outgoing calls`]),
  ];
}

function callTroubles(row: Row): readonly string[] {
  const { callerid, trunk, uniqueid, status, duration, duration_wait: waited } = row;
  const [entered, linked, ended] = timesOf(row, 'datetime_entry_queue', 'datetime_init', 'datetime_end');
  const device = callerid === CUSTOMER ? 'PJSIP/customer' : `PJSIP/${callerid}`;
  return [
    ...(trunk === device ? [] : [`trunk ${trunk}`]),
    ...(uniqueid === null || uniqueid === '' ? ['no uniqueid'] : []),
    ...outOfOrder([entered, linked, ended]),
    ...(ended === undefined && status !== LOST ? [`open as ${status}`] : []),
    ...(status === 'terminada' ? unequal('duration', duration, linked, ended) : []),
    ...unequal('duration_wait', waited, entered, linked ?? ended),
    ...(status === 'terminada' || status === 'abandonada' || status === LOST ? [] : [`status ${status}`]),
  ];
}

function logTroubles(call: Row, progress: readonly Row[]): readonly string[] {
  const rows = progress.filter((row) => row['id_call_incoming'] === call['id']);
  const times = rows.map((row) => epoch(row['datetime_entry']));
  const [entered] = timesOf(call, 'datetime_entry_queue');
  const where = `call_progress_log of call ${call['id']}`;
  return [
    ...outOfOrder(times).map((what) => `${where}: ${what}`),
    ...(times[0] === entered ? [] : [`${where} does not begin with the call`]),
    ...rows.flatMap((row) =>
      ['uniqueid', 'trunk'].flatMap((column) =>
        row[column] === call[column] ? [] : [`${where}: ${column} ${row[column]}`],
      ),
    ),
    ...rows.flatMap((row) =>
      row['id_campaign_incoming'] === call['id_campaign'] ? [] : [`${where}: another campaign`],
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
    ...unequal('duration', secondsOf(row['duration']), begun, ended),
    // Some databases have no such column.
    ...('login_extension' in row && row['login_extension'] !== extension
      ? [`login_extension ${row['login_extension']}`]
      : []),
  ];
}

function timesOf(row: Row, ...columns: readonly string[]): readonly (number | undefined)[] {
  return columns.map((column) => epoch(row[column]));
}

/** Seconds. */
function epoch(text: Row[string] | undefined): number | undefined {
  return typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T')}Z`) / 1000 : undefined;
}

/** `00:01:05` → 65. */
function secondsOf(text: Row[string] | undefined): number | undefined {
  if (typeof text !== 'string') return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function outOfOrder(times: readonly (number | undefined)[]): readonly string[] {
  const known = times.filter((time) => time !== undefined);
  const ordered = known.every((time, index) => index === 0 || time >= (known[index - 1] ?? time));
  return ordered ? [] : [`times out of order: ${known.join(', ')}`];
}

function unequal(
  column: string,
  value: Row[string] | undefined,
  from: number | undefined,
  until: number | undefined,
): readonly string[] {
  if (from === undefined || until === undefined) return [];
  const fits = typeof value === 'number' && Math.abs(value - (until - from)) <= ROUNDING_S;
  return fits ? [] : [`${column} ${value} from ${from} until ${until}`];
}
