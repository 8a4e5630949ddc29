import { it } from 'vitest';
import { mysqlBackend } from './testing/mysql-backend.js';
import { mysqlContract } from './testing/mysql-contract.js';
import { storageContract } from './testing/storage-contract.js';

/** `mysql://user:password@host:port` of a server on which databases may be created. */
const url = process.env['OPENECCP_TEST_MYSQL_URL'];

if (url === undefined) {
  it.skip('storage on MariaDB/MySQL: set OPENECCP_TEST_MYSQL_URL, or run e2e/storage.test.ts', () => {});
} else {
  storageContract('MariaDB/MySQL', mysqlBackend(url));
  mysqlContract(url);
}
