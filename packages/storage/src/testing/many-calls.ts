import type { DatabaseKind } from '../connection/database.js';
import type { Subject } from './contract-backend.js';
import { insert, insertCampaign, ownerColumn } from './sample-campaigns.js';

export const FIRST_DAY = '2026-01-01';
/** The calls are spread over that many days. */
export const DAYS = 100;
/** Calls of these queues belong to no campaign; the last has few. */
export const QUEUES = ['9001', '9002', '9003', '9004', '9005'] as const;

/** This queue's calls belong to incoming campaign 1. */
const CAMPAIGN_QUEUE = '9000';
const AGENTS = 100;
/** Rows of one statement. */
const BATCH = 100_000;
/** What the log says of a contact, and then of the incoming call with it. */
const ENTRIES = ['Placing', 'Ringing', 'OnQueue', 'Success', 'OnQueue', 'Success', 'Hangup'] as const;
const ENTRIES_TABLE = ENTRIES.map((word, index) => `select ${index + 1} as step, '${word}' as word`).join(
  ' union all ',
);

/**
 * A call center's past: `calls` contacts of outgoing campaigns (ids from 1), a third as many incoming calls, about four entries of
 * the log for each contact, and sessions and breaks of a hundred agents. The database makes the rows itself.
 */
export async function fillWithCalls(
  target: Pick<Subject, 'query' | 'schema'>,
  kind: DatabaseKind,
  calls: number,
  campaigns: number = 10,
): Promise<void> {
  await insertMasterData(target, campaigns);
  // Twice as fast; the rows are sound by how they are made.
  if (kind === 'mysql') await target.query('set foreign_key_checks = 0, unique_checks = 0');
  const statements = statementsFor(kind, { calls, campaigns }, ownerColumn(target));
  for (let from = 0; from < calls; from += BATCH) {
    const slots = slotsOf(from, Math.min(from + BATCH, calls));
    for (const statement of statements(slots)) await target.query(statement);
  }
}

async function insertMasterData(target: Pick<Subject, 'query' | 'schema'>, campaigns: number): Promise<void> {
  for (let id = 1; id <= AGENTS; id++) {
    const agent = { id, type: 'Agent', number: String(9000 + id), name: `Agent ${id}`, password: '1' };
    await insert(target, 'agent', agent);
  }
  await insert(target, '`break`', { id: 1, name: 'Coffee', status: 'A', tipo: 'B' });
  for (const [index, queue] of [CAMPAIGN_QUEUE, ...QUEUES].entries()) {
    await insert(target, 'queue_call_entry', { id: index + 1, queue });
  }
  await insert(target, 'campaign_entry', {
    id: 1,
    name: 'Help',
    id_queue_call_entry: 1,
    datetime_init: FIRST_DAY,
    datetime_end: '2026-12-31',
    daytime_init: '00:00:00',
    daytime_end: '23:59:59',
    script: '',
  });
  for (let id = 1; id <= campaigns; id++) await insertCampaign(target, { id, name: `Campaign ${id}` });
}

/** Numbers `i` from `from` to below `until`, in order. */
function slotsOf(from: number, until: number): string {
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `select ${n} as n`).join(' union all ');
  const places = ['a', 'b', 'c', 'd', 'e'];
  const number = places.map((place, power) => `${10 ** power} * ${place}.n`).join(' + ');
  const tables = places.map((place) => `(${digits}) ${place}`).join(', ');
  return `(select ${from} + ${number} as i from ${tables}) s where i < ${until}`;
}

/** What makes the rows of some slots: each has a contact, every third an incoming call too. */
function statementsFor(
  kind: DatabaseKind,
  { calls, campaigns }: { readonly calls: number; readonly campaigns: number },
  owner: { readonly column: string; readonly offset: number },
): (slots: string) => readonly string[] {
  const divided = (dividend: string, divisor: number): string =>
    kind === 'mysql' ? `(${dividend}) div ${divisor}` : `(${dividend}) / ${divisor}`;
  const at = (plusS: number | string): string => {
    const seconds = `${divided(`i * ${DAYS * 86_400}`, calls)} + ${plusS}`;
    return kind === 'mysql'
      ? `date_add('${FIRST_DAY} 00:00:00', interval ${seconds} second)`
      : `datetime('${FIRST_DAY} 00:00:00', '+' || (${seconds}) || ' seconds')`;
  };
  const agent = `i % ${AGENTS} + 1`;
  const campaign = `i % ${campaigns} + 1`;
  // Of twenty contacts ten are talked with, two only shortly, two were never tried.
  const status =
    "case when i % 20 < 10 then 'Success' when i % 20 < 12 then 'ShortCall' when i % 20 < 15 then 'Failure' " +
    "when i % 20 < 16 then 'NoAnswer' when i % 20 < 18 then 'Abandoned' end";
  const tried = (value: string): string => `case when i % 20 < 18 then ${value} end`;
  const joined = (value: string): string => `case when i % 20 < 12 then ${value} end`;
  const third = divided('i', 3);
  const queueRow = `case when (${third}) % 1000 = 0 then 6 else (${third}) % 5 + 1 end`;
  const incomingCampaign = `case when (${third}) % 1000 <> 0 and (${third}) % 5 = 0 then 1 end`;
  const abandoned = `(${third}) % 10 = 9`;

  return (slots) => {
    const withIncoming = `${slots} and i % 3 = 0`;
    return [
      `insert into calls (id, ${owner.column}, phone, status, retries, id_agent, datetime_originate, fecha_llamada,
        datetime_entry_queue, start_time, end_time, duration, duration_wait, trunk)
      select i + 1, ${campaign} + ${owner.offset}, 600000000 + i, ${status}, case when i % 20 < 18 then 1 else 0 end, ${joined(agent)},
        ${tried(at(0))}, ${tried(at(5))}, ${tried(at(6))}, ${joined(at('6 + i % 40'))}, ${joined(at('90 + i % 40'))},
        case when i % 20 < 10 then 20 + i % 300 when i % 20 < 12 then 5 end, ${joined('i % 40')}, 'SIP/carrier'
      from ${slots} order by i`,
      `insert into call_entry (id, id_agent, id_queue_call_entry, callerid, datetime_entry_queue, datetime_init,
        datetime_end, duration, duration_wait, status, uniqueid, id_campaign, trunk)
      select ${third} + 1, case when ${abandoned} then null else ${agent} end, ${queueRow}, 700000000 + i, ${at(0)},
        case when ${abandoned} then null else ${at('i % 40')} end, ${at(90)},
        case when ${abandoned} then null else 30 + i % 200 end, i % 40,
        case when ${abandoned} then 'abandonada' else 'terminada' end, '1.1', ${incomingCampaign}, 'SIP/carrier'
      from ${withIncoming} order by i`,
      `insert into call_progress_log (id, datetime_entry, new_status, uniqueid, trunk, id_agent, id_campaign_outgoing,
        id_call_outgoing, retry, id_campaign_incoming, id_call_incoming)
      select i * ${ENTRIES.length} + step, ${at('step')}, word, '1.2', 'SIP/carrier', ${agent},
        case when step <= 4 then ${campaign} end, case when step <= 4 then i + 1 end, case when step <= 4 then 1 end,
        case when step > 4 then ${incomingCampaign} end, case when step > 4 then ${third} + 1 end
      from (${ENTRIES_TABLE}) e, ${slots} and case when step <= 4 then i % 20 < 18 else i % 3 = 0 end
      order by i, step`,
      `insert into audit (id, id_agent, id_break, datetime_init, datetime_end, duration)
      select ${divided('i', 10)} + 1, ${divided('i', 10)} % ${AGENTS} + 1, case when ${divided('i', 10)} % 7 = 0 then null else 1 end,
        ${at(0)}, ${at(600)}, '00:10:00'
      from ${slots} and i % 10 = 0 order by i`,
    ];
  };
}
