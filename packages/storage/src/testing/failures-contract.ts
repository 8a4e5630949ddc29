import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type FailureKind, failureKind } from '../failure-kind.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { callJoined, closeAudit, openPause, openSession } from './sample-writes.js';

/** What a failed attempt is taken for. */
export function kindOf(attempt: Promise<unknown>): Promise<FailureKind | 'none'> {
  return attempt.then(() => 'none' as const, failureKind);
}

/** How the failures of a real database are taken. */
export function failuresContract(backend: ContractBackend): void {
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await subject.storage.apply([openSession()]);
      await body(subject);
    });

  describe('a failure', () => {
    it.each([
      ['an agent', openSession({ id: 2, agentRowId: 999 })],
      ['a break', openPause({ breakId: 999 })],
      ['a queue', callJoined({ queueRowId: 999 })],
      ['a session', closeAudit({ id: 77 })],
    ])('for %s that is not there is for good', (_, write) =>
      withData(async ({ storage }) => {
        expect(await kindOf(storage.apply([write]))).toBe('permanent');
      }),
    );

    it('for tables that are not there ends when they are back', () =>
      withData(async ({ storage, query }) => {
        await query('alter table audit rename to audit_elsewhere');
        expect(await kindOf(storage.apply([closeAudit()]))).toBe('unavailable');
        expect(await kindOf(storage.apply([closeAudit()]))).toBe('unavailable');
        await query('alter table audit_elsewhere rename to audit');
        expect(await kindOf(storage.apply([closeAudit()]))).toBe('none');
      }));

    it('for a column that has gone meanwhile is none', () =>
      withData(async ({ storage, query }) => {
        await query('alter table audit drop column login_extension');
        expect(await kindOf(storage.apply([openSession({ id: 2 })]))).toBe('none');
        expect(await query('select id from audit order by id')).toEqual([{ id: 1 }, { id: 2 }]);
      }));

    it.each([
      ['a column that is not there', 'update audit set no_such_column = 1'],
      ['a table that is not there', 'update no_such_table set id = 1'],
      ['a value that may not be missing', 'update audit set id_agent = null'],
      [
        'an id that is taken',
        'insert into audit (id, id_agent, datetime_init) select id, id_agent, datetime_init from audit',
      ],
      ['a row of which others are', 'delete from agent'],
    ])('for %s is for good, whoever meets it', (_, statement) =>
      withData(async ({ query }) => {
        expect(await kindOf(query(statement))).toBe('permanent');
      }),
    );
  });
}
