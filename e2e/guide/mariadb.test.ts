import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { createScratchDir, type ScratchDir } from '../lab/scratch-dir.js';
import { readGuide } from './guide.js';
import { buildPrograms, npxFunction, openTerminal } from './terminal.js';

const guide = readGuide('guides/asterisk.md');

describeWith(['mariadb'], 'the guide on MariaDB', () => {
  let mariaDb: MariaDb;
  let scratch: ScratchDir;
  beforeAll(async () => {
    await buildPrograms();
    mariaDb = await startMariaDb();
    scratch = createScratchDir('guide-mariadb');
  });
  afterAll(async () => {
    scratch.remove();
    await mariaDb.close();
  });

  it('makes a database and an account whose rights suffice', async () => {
    const { port } = new URL(mariaDb.url);
    const terminal = openTerminal({
      cwd: scratch.path,
      instead: [
        ['3306', port],
        ['openeccp:db-secret', 'guide:db-secret'],
      ],
      functions: npxFunction({ eccp: '', openeccp: '' }),
      env: {},
    });
    // The lab has a database and an account of these names already.
    await mariaDb.sql('DROP DATABASE call_center', 'mysql');
    await mariaDb.sql(guide.step('mariadb-create').text.replaceAll("'openeccp'", "'guide'"), 'mysql');
    const migrate = guide.step('mariadb-migrate');
    expect(await terminal.run(migrate.text)).toEqual({ code: 0, lines: migrate.shows });
    expect((await terminal.run(migrate.text)).lines).toEqual([
      expect.stringContaining('has its tables already; nothing changed'),
    ]);
    const add = migrate.text.replace('migrate', 'agent add Agent/412 --password 1234');
    expect(await terminal.run(add)).toEqual({ code: 0, lines: ['agent Agent/412 added'] });
  });
});
