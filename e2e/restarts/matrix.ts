import { openStorage, seedDemo } from '@openeccp/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, BackendName } from '../backends/backend.js';
import { settled } from '../backends/channels.js';
import { backend as backendOf } from '../backends/index.js';
import { buildPrograms } from '../guide/terminal.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { createScratchDir } from '../lab/scratch-dir.js';
import { startTcpProxy } from '../lab/tcp-proxy.js';
import { CASTS, type CastName } from '../scenarios/play/cast.js';
import { asks } from '../scenarios/play/steps.js';
import { FAULTS, type Fault } from './faults.js';
import { Program } from './program.js';
import { ProgramStage } from './program-stage.js';
import { IDLE, SITUATIONS, type Situation } from './situations.js';

const OFFLINE = { status: 'offline', onHold: false, inCall: false };
/** Two of pool agents only log in five seconds apart, and phones register again. */
const CELL_MS = 180_000;

/** Every fault in every situation, on a real Asterisk with real phones and a real database. */
export function restartMatrix(name: BackendName): void {
  const { needs, start } = backendOf(name);

  describeWith([...needs, 'mariadb'], `restarts on ${name}`, () => {
    let backend: Backend;
    let database: MariaDb;
    const times: string[] = [];
    beforeAll(async () => {
      await buildPrograms();
      [backend, database] = await Promise.all([start({ parking: 'own', parkingS: 300 }), startMariaDb()]);
    }, CELL_MS);
    afterAll(async () => {
      console.log([`time until all is right again on ${name}:`, ...times].join('\n  '));
      await backend.close();
      await database.close();
    });

    for (const [what, fault] of Object.entries(FAULTS)) {
      describe(what, () => {
        for (const [where, situation] of Object.entries(SITUATIONS)) {
          it.each(situation.casts)(
            `${where} (%s)`,
            async (cast) => {
              const ms = await cell({ backend, database, cast, situation, fault });
              times.push(`${what}, ${where} (${cast}): ${ms.toFixed(0)} ms`);
            },
            CELL_MS,
          );
        }
      });
    }
  });
}

interface Cell {
  readonly backend: Backend;
  readonly database: MariaDb;
  readonly cast: CastName;
  readonly situation: Situation;
  readonly fault: Fault;
}

/** Answers how long it took until all was right again, the start of a server included. Milliseconds. */
async function cell({ backend, database, cast, situation, fault }: Cell): Promise<number> {
  const scratch = createScratchDir('restarts');
  await database.sql('DROP DATABASE IF EXISTS call_center; CREATE DATABASE call_center', 'mysql');
  const storage = await openStorage(database.url, { migrate: true });
  await seedDemo(storage);
  await storage.close();
  const cable = await startTcpProxy(backend.ami.port);
  await using program = new Program({
    folder: scratch.path,
    ami: { ...backend.ami, port: cable.port },
    databaseUrl: database.url,
  });
  const stage = new ProgramStage({ backend, cable, cast: CASTS[cast], database, program });
  try {
    await stage.startServer();
    for (const step of situation.arrange) await step(stage);
    await stage.shows(situation.picture);
    const whole = await fault.strike(stage);
    await stage.shows(fault.deadly ? OFFLINE : situation.picture);
    const ms = performance.now() - whole;
    if (!fault.deadly) {
      for (const step of situation.finish) await step(stage);
      await stage.shows(IDLE);
    }
    await stage.leaves(fault.deadly ? situation.dead : situation.leaves);
    await goHome(stage);
    expect(await stage.rows()).toMatch(/^0 open of .* sessions, 0 open of .* pauses.* with agents: 0$/);
    return ms;
  } finally {
    await stage.endServer('SIGKILL');
    for (const phone of ['101', '102', '103', '104', '412']) {
      await backend.phoneAnswers(phone, 'by-itself');
      await backend.phoneHangsUp(phone);
    }
    await backend.customerHangsUp();
    await settled(backend);
    await cable.close();
    scratch.remove();
  }
}

/** Everybody logs out, and the database says so. */
async function goHome(stage: ProgramStage): Promise<void> {
  await asks('logoutagent')(stage);
  await stage.shows(OFFLINE);
  const now = await stage.rows();
  await stage.leaves(now.replace(/^\d+ open/, '0 open'));
}
