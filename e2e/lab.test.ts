import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { traceAmi } from './lab/ami-trace.js';
import { type Asterisk, type AsteriskVersion, startAsterisk } from './lab/asterisk.js';
import { startMariaDb } from './lab/mariadb.js';
import { startPhones } from './lab/phones.js';
import { describeWith } from './lab/requirements.js';
import { startTrunk } from './lab/trunk.js';

const everyPhone = ['101', '102', '103', '104', '412', 'customer'];

/** Runs `body` with an Asterisk that is ended whatever happens. */
async function withAsterisk(
  options: Parameters<typeof startAsterisk>[0],
  body: (asterisk: Asterisk) => Promise<void>,
): Promise<void> {
  const asterisk = await startAsterisk(options);
  try {
    await body(asterisk);
  } finally {
    await asterisk.close();
  }
}

describeWith(['asterisk'], 'the lab’s Asterisk', () => {
  test.concurrent.for<AsteriskVersion>([16, 22])('%i takes an AMI login and originates', (version) =>
    withAsterisk({ version }, async (asterisk) => {
      const ami = await traceAmi(asterisk, { user: asterisk.amiUser, secret: asterisk.amiSecret });
      ami.send({
        Action: 'Originate',
        ActionID: 'call',
        Channel: 'Local/answer-5@phones',
        Context: 'phones',
        Exten: 'silent-5',
        Priority: '1',
        Async: 'true',
      });
      expect(await ami.untilSeen({ Event: 'OriginateResponse', ActionID: 'call' })).toMatchObject({
        Response: 'Success',
        Channel: expect.stringMatching(/^Local\/answer-5@phones-/),
      });
      ami.close();
    }),
  );

  test.concurrent.for<AsteriskVersion>([16, 22])('%i has registered phones that call each other', (version) =>
    withAsterisk({ version }, async (asterisk) => {
      const phones = await startPhones(asterisk);
      const trunk = await startTrunk(asterisk).catch(async (error: unknown) => {
        await phones.close();
        throw error;
      });
      try {
        expect(await phones.registered()).toEqual(everyPhone);

        await phones.customer.dial('101');
        await Promise.all([phones.phone('101').untilState('talking'), phones.customer.untilState('talking')]);
        await phones.hangUp('101');
        await phones.customer.untilState('idle');

        await phones.customer.dial('104');
        await phones.phone('104').untilState('ringing');
        await phones.customer.hangUp();
        await phones.phone('104').untilState('idle');

        await phones.dial('102', '5400001');
        await phones.phone('102').untilState('talking');
        await phones.hangUp('102');
      } finally {
        await trunk.close();
        await phones.close();
      }
      expect(await phones.registered()).toEqual([]);
    }),
  );

  test.concurrent.for<AsteriskVersion>([16, 22])('%i comes back after a crash with its AstDB', (version) =>
    withAsterisk({ version, parking: 'none' }, async (asterisk) => {
      await asterisk.restart('SIGKILL');
      expect(await asterisk.cli('database get QPENALTY 8000/agents/P101')).toMatch(/Value: 0/);
      expect(await asterisk.cli('module show like res_parking')).toMatch(/^0 modules loaded/m);
      expect(await asterisk.cli('queue show 9000')).toMatch(/Agent 412 \(Local\/412@agents/);
    }),
  );
});

describeWith(['mariadb'], 'the lab’s MariaDB', () => {
  test('keeps what was written through a crash', async () => {
    const database = await startMariaDb();
    try {
      const url = new URL(await database.createDatabase('kept'));
      expect(url.pathname).toBe('/kept');
      await database.sql(
        "CREATE TABLE name (text VARCHAR(20)); INSERT INTO name VALUES ('Muñoz 😀')",
        'kept',
      );
      await database.stop('SIGKILL');
      await database.start();
      expect(await database.sql('SELECT text FROM name', 'kept')).toBe('Muñoz 😀\n');
    } finally {
      await database.close();
    }
  });
});

describeWith(['asterisk', 'mariadb'], 'the lab', () => {
  test('leaves nothing behind', async () => {
    const [asterisk, database] = await Promise.all([startAsterisk({ version: 16 }), startMariaDb()]);
    const phones = await startPhones(asterisk);
    const trunk = await startTrunk(asterisk);
    const folder = dirname(dirname(asterisk.logDir));
    expect(ownChildren().length).toBeGreaterThanOrEqual(9);
    expect(existsSync(folder)).toBe(true);

    await trunk.close();
    await phones.close();
    await Promise.all([asterisk.close(), database.close()]);
    expect(ownChildren()).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`openeccp-lab-${process.pid}-`))).toEqual(
      [],
    );
  });
});

/** The programs of the lab that this process has started. */
function ownChildren(): readonly string[] {
  const list = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'args='], { encoding: 'utf8' });
  return list.split('\n').filter((line) => line.includes('/ld-linux-'));
}
