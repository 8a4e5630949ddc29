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
import { FAULTS, type Fault, isLong } from './faults.js';
import { Program } from './program.js';
import { type Picture, ProgramStage, pictureText } from './program-stage.js';
import { type RecordedCell, recordRun } from './recorded.js';
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
    const cells: RecordedCell[] = [];
    beforeAll(async () => {
      await buildPrograms();
      [backend, database] = await Promise.all([start({ parking: 'own', parkingS: 300 }), startMariaDb()]);
    }, CELL_MS);
    afterAll(async () => {
      console.log([`time until all is right again on ${name}:`, ...cells.map(lineOf)].join('\n  '));
      if (isLong) recordRun({ asterisk: name, date: new Date().toISOString().slice(0, 10), cells });
      await backend.close();
      await database.close();
    });

    for (const [what, fault] of Object.entries(FAULTS)) {
      describe(what, () => {
        for (const [where, situation] of Object.entries(SITUATIONS)) {
          it.each(situation.casts)(
            `${where} (%s)`,
            async (cast) => {
              const expected = inWords(...outcomeOf(situation, fault));
              const known = { fault: what, situation: where, agent: cast, expected };
              try {
                cells.push({ ...known, ...(await cell({ backend, database, cast, situation, fault })) });
              } catch (error) {
                const seen = error instanceof Error ? error.message : String(error);
                cells.push({ ...known, seen, ms: undefined });
                throw error;
              }
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

function lineOf({ fault, situation, agent, ms }: RecordedCell): string {
  return `${fault}, ${situation} (${agent}): ${ms === undefined ? 'failed' : `${ms.toFixed(0)} ms`}`;
}

/** How the agent has to be seen after the fault, and what the database has to say in the end. */
function outcomeOf(situation: Situation, { deadly }: Fault): readonly [picture: Picture, rows: string] {
  return deadly ? [OFFLINE, situation.dead] : [situation.picture, situation.leaves];
}

function inWords(picture: Picture, rows: string): string {
  return `${pictureText(picture)}; ${rows}`;
}

/** What was seen, and how long it took until all was right again, the start of a server included. */
async function cell({
  backend,
  database,
  cast,
  situation,
  fault,
}: Cell): Promise<Pick<RecordedCell, 'seen' | 'ms'>> {
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
    const [picture, rows] = outcomeOf(situation, fault);
    const shown = await stage.shows(picture);
    const ms = performance.now() - whole;
    if (!fault.deadly) {
      for (const step of situation.finish) await step(stage);
      await stage.shows(IDLE);
    }
    const left = await stage.leaves(rows);
    await goHome(stage);
    expect(await stage.rows()).toMatch(/^0 open of .* sessions, 0 open of .* pauses.* with agents: 0$/);
    return { seen: `${shown}; ${left}`, ms: Math.round(ms) };
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
