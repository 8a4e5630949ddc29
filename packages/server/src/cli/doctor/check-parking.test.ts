import { AmiClient } from '@openeccp/ami';
import { type SimulatorOptions, startSimulator } from '@openeccp/simulator';
import { expect, it } from 'vitest';
import { configFrom } from '../../config/load-config.js';
import { checkParking } from './check-parking.js';
import type { Finding } from './finding.js';

/** What the doctor says of holds. */
async function findings(
  parking: SimulatorOptions['parking'] & string,
  settings = {},
): Promise<readonly Finding[]> {
  const simulator = await startSimulator({ parking });
  try {
    await using client = new AmiClient({
      peer: { host: '127.0.0.1', port: simulator.port },
      credentials: { username: 'openeccp', secret: 'openeccp' },
      events: 'off',
    });
    await client.connect();
    const asterisk = { secret: 'x', ...settings };
    const { server } = configFrom({ asterisk, database: { url: 'sqlite::memory:' } });
    return await checkParking(client, server.asterisk);
  } finally {
    await simulator.close();
  }
}

it('finds nothing amiss with our own lot', async () => {
  expect((await findings('on')).map(({ level, text }) => `${level} ${text}`)).toEqual([
    'ok 1@openeccp-parked',
    'ok openeccp-comeback',
  ]);
});

it('says what is at risk in another one, and how to mend it (B-11)', async () => {
  for (const found of [await findings('default'), await findings('on', { parkingLot: 'default' })]) {
    expect(found.map(({ level }) => level)).toEqual(['ok', 'warning']);
    expect(found[1]).toMatchObject({
      text: expect.stringContaining('the lot default: after 300 s Asterisk takes them off hold and hangs up'),
      remedy: expect.stringContaining('asterisk/res_parking.conf'),
    });
  }
});

it('misses a lot that is configured, and the contexts of ours', async () => {
  expect(await findings('on', { parkingLot: 'sales' })).toMatchObject([
    { level: 'failure', remedy: expect.stringContaining('one of default, openeccp') },
  ]);
  const contexts = { parked: 'nowhere', comeback: 'nowhere' };
  expect((await findings('on', { contexts })).map(({ level }) => level)).toEqual(['failure', 'failure']);
});
