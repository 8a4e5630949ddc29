import { type Connection, createConnection } from 'mysql2/promise';
import type { ContractBackend, Row } from './contract-backend.js';

let created = 0;

/**
 * Databases on a MariaDB or MySQL server, each with its own name.
 *
 * @param serverUrl Answers `mysql://user:password@host:port`, an account that may create databases; asked when a
 * test runs.
 */
export function mysqlBackend(serverUrl: () => string): ContractBackend {
  return {
    kind: 'mysql',
    create: async () => {
      const name = `openeccp_test_${process.pid}_${++created}`;
      const url = new URL(serverUrl());
      url.pathname = `/${name}`;
      const side: Connection = await createConnection({
        host: url.hostname,
        port: Number(url.port || 3306),
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        charset: 'utf8mb4',
        dateStrings: true,
      });
      await side.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      await side.query(`USE ${name}`);
      return {
        url: url.href,
        query: async (statement) => {
          const [rows] = await side.query(statement);
          return Array.isArray(rows) ? (rows as Row[]) : [];
        },
        drop: async () => {
          await side.query(`DROP DATABASE ${name}`);
          await side.end();
        },
      };
    },
  };
}
