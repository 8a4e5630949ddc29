import { type SqlStorage, seedCampaigns } from '@openeccp/storage';
import { LOGGED_IN } from './play/lines.js';
import { CUSTOMER, type Leaves } from './play/rows.js';
import type { Scenario } from './play/scenario.js';
import { asks, customerCalls, customerHangsUp, hears, logsIn } from './play/steps.js';

const HISTORY = ['OnQueue', 'Success agent', 'Hangup agent'];
const IN_CAMPAIGN = ', in a campaign';
const ENDS = [customerHangsUp, hears('agentunlinked')];

/** An incoming campaign of queue 8000 that is open all day, as the demonstration has it. */
const open = (storage: SqlStorage): Promise<void> => seedCampaigns(storage, Date.now());

/** One whose last day is long past. */
async function over({ database: { db } }: SqlStorage): Promise<void> {
  const { id } = await db
    .selectFrom('queue_call_entry')
    .select('id')
    .where('queue', '=', '8000')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('campaign_entry')
    .values({
      name: 'Last century',
      id_queue_call_entry: id,
      datetime_init: '1999-01-01',
      datetime_end: '1999-12-31',
      daytime_init: '00:00:00',
      daytime_end: '23:59:59',
      script: '',
    })
    .execute();
}

/** Contacts with the customer's number. */
function known(...names: readonly string[]): (storage: SqlStorage) => Promise<void> {
  return async ({ database: { db } }) => {
    for (const name of names) {
      const contact = { name, apellido: 'Pérez', cedula_ruc: '', telefono: CUSTOMER };
      await db.insertInto('contact').values(contact).execute();
    }
  };
}

function oneCall(row: string): Leaves {
  return {
    calls: [[`customer in ${row}`, ...HISTORY]],
    audit: [LOGGED_IN],
    current: [],
  };
}

/** What is known about a caller when it comes: its campaign and its contact (telephony.md §9.1, database.md §4.10). */
export const callers: readonly Scenario[] = [
  {
    title: 'a caller of a campaign that is open',
    casts: ['callback'],
    server: { fill: open },
    arrange: [logsIn()],
    act: [
      customerCalls(),
      hears('agentlinked, in a campaign'),
      customerHangsUp,
      hears('agentunlinked, in a campaign'),
    ],
    hears: [`callprogress OnQueue${IN_CAMPAIGN}`, `agentlinked${IN_CAMPAIGN}`, `agentunlinked${IN_CAMPAIGN}`],
    leaves: oneCall('8000: terminada agent, campaign Customer service'),
  },
  {
    title: 'a caller of another queue than that of the campaign',
    casts: ['callback'],
    server: { fill: open },
    arrange: [logsIn()],
    act: [customerCalls('8001'), hears('agentlinked'), ...ENDS],
    hears: ['callprogress OnQueue', 'agentlinked', 'agentunlinked'],
    leaves: oneCall('8001: terminada agent'),
  },
  {
    title: 'a caller of a campaign that is over',
    casts: ['callback'],
    server: { fill: over },
    arrange: [logsIn()],
    act: [customerCalls(), hears('agentlinked'), ...ENDS],
    hears: ['callprogress OnQueue', 'agentlinked', 'agentunlinked'],
    leaves: oneCall('8000: terminada agent'),
  },
  {
    title: 'a caller whom one contact has the number of',
    casts: ['callback'],
    server: { fill: known('Ana') },
    arrange: [logsIn()],
    act: [customerCalls(), hears('agentlinked, 1 known'), ...ENDS],
    hears: ['callprogress OnQueue', 'agentlinked, 1 known', 'agentunlinked'],
    leaves: oneCall('8000: terminada agent, contact Ana'),
  },
  {
    title: 'a caller who may be two, until the agent asks',
    casts: ['callback'],
    server: { fill: known('Ana', 'Eva') },
    arrange: [logsIn()],
    act: [
      customerCalls(),
      hears('agentlinked, 2 known'),
      asks('setcontact', '<call_id>1</call_id><contact_id>2</contact_id>'),
      ...ENDS,
    ],
    hears: ['callprogress OnQueue', 'agentlinked, 2 known', 'setcontact: success', 'agentunlinked'],
    leaves: oneCall('8000: terminada agent, contact Eva'),
  },
];
