import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulatorBackend } from '../backends/simulator.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { type Console, POOL_AGENT, withConsole } from './console.js';

const INFO = '<campaign_type>incoming</campaign_type><call_id>1</call_id>';
const CALLS = 3;

/** What the agent of the scenario leaves in the database, ids left out. */
const ROWS = {
  calls:
    'select status, id_agent is not null, datetime_end is not null, duration is not null from call_entry',
  current: 'select count(*) from current_call_entry',
  log: 'select id_call_incoming, new_status from call_progress_log order by id_call_incoming, id',
  audit: `select coalesce(b.tipo, 'session'), a.datetime_end is not null
    from audit a left join break b on b.id = a.id_break order by a.id`,
};
const TALKED = ['OnQueue', 'Success', 'OnHold', 'OffHold', 'Hangup'];

/** How a database is away and comes back, and whether it says so. */
interface Absence {
  readonly begin: (server: MariaDb) => Promise<void> | void;
  readonly end: (server: MariaDb) => Promise<void> | void;
  readonly isTold: boolean;
}

const ABSENCES: Readonly<Record<string, Absence>> = {
  stopped: { begin: (server) => server.stop('SIGTERM'), end: (server) => server.start(), isTold: true },
  killed: { begin: (server) => server.stop('SIGKILL'), end: (server) => server.start(), isTold: true },
  frozen: { begin: (server) => server.freeze(), end: (server) => server.thaw(), isTold: false },
};

describeWith(['mariadb'], 'while the database is away', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server.close());

  it.each(Object.entries(ABSENCES))(
    'the floor works on, and everything is written once when it is back: %s',
    async (name, { begin, end, isTold }) => {
      const database = await server.createDatabase(name);
      await using backend = await startSimulatorBackend({ parking: 'own' });
      await withConsole(
        backend,
        POOL_AGENT,
        async (console, { written }) => {
          await console.logIn();
          await begin(server);
          for (let call = 0; call < CALLS; call++) await workThroughCall(console);
          if (isTold) {
            expect(await console.wire.ask('getcallinfo', INFO)).toEqual([
              'failure.code = 500',
              'failure.message = Cannot read call info',
            ]);
          }
          await takeBreak(console);
          expect(await console.status()).toBe('status = online');
          await end(server);
          await written();
          const rows = async (query: string): Promise<readonly string[]> =>
            (await server.sql(query, name)).trim().split('\n');
          expect(await rows(ROWS.calls)).toEqual(Array(CALLS).fill('terminada\t1\t1\t1'));
          expect(await rows(ROWS.current)).toEqual(['0']);
          expect(await rows(ROWS.log)).toEqual(
            [1, 2, 3].flatMap((call) => TALKED.map((status) => `${call}\t${status}`)),
          );
          const held = Array(CALLS).fill('H\t1');
          expect(await rows(ROWS.audit)).toEqual(['session\t0', ...held, 'B\t1']);
        },
        { database },
      );
    },
  );
});

async function workThroughCall(console: Console): Promise<void> {
  await console.takeCall();
  await console.hold();
  await console.act('unhold');
  await console.wire.event(/^callprogress\.new_status = OffHold/);
  await console.act('hangup');
  await console.wire.event(/^agentunlinked\./);
}

async function takeBreak({ act, wire }: Console): Promise<void> {
  expect(await act('pauseagent', '<pause_type>2</pause_type>')).toEqual(['success']);
  await wire.event(/^pausestart\.pause_class = break/);
  expect(await act('unpauseagent')).toEqual(['success']);
  await wire.event(/^pauseend\.pause_class = break/);
}
