import { openStorage } from '@openeccp/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulatorBackend } from '../backends/simulator.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { createScratchDir } from '../lab/scratch-dir.js';
import { mainJob, POOL_AGENT } from './main-job.js';

/** What the main job leaves in the database, without ids and times: what reports read. */
const ROWS = {
  audit: [
    { agent: '412', pause: null, open: 0, extension: 'PJSIP/412' },
    { agent: '412', pause: 'Hold', open: 0, extension: null },
  ],
  calls: [
    {
      status: 'terminada',
      callerid: '5550171',
      queue: '9000',
      agent: '412',
      trunk: 'PJSIP/customer',
      open: 0,
    },
  ],
  current: 0,
  progress: ['OnQueue', 'Success', 'OnHold', 'OffHold', 'Hangup'],
};

describe('rows of the main job on SQLite', () => {
  it('are those that reports expect', async () => {
    const scratch = createScratchDir('rows');
    try {
      expect(await rowsAfterMainJob(`sqlite:${scratch.path}/call_center.db`)).toEqual(ROWS);
    } finally {
      scratch.remove();
    }
  });
});

describeWith(['mariadb'], 'rows of the main job on MariaDB', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server.close());

  it('are the same', async () => {
    expect(await rowsAfterMainJob(server.url)).toEqual(ROWS);
  });
});

async function rowsAfterMainJob(database: string): Promise<unknown> {
  await using backend = await startSimulatorBackend({ parking: true });
  await mainJob(backend, POOL_AGENT, { database });
  return rowsOf(database);
}

async function rowsOf(url: string): Promise<unknown> {
  await using storage = await openStorage(url);
  const sql = storage.database.db;
  return {
    audit: await sql
      .selectFrom('audit')
      .innerJoin('agent', 'agent.id', 'audit.id_agent')
      .leftJoin('break', 'break.id', 'audit.id_break')
      .select(['agent.number as agent', 'break.name as pause', 'audit.login_extension as extension'])
      .select((eb) => eb.case().when('audit.datetime_end', 'is', null).then(1).else(0).end().as('open'))
      .orderBy('audit.id')
      .execute(),
    calls: await sql
      .selectFrom('call_entry')
      .innerJoin('queue_call_entry', 'queue_call_entry.id', 'call_entry.id_queue_call_entry')
      .leftJoin('agent', 'agent.id', 'call_entry.id_agent')
      .select(['call_entry.status', 'call_entry.callerid', 'call_entry.trunk'])
      .select(['queue_call_entry.queue', 'agent.number as agent'])
      .select((eb) => eb.case().when('call_entry.datetime_end', 'is', null).then(1).else(0).end().as('open'))
      .execute(),
    current: (await sql.selectFrom('current_call_entry').select('id').execute()).length,
    progress: (await sql.selectFrom('call_progress_log').select('new_status').orderBy('id').execute()).map(
      (row) => row.new_status,
    ),
  };
}
