import { formatDateTime } from '@openeccp/eccp';
import { type SqlStorage, seedCampaigns } from '@openeccp/storage';
import { OTHER_PHONE } from './play/cast.js';
import { COLLEAGUE_LOGGED_IN, HOLD, LOGGED_IN } from './play/lines.js';
import type { Scenario, Step } from './play/scenario.js';
import {
  asks,
  customerCalls,
  customerHangsUp,
  hears,
  isOnTheLine,
  logsIn,
  putsDown,
  statusIsAsked,
  toColleague,
} from './play/steps.js';

const DAY_MS = 86_400_000;
/** Numbers of the lab: the customer's phone, and one that is busy. */
const CUSTOMER = '5350171';
const BUSY = '5750171';
const PLACED = ['schedulecallstart, in a campaign', 'callprogress Placing, in a campaign'];
const REACHED = [
  ...PLACED,
  'callprogress Dialing, in a campaign',
  'callprogress Ringing, in a campaign',
  'agentlinked, in a campaign',
];
const ENDED = 'agentunlinked, in a campaign';
const HISTORY = ['Placing', 'Dialing', 'Ringing', 'Success agent'];

/** The demonstration's campaign `Renewals` is switched on; nobody but who is scheduled is called. */
async function campaign(storage: SqlStorage): Promise<void> {
  await seedCampaigns(storage, Date.now());
  const { db } = storage.database;
  await db
    .updateTable('campaign')
    .set({ estatus: 'A', trunk: null })
    .where('name', '=', 'Renewals')
    .execute();
  await db.updateTable('calls').set({ dnc: 1 }).execute();
}

/** The agent is to call the only contact of `Renewals`, who has this number. */
function isScheduled(phone: string): Step {
  return async ({ server, cast }) => {
    const [today, tomorrow] = [Date.now(), Date.now() + DAY_MS].map((at) => formatDateTime(at).slice(0, 10));
    const schedule = { date_init: today, date_end: tomorrow, time_init: '00:00:00', time_end: '23:59:59' };
    await server.storage.database.db
      .updateTable('calls')
      .set({ ...schedule, phone, dnc: 0, scheduled: 1, agent: cast.agent.name })
      .where('phone', '=', '5550301')
      .execute();
  };
}

/** Customers whom an agent is to call at a certain time (dialer.md §9). */
export const scheduled: readonly Scenario[] = [
  {
    title: 'the customer answers, and the agent hangs up',
    casts: ['pool', 'callback'],
    server: { fill: campaign },
    arrange: [logsIn()],
    act: [
      isScheduled(CUSTOMER),
      hears('agentlinked, in a campaign'),
      statusIsAsked(),
      asks('hangup'),
      hears(ENDED),
    ],
    hears: [...REACHED, 'getagentstatus: oncall', 'hangup: success', ENDED],
    leaves: {
      calls: [[`${CUSTOMER} of Renewals: ShortCall agent`, ...HISTORY, 'ShortCall agent']],
      audit: [LOGGED_IN],
      current: [],
    },
  },
  {
    title: 'the customer answers, and hangs up on hold',
    casts: ['pool', 'callback'],
    server: { fill: campaign },
    arrange: [logsIn(), isScheduled(CUSTOMER), hears('agentlinked, in a campaign')],
    act: [asks('hold'), statusIsAsked(), customerHangsUp, hears(ENDED)],
    hears: [
      'pausestart hold',
      'callprogress OnHold, in a campaign',
      'hold: success',
      'getagentstatus: paused',
      'pauseend hold',
      'callprogress OffHold, in a campaign',
      ENDED,
    ],
    leaves: {
      calls: [
        [
          `${CUSTOMER} of Renewals: ShortCall agent`,
          ...HISTORY,
          'OnHold agent',
          'OffHold agent',
          'ShortCall agent',
        ],
      ],
      audit: [LOGGED_IN, HOLD],
      current: [],
    },
  },
  {
    title: 'the customer answers, and the agent sends it on',
    casts: ['pool', 'callback'],
    server: { fill: campaign },
    arrange: [logsIn(), isScheduled(CUSTOMER), hears('agentlinked, in a campaign')],
    act: [
      asks('transfercall', `<extension>${OTHER_PHONE}</extension>`),
      hears(ENDED),
      isOnTheLine(OTHER_PHONE),
      putsDown(OTHER_PHONE),
    ],
    hears: ['transfercall: success', ENDED],
    leaves: {
      calls: [
        [`${CUSTOMER} of Renewals: Success agent, transfer to "${OTHER_PHONE}"`, ...HISTORY, 'Hangup agent'],
      ],
      audit: [LOGGED_IN],
      current: [],
    },
  },
  {
    title: 'the customer answers, and the agent sends it to a colleague, who holds it',
    casts: ['pool', 'callback', 'pool with a callback colleague', 'callback with a pool colleague'],
    server: { fill: campaign },
    arrange: [
      logsIn(),
      isScheduled(CUSTOMER),
      hears('agentlinked, in a campaign'),
      logsIn('colleague'),
      toColleague,
      hears('colleague: agentlinked, in a campaign'),
    ],
    act: [asks('hold', '', 'colleague'), customerHangsUp, hears('colleague: agentunlinked, in a campaign')],
    hears: [
      'colleague: pausestart hold',
      'callprogress OnHold, in a campaign',
      'hold: success',
      'colleague: pauseend hold',
      'callprogress OffHold, in a campaign',
      'colleague: agentunlinked, in a campaign',
    ],
    leaves: {
      calls: [
        [
          `${CUSTOMER} of Renewals: ShortCall colleague, transfer to colleague`,
          ...HISTORY,
          'Hangup agent',
          'Success colleague',
          'OnHold colleague',
          'OffHold colleague',
          'ShortCall colleague',
        ],
      ],
      audit: [LOGGED_IN, COLLEAGUE_LOGGED_IN, 'colleague: Hold'],
      current: [],
    },
  },
  {
    title: 'the customer answers and talks',
    casts: ['callback'],
    server: { fill: campaign },
    arrange: [logsIn()],
    act: [isScheduled(CUSTOMER), hears('agentlinked, in a campaign')],
    hears: REACHED,
    leaves: {
      calls: [[`${CUSTOMER} of Renewals: Success agent`, ...HISTORY]],
      audit: [LOGGED_IN],
      current: [`agent: ${CUSTOMER}`],
    },
  },
  {
    title: 'the customer is busy, and the agent takes other calls',
    casts: ['pool', 'callback'],
    server: { fill: campaign },
    arrange: [logsIn()],
    act: [
      isScheduled(BUSY),
      hears('callprogress Failure, in a campaign'),
      customerCalls('8001'),
      hears('agentlinked'),
    ],
    hears: [
      ...PLACED,
      'schedulecallfailed, in a campaign',
      'callprogress Failure, in a campaign',
      'callprogress OnQueue',
      'agentlinked',
    ],
    leaves: {
      calls: [
        ['customer in 8001: activa agent', 'OnQueue', 'Success agent'],
        [`${BUSY} of Renewals: Failure, cause 17`, 'Placing', 'Failure'],
      ],
      audit: [LOGGED_IN],
      current: ['agent: customer'],
    },
  },
];
