import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { insert, insertCall, insertCampaign, insertForms } from './sample-campaigns.js';
import { callJoined, incoming, outgoing } from './sample-writes.js';

/** What agents add to calls: form values (ECCP §8.4 saveformdata) and contacts (setcontact). */
export function callFormsContract(backend: ContractBackend): void {
  /** A test's body on the sample data, a call of each direction and two forms. */
  const withCalls = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject);
      await insertCall(subject, 1, { id: 1 });
      await insertForms(subject);
      await subject.storage.apply([callJoined()]);
      await body(subject);
    });

  describe('forms', () => {
    it('have their fields in order; those without fields are none', () =>
      withCalls(async (subject) => {
        await insert(subject, 'form', { id: 4, nombre: 'Empty', descripcion: '' });
        const fields = await subject.storage.calls.formFields([2, 4, 99]);
        expect([...fields.keys()]).toEqual([2]);
        expect(fields.get(2)).toEqual([
          { id: 7, order: 1, label: 'Result', type: 'LIST', options: ['interested', 'no'], defaultValue: '' },
          { id: 8, order: 2, label: 'When', type: 'DATE', options: [], defaultValue: '' },
          { id: 9, order: 3, label: 'Notes', type: 'TEXTAREA', options: [], defaultValue: '' },
        ]);
        expect(await subject.storage.calls.formFields([])).toEqual(new Map());
      }));
  });

  describe('form values', () => {
    it.each([
      [outgoing(1), 'form_data_recolected', 'id_calls'],
      [incoming(1), 'form_data_recolected_entry', 'id_call_entry'],
    ] as const)('of a call are kept, and written over: %j', (row, table, call) =>
      withCalls(async ({ storage, query }) => {
        const values = `select id_form_field as f, value from ${table} where ${call} = 1 order by id`;
        await storage.calls.saveFormValues(row, [
          { id: 7, value: 'no' },
          { id: 9, value: "it's" },
        ]);
        expect(await query(values)).toEqual([
          { f: 7, value: 'no' },
          { f: 9, value: "it's" },
        ]);
        await storage.calls.saveFormValues(row, [
          { id: 8, value: '2026-03-11' },
          { id: 7, value: 'interested' },
          { id: 9, value: "it's" },
        ]);
        expect(await query(values)).toEqual([
          { f: 7, value: 'interested' },
          { f: 9, value: "it's" },
          { f: 8, value: '2026-03-11' },
        ]);
        expect((await query('select * from form_data_recolected')).length).toBe(
          table === 'form_data_recolected' ? 3 : 0,
        );
      }),
    );

    it('are kept all or not at all', () =>
      withCalls(async ({ storage, query }) => {
        await expect(
          storage.calls.saveFormValues(outgoing(1), [
            { id: 7, value: 'no' },
            { id: 999, value: 'of no field' },
          ]),
        ).rejects.toThrow();
        expect(await query('select * from form_data_recolected')).toEqual([]);
      }));

    it('of each call are apart', () =>
      withCalls(async (subject) => {
        const { storage, query } = subject;
        await insertCall(subject, 1, { id: 2 });
        await storage.calls.saveFormValues(outgoing(1), [{ id: 9, value: 'one' }]);
        await storage.calls.saveFormValues(outgoing(2), [{ id: 9, value: 'two' }]);
        expect(await query('select id_calls, value from form_data_recolected order by id')).toEqual([
          { id_calls: 1, value: 'one' },
          { id_calls: 2, value: 'two' },
        ]);
      }));

    it('that another program stored twice are both written over', () =>
      withCalls(async (subject) => {
        const { storage, query } = subject;
        const row = { id_calls: 1, id_form_field: 9 };
        for (const value of ['old', 'older'])
          await insert(subject, 'form_data_recolected', { ...row, value });
        await storage.calls.saveFormValues(outgoing(1), [{ id: 9, value: 'new' }]);
        expect(await query('select value from form_data_recolected')).toEqual([
          { value: 'new' },
          { value: 'new' },
        ]);
      }));

    it('that are longer than their column are cut', () =>
      withCalls(async ({ storage, query }) => {
        await storage.calls.saveFormValues(outgoing(1), [{ id: 9, value: 'n'.repeat(300) }]);
        expect(await query('select length(value) as n from form_data_recolected')).toEqual([{ n: 250 }]);
      }));
  });

  describe('the contact of a call', () => {
    it('is the one that an agent chose', () =>
      withCalls(async (subject) => {
        const { storage, query } = subject;
        await insert(subject, 'contact', {
          id: 12,
          name: 'a',
          apellido: 'b',
          telefono: '1',
          cedula_ruc: 'c',
        });
        expect(await storage.calls.setContact(1, 13)).toBe('contact-unknown');
        expect(await storage.calls.setContact(2, 12)).toBe('call-unknown');
        expect(await query('select id_contact from call_entry')).toEqual([{ id_contact: null }]);
        expect(await storage.calls.setContact(1, 12)).toBe('set');
        expect(await storage.calls.setContact(1, 12)).toBe('set');
        expect(await query('select id_contact from call_entry')).toEqual([{ id_contact: 12 }]);
      }));
  });
}
