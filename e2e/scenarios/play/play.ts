import { join } from 'node:path';
import type { ContractDatabase } from '../../../packages/storage/src/testing/contract-backend.js';
import type { Backend } from '../../backends/backend.js';
import { settled } from '../../backends/channels.js';
import { until } from '../../lab/deadline.js';
import { createScratchDir } from '../../lab/scratch-dir.js';
import { startTcpProxy } from '../../lab/tcp-proxy.js';
import { type Cast, SPARE_PHONE } from './cast.js';
import { miscounted } from './counts.js';
import { lineOf, unpaired } from './hearing.js';
import { LiveStage } from './live-stage.js';
import { type Leaves, leavesOf } from './rows.js';
import type { Scenario, Stage } from './scenario.js';
import { asks } from './steps.js';
import { readTables } from './tables.js';
import { untidy } from './tidy.js';

/** What came of a scenario. */
export interface Played {
  readonly hears: readonly string[];
  readonly leaves: Leaves;
  /** What is amiss when everybody has gone home: nothing. */
  readonly amiss: readonly string[];
}

const HOMEGOING_MS = 15_000;

/** Plays a scenario with a server of its own, and sends everybody home afterwards. */
export async function play(
  scenario: Scenario,
  cast: Cast,
  backend: Backend,
  database: ContractDatabase,
): Promise<Played> {
  const cable = await startTcpProxy(backend.ami.port);
  const scratch = createScratchDir('journal');
  const server = { ...scenario.server, database: database.url, journal: join(scratch.path, 'journal.db') };
  try {
    await using stage = await LiveStage.open({ backend, cable, cast, server });
    try {
      for (const step of scenario.arrange) await step(stage);
      const before = stage.heard.length;
      for (const step of scenario.act) await step(stage);
      const hears = stage.heard.slice(before).map((heard) => lineOf(heard, cast));
      await stage.server.written();
      const leaves = leavesOf(await readTables(database), cast);
      await goHome(stage);
      return { hears, leaves, amiss: await leftBehind(stage, database, scenario.unheard ?? []) };
    } catch (error) {
      // The first error is the one to tell; the next scenario shall not suffer from it.
      await goHome(stage).catch(() => {});
      throw error;
    } finally {
      await putPhonesDown(backend);
    }
  } finally {
    await cable.close();
    scratch.remove();
  }
}

/** Every call ends and everybody logs out, which leaves nothing behind in Asterisk. */
async function goHome(stage: Stage): Promise<void> {
  const { backend } = stage;
  await backend.customerHangsUp();
  await backend.phoneHangsUp(SPARE_PHONE);
  for (const role of ['agent', 'colleague'] as const) await asks('logoutagent', '', role)(stage);
  await settled(backend);
}

/** Phones are put down and answer again, also those that were not told that their call is over. */
async function putPhonesDown(backend: Backend): Promise<void> {
  for (const phone of ['101', '102', '103', '412']) {
    await backend.phoneAnswers(phone, 'by-itself');
    await backend.phoneHangsUp(phone);
  }
}

/** What has begun and not ended, now that nobody is there any more. */
async function leftBehind(
  stage: Stage,
  database: ContractDatabase,
  unheard: readonly string[],
): Promise<readonly string[]> {
  const { server, cast } = stage;
  const open = (): readonly string[] => unpaired(stage.heard, cast).filter((one) => !unheard.includes(one));
  await until(
    'the end of all that had begun',
    HOMEGOING_MS,
    () => (open().length === 0 ? true : undefined),
    () => open().join('; '),
  );
  await server.written();
  return [...untidy(await readTables(database), cast), ...(await miscounted(stage))];
}
