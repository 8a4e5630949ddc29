import { formatDateTime } from '@openeccp/eccp';
import type { SqlStorage } from '@openeccp/storage';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Backend, BackendName } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { backend as backendOf } from '../backends/index.js';
import { describeWith } from '../lab/requirements.js';
import { CALLBACK_AGENT, POOL_AGENT, withConsole } from './console.js';

const DAY_MS = 86_400_000;
const CAMPAIGN = 3;
/** Numbers of the lab: the first answers after two seconds, the second is busy. */
const ANSWERS = '5550171';
const BUSY = '5750171';

/** A customer who is to be called by one agent, on a whole server: dialled through the dial plan, without a trunk. */
export function scheduledSuite(name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith(needs, `calls that are scheduled for an agent, on ${name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await start({ parking: true });
    });
    afterAll(() => backend.close());
    afterEach(() => settled(backend));

    it.each([
      ['pool', POOL_AGENT],
      ['callback', CALLBACK_AGENT],
    ] as const)('the customer answers and meets its agent, %s, without a queue', async (_, agent) => {
      await withConsole(backend, agent, async ({ wire, act, status, ...console }, server) => {
        await console.logIn();
        const from = wire.transcript.length;
        const row = await schedule(server.storage, agent.name, ANSWERS);
        await wire.event(/^agentlinked\.call_id/);
        expect(await status()).toBe('status = oncall');
        await act('hangup');
        await wire.event(/^agentunlinked\.shortcall = 1/);
        // A Local channel stands for the trunk; whether it is told as dialled of its own is the dial plan's business.
        const heard = wire.transcript.slice(from).filter((line) => line !== 'callprogress Dialing');
        expect(heard).toEqual([
          'schedulecallstart',
          'callprogress Placing',
          'callprogress Ringing',
          'agentlinked',
          'getagentstatus_response',
          'hangup_response',
          'agentunlinked',
        ]);
        await server.written();
        expect(await rowOf(server.storage, row)).toMatchObject({ status: 'ShortCall', retries: 1 });
        await console.logOut();
      });
    });

    it('a customer who is busy: the agent hears that it failed, and works on', async () => {
      await withConsole(backend, POOL_AGENT, async ({ wire, status, ...console }, server) => {
        await console.logIn();
        const from = wire.transcript.length;
        const row = await schedule(server.storage, POOL_AGENT.name, BUSY);
        await wire.event(/^callprogress\.new_status = Failure/);
        const heard = wire.transcript.slice(from).filter((line) => line !== 'callprogress Dialing');
        expect(heard).toEqual([
          'schedulecallstart',
          'callprogress Placing',
          'schedulecallfailed',
          'callprogress Failure',
        ]);
        await server.written();
        expect(await rowOf(server.storage, row)).toMatchObject({ status: 'Failure', failure_cause: 17 });
        await console.takeCall();
        expect(await status()).toBe('status = oncall');
      });
    });
  });
}

/** Enters a customer that this agent is to call, from now on; answers with its row. */
async function schedule({ database: { db } }: SqlStorage, agent: string, phone: string): Promise<number> {
  const today = formatDateTime(Date.now()).slice(0, 10);
  const tomorrow = formatDateTime(Date.now() + DAY_MS).slice(0, 10);
  await db
    .insertInto('campaign')
    .values({
      id: CAMPAIGN,
      name: 'Spring offer',
      datetime_init: today,
      datetime_end: tomorrow,
      daytime_init: '00:00:00',
      daytime_end: '23:59:59',
      retries: 2,
      context: 'from-internal',
      queue: '9000',
      script: '',
      estatus: 'A',
    })
    .execute();
  await db
    .insertInto('calls')
    .values({
      id_campaign: CAMPAIGN,
      phone,
      agent,
      scheduled: 1,
      date_init: today,
      date_end: tomorrow,
      time_init: '00:00:00',
      time_end: '23:59:59',
    })
    .execute();
  const { id } = await db
    .selectFrom('calls')
    .select((row) => row.fn.max('id').as('id'))
    .executeTakeFirstOrThrow();
  return id;
}

function rowOf({ database: { db } }: SqlStorage, id: number): Promise<object> {
  return db
    .selectFrom('calls')
    .select(['status', 'retries', 'failure_cause'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
