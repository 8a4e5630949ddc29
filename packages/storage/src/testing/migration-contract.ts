import { describe, expect, it } from 'vitest';
import { migrate, openStorage } from '../open-storage.js';
import { CLASSIC_TABLES } from '../schema/classic-tables.js';
import { OWN_TABLES } from '../schema/own-tables.js';
import { type ContractBackend, withStorage } from './contract-backend.js';

export function migrationContract(backend: ContractBackend): void {
  const tables =
    backend.kind === 'mysql'
      ? 'select table_name as name from information_schema.tables where table_schema = database()'
      : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";

  describe('migration', () => {
    it('creates all tables in an empty database, once', () =>
      withStorage(backend, async ({ url, query }) => {
        const names = (await query(tables)).map((row) => row['name']).sort();
        expect(names).toEqual([...CLASSIC_TABLES, ...OWN_TABLES].map(({ name }) => name).sort());
        expect(await migrate(url)).toBe('kept');
      }));

    it('goes on where it was interrupted', () =>
      withStorage(backend, async ({ url, query }) => {
        await query('drop table call_recording');
        await query('update oe_migration set finished_at = null');
        expect(await migrate(url)).toBe('completed');
        expect(await query('select * from call_recording')).toEqual([]);
        expect(await migrate(url)).toBe('kept');
      }));

    it('creates the tables once when two processes start together', () =>
      withStorage(backend, async ({ url, query }) => {
        await query('drop table oe_migration');
        for (const { name } of [...CLASSIC_TABLES].reverse()) await query(`drop table \`${name}\``);
        const outcomes = await Promise.all([migrate(url), migrate(url)]);
        expect(outcomes.sort()).toEqual(['created', 'kept']);
      }));

    it('adds nothing but its own tables to tables that exist', () =>
      withStorage(backend, async ({ url, query }) => {
        await query('drop table oe_migration');
        await query('drop table oe_dead_letter');
        await query('drop table dont_call');
        expect(await migrate(url)).toBe('extended');
        expect(await migrate(url)).toBe('kept');
        const names = (await query(tables)).map((row) => row['name']);
        for (const { name } of OWN_TABLES) expect(names).toContain(name);
        expect(names).not.toContain('dont_call');
      }));

    it('refuses a database without the tables and says what to do', async () => {
      const database = await backend.create();
      try {
        await expect(openStorage(database.url, { migrate: false })).rejects.toMatchObject({
          code: 'schema',
          message: expect.stringMatching(/has no tables of a call center\. Name the right database/),
        });
        await database.query('create table agent (id int)');
        await expect(openStorage(database.url, { migrate: false })).rejects.toThrow(
          /lacks the tables audit, break/,
        );
      } finally {
        await database.drop();
      }
    });
  });
}
