import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundTables } from '../../packages/storage/src/testing/found-schema.js';
import type { Backend } from '../backends/backend.js';
import { startSimulatorBackend } from '../backends/simulator.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { claimPortBlock, type PortBlock } from '../lab/port-block.js';
import { describeWith } from '../lab/requirements.js';
import { createScratchDir, type ScratchDir } from '../lab/scratch-dir.js';
import { type ServerUnderTest, startServerUnderTest } from '../server/server-under-test.js';
import { Wire } from '../server/wire.js';
import { codeBlocks, readGuide } from './guide.js';
import { buildPrograms, npxFunction, openTerminal, type Running, type Terminal } from './terminal.js';

const guide = readGuide('guides/migrate-from-issabel.md');

describe('the guide for those who come from Issabel', () => {
  it('is the same in Spanish, command by command', () => {
    expect(codeBlocks('es/guia-migracion.md')).toEqual(codeBlocks('guides/migrate-from-issabel.md'));
  });
});

/** A PBX whose old daemon is played by a server of ours: the real one can't be part of this project. */
interface OldPbx {
  readonly backend: Backend;
  readonly daemon: ServerUnderTest;
  readonly database: string;
}

describeWith(['mariadb'], 'the guide from Issabel, on a database of the lists dialect', () => {
  let mariaDb: MariaDb;
  let scratch: ScratchDir;
  let ports: PortBlock;
  let pbx: OldPbx;
  beforeAll(async () => {
    await buildPrograms();
    mariaDb = await startMariaDb();
    scratch = createScratchDir('guide-migrate');
    ports = await claimPortBlock();
    const database = await mariaDb.createDatabase('found');
    await mariaDb.sql(foundTables('lists', 'mysql').join(';\n'), 'found');
    const backend = await startSimulatorBackend({ parking: 'own' });
    pbx = { backend, database, daemon: await startServerUnderTest(backend, { database }) };
  });
  afterAll(async () => {
    await pbx.daemon.close();
    await pbx.backend.close();
    scratch.remove();
    await ports.release();
    await mariaDb.close();
  });

  /** Where the commands are typed, with ECCP on this port. */
  function terminalFor(eccp: number): Terminal {
    const { host, port, user, secret } = pbx.backend.ami;
    const config = join(scratch.path, 'etc');
    return openTerminal({
      cwd: scratch.path,
      instead: [
        ['/etc/openeccp', config],
        ['mysql://asterisk:db-secret@127.0.0.1:3306/call_center', pbx.database],
        ['5038', String(port)],
        ['20005', String(eccp)],
        ['20080', String(ports.port(2))],
      ],
      functions: npxFunction({ eccp: `--port ${eccp}`, openeccp: `--config ${config}/openeccp.yaml` }),
      env: {
        OPENECCP_ECCP_PORT: String(eccp),
        OPENECCP_HTTP_PORT: String(ports.port(2)),
        OPENECCP_ASTERISK_HOST: host,
        OPENECCP_ASTERISK_PORT: String(port),
        OPENECCP_ASTERISK_USER: user,
        OPENECCP_ASTERISK_SECRET: secret,
      },
    });
  }

  it('looks, runs beside the old daemon, takes its place, and leaves a database that it could go on with', async () => {
    const columns = (): Promise<string> => mariaDb.sql(COLUMNS, 'found');
    const before = await columns();
    const beside = terminalFor(pbx.daemon.port);
    expect((await beside.run(guide.step('init').text)).code).toBe(0);
    const doctor = await beside.run(guide.step('doctor').text);
    const asWritten = ({ lines }: { readonly lines: readonly string[] }): readonly string[] =>
      lines.map((line) =>
        line.replace('database found', 'database call_center').replace(/:\d+(:? has)/, ':3306$1'),
      );
    expect(asWritten(doctor)).toEqual(expect.arrayContaining([...guide.output('doctor')]));
    expect(doctor.code).toBe(0);

    const shadow = await beside.start(guide.step('shadow').text);
    await shadow.shows(['comparing with 127.0.0.1:20005; Ctrl-C ends it']);
    await work(pbx);
    expect(await shadow.stop()).toBe(0);
    await shadow.shows(guide.output('shadow-summary'));

    await pbx.daemon.close();
    // The server that stands in for the old daemon has made them.
    await mariaDb.sql('DROP TABLE oe_migration, oe_dead_letter', 'found');
    const instead = terminalFor(ports.port(1));
    expect(asWritten(await instead.run(guide.step('migrate').text))).toEqual(guide.output('migrate'));
    const server: Running = await instead.start(guide.step('serve').text);
    await server.shows(guide.output('ready'));
    expect(await server.stop()).toBe(0);
    expect(await columns()).toBe(before);
    beside.close();
    instead.close();
  });
});

/** Every column of every table of the call center, as the database declares it. */
const COLUMNS = `SELECT table_name, column_name, column_type FROM information_schema.columns
  WHERE table_schema = 'found' AND table_name NOT LIKE 'oe%' ORDER BY table_name, ordinal_position`;

async function work({ backend, daemon }: OldPbx): Promise<void> {
  const wire = await Wire.open(daemon.port);
  await wire.login('agentconsole', 'agentconsole');
  const act = (request: string, argument = ''): Promise<readonly string[]> =>
    wire.askFor('Agent/412', '1234', request, argument);
  await act('loginagent', '<extension>412</extension>');
  await wire.event(/^agentloggedin\./);
  await backend.customerCalls('9000');
  await wire.event(/^agentlinked\./);
  await act('hangup');
  await wire.event(/^agentunlinked\./);
  await act('logoutagent');
  await wire.event(/^agentloggedout\./);
  wire.close();
}
