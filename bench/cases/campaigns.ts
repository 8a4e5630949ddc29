import { requirement } from '../../e2e/lab/requirements.js';
import { DAYS } from '../../packages/storage/src/testing/many-calls.js';
import { CLIENT } from '../large-center.js';
import { type PastDatabase, pastInMariaDb, pastInSqlite } from '../past-database.js';
import { Child } from '../processes/child.js';
import type { Consoles } from '../processes/consoles.js';
import type { RawServer } from '../processes/raw-server.js';
import { fixed, type Section, whole } from '../report.js';
import { Stand } from '../stand.js';
import { percentile } from '../statistics.js';

const CALLS = 1_000_000;
const USER = { client: CLIENT, agent: 'Agent/9001', password: '1234' };
const TIMES = 200;
const PAGES = 50;
/** The day whose log is read, the 60th of the past, and the id after its last entry; a call has seven ids. */
const DAY = '2026-03-01';
const END_OF_DAY = (CALLS / DAYS) * 60 * 7;
/** From one page to the next: a hundred entries are fewer ids. */
const PAGE_IDS = 700;

/** Answers serve others for a second; what was recorded must not. Milliseconds. */
const FORGOTTEN_MS = 1_100;

const OF_CAMPAIGN = '<campaign_type>outgoing</campaign_type><campaign_id>1</campaign_id>';
const STATUS = `<getcampaignstatus>${OF_CAMPAIGN}</getcampaignstatus>`;

/** What is asked, again and again, in turn; and how often it is asked before the time is taken. */
interface Question {
  readonly name: string;
  readonly commands: readonly string[];
  readonly times: number;
}

const QUESTIONS: readonly Question[] = [
  { name: 'getcampaignstatus', commands: [STATUS], times: TIMES },
  {
    name: 'getcampaignstatus from a day on',
    commands: [
      `<getcampaignstatus>${OF_CAMPAIGN}<datetime_start>2026-02-01</datetime_start></getcampaignstatus>`,
    ],
    times: TIMES,
  },
  {
    name: 'getcampaignqueuewait',
    commands: [`<getcampaignqueuewait>${OF_CAMPAIGN}</getcampaignqueuewait>`],
    times: TIMES,
  },
  { name: 'campaignlog, pages of 100 entries', commands: Array.from({ length: PAGES }, logPage), times: 1 },
];

function logPage(_: unknown, page: number): string {
  const day = `<datetime_start>${DAY}</datetime_start><datetime_end>${DAY}</datetime_end>`;
  const idBefore = END_OF_DAY - page * PAGE_IDS;
  return `<campaignlog>${OF_CAMPAIGN}${day}<last_n>100</last_n><idbefore>${idBefore}</idbefore></campaignlog>`;
}

/** Questions about a campaign that has been at work for long. */
export async function campaigns(): Promise<Section> {
  const rows: string[][] = [];
  for (const [name, open, available] of [
    ['SQLite', pastInSqlite, true],
    ['MariaDB', pastInMariaDb, requirement('mariadb').available],
  ] as const) {
    if (!available) continue;
    await using past = await open(CALLS);
    for (const row of await measure(past)) rows.push([`${name}: ${row[0] ?? ''}`, ...row.slice(1)]);
  }
  return {
    title: 'A campaign with a million calls',
    note: `One client asks, one request after another; the raw server answers with as many bytes. The first row is from the start of the server to its first answer: in that time all calls are counted, in the background. Afterwards the database is asked once a second whether there is such a campaign, and for every page of the log. Aim: p99 below 50 ms.`,
    columns: ['', 'p50 ms', 'p99 ms', 'raw p50', 'p50 to raw'],
    rows,
  };
}

async function measure(past: PastDatabase): Promise<string[][]> {
  await using stand = await Stand.startOn(past.url);
  await using clients = new Child<Consoles>('./consoles.ts');
  await using raw = new Child<RawServer>('./raw-server.ts');
  const rawPort = await raw.call('listen');
  const start = performance.now();
  await clients.call('timed', stand.port, USER, [STATUS], 1);
  const rows = [['start to first getcampaignstatus', whole(performance.now() - start), '', '', '']];
  for (const { name, commands, times } of QUESTIONS) {
    const [login, ...answers] = await clients.call('record', stand.port, USER, commands);
    if (login === undefined) throw new Error('nothing was answered');
    const exchanges = [login, ...Array.from({ length: times }, () => answers).flat()];
    await raw.call('duty', { exchanges });
    const theirs = await clients.call('timed', rawPort, USER, commands, times);
    await new Promise((resolve) => setTimeout(resolve, FORGOTTEN_MS));
    const ours = await clients.call('timed', stand.port, USER, commands, times);
    const [p50, p99, rawP50] = [percentile(ours, 0.5), percentile(ours, 0.99), percentile(theirs, 0.5)];
    rows.push([name, fixed(p50), fixed(p99), fixed(rawP50), fixed(p50 / rawP50)]);
  }
  return rows;
}
