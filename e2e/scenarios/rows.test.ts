import { afterAll, beforeAll } from 'vitest';
import { withTables } from '../../packages/storage/src/testing/found-schema.js';
import { mysqlBackend } from '../../packages/storage/src/testing/mysql-backend.js';
import { sqliteBackend } from '../../packages/storage/src/testing/sqlite-backend.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { scenarioSuite } from './play/suite.js';
import { AGENTS, CALLS, TRANSFERS } from './subjects.js';

/** The same scenarios leave the same rows in every database; SQLite in the classic dialect goes with the suites. */
const ALL = { ...CALLS, ...TRANSFERS, ...AGENTS };

scenarioSuite('SQLite, lists dialect', ALL, 'simulator', {
  databases: withTables(sqliteBackend, 'lists'),
});

describeWith(['mariadb'], 'MariaDB', () => {
  let server: MariaDb | undefined;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server?.close());
  const databases = mysqlBackend(() => {
    if (server === undefined) throw new Error('MariaDB did not start');
    return server.url;
  });

  scenarioSuite('classic dialect', ALL, 'simulator', { databases: withTables(databases, 'classic') });
  scenarioSuite('lists dialect', ALL, 'simulator', { databases: withTables(databases, 'lists') });
});
