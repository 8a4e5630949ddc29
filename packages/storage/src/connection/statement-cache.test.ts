import LibsqlDatabase from 'libsql';
import { describe, expect, it } from 'vitest';
import { cachingStatements } from './statement-cache.js';

function counting() {
  const native = new LibsqlDatabase(':memory:');
  native.exec('create table t (id integer primary key)');
  const prepared: string[] = [];
  const database = cachingStatements({
    close: () => void native.close(),
    prepare: (sql) => {
      prepared.push(sql);
      return native.prepare(sql);
    },
  });
  return { database, prepared };
}

describe('cachingStatements', () => {
  it('prepares a statement once', () => {
    const { database, prepared } = counting();
    for (const id of [1, 2, 3])
      expect(database.prepare('insert into t values (?)').run([id]).changes).toBe(1);
    for (const id of [1, 2])
      expect(database.prepare('select id from t where id = ?').all([id])).toEqual([{ id }]);
    expect(prepared).toHaveLength(2);
    database.close();
  });

  it('does not use one again that failed', () => {
    const { database, prepared } = counting();
    const insert = (): unknown => database.prepare('insert into t values (1)').run([]);
    insert();
    expect(insert).toThrow(/UNIQUE/);
    expect(insert).toThrow(/UNIQUE/);
    expect(prepared).toHaveLength(2);
    database.close();
  });

  it('keeps a bounded number', () => {
    const { database, prepared } = counting();
    for (let id = 0; id < 500; id++) database.prepare(`select ${id}`).all([]);
    database.prepare('select 0').all([]);
    expect(prepared).toHaveLength(501);
    database.close();
  });
});
