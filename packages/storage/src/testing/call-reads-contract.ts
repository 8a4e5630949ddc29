import type { CallAttribute, CallDetails, StoredCall } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Subject, withStorage } from './contract-backend.js';
import { itWhere } from './it-where.js';
import { insert, insertAttributes, insertCall, insertCampaign, insertForms } from './sample-campaigns.js';
import { callJoined, callLinked, incoming, NOON, outgoing, progress } from './sample-writes.js';

const PHONE = '612345678';

/** Reading single calls: their rows, and what is known beyond them (ECCP §8.4 getcallinfo). */
export function callReadsContract(backend: ContractBackend): void {
  /** A test's body on the sample data, call 1 of campaign 1 and two forms. */
  const withCall = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject);
      await insertCall(subject, 1, { id: 1 });
      await insertForms(subject);
      await body(subject);
    });
  const contact = (
    subject: Subject,
    id: number,
    fields: { telefono?: string; origen?: string | null } = {},
  ) =>
    insert(subject, 'contact', {
      id,
      name: `First${id}`,
      apellido: `Last${id}`,
      telefono: PHONE,
      cedula_ruc: `R${id}`,
      ...fields,
    });
  const attributes = (id: number, phone = PHONE): readonly CallAttribute[] => [
    { label: 'first_name', value: `First${id}`, order: 1 },
    { label: 'last_name', value: `Last${id}`, order: 2 },
    { label: 'phone', value: phone, order: 3 },
    { label: 'cedula_ruc', value: `R${id}`, order: 4 },
  ];

  describe('details of an outgoing call', () => {
    const details = ({ storage }: Subject, id = 1): Promise<CallDetails> =>
      storage.calls.details(outgoing(id), PHONE);

    it('are nothing where nothing was uploaded or entered', () =>
      withCall(async (subject) => {
        await contact(subject, 1);
        expect(await details(subject)).toEqual({ attributes: [], contacts: [], survey: [] });
        expect(await details(subject, 99)).toEqual({ attributes: [], contacts: [], survey: [] });
      }));

    it('have what was uploaded, in order', () =>
      withCall(async (subject) => {
        await insertAttributes(subject, 1, [
          ['Name', 'Ana P.'],
          ['City', 'Lugo'],
        ]);
        expect((await details(subject)).attributes).toEqual([
          { label: 'Name', value: 'Ana P.', order: 1 },
          { label: 'City', value: 'Lugo', order: 2 },
        ]);
      }));

    itWhere(backend.schema !== 'lists')('keep the numbers that columns have, if they are some', () =>
      withCall(async (subject) => {
        const rows = [
          { id_call: 1, columna: 'B', value: 'b', column_number: 5 },
          { id_call: 1, columna: null, value: 'a', column_number: 2 },
        ];
        for (const row of rows) await insert(subject, 'call_attribute', row);
        expect((await details(subject)).attributes).toEqual([
          { label: '2', value: 'a', order: 2 },
          { label: 'B', value: 'b', order: 5 },
        ]);
        // A column without a number of its own.
        await insert(subject, 'call_attribute', { id_call: 1, columna: 'C', value: 'c' });
        expect((await details(subject)).attributes.map(({ label, order }) => `${order} ${label}`)).toEqual([
          '1 C',
          '2 2',
          '3 B',
        ]);
      }),
    );

    itWhere(backend.schema === 'lists')('take the newest document, whatever its shape', () =>
      withCall(async (subject) => {
        await insert(subject, 'call_attribute', { id_call: 1, data: '{"Name":"Ana"}' });
        expect((await details(subject)).attributes).toEqual([{ label: 'Name', value: 'Ana', order: 1 }]);
        await insert(subject, 'call_attribute', { id_call: 1, data: '{"Name":"Eva","City":"Lu' });
        expect((await details(subject)).attributes).toEqual([{ label: 'Name', value: 'Eva', order: 1 }]);
        await insert(subject, 'call_attribute', { id_call: 1, data: null });
        expect((await details(subject)).attributes).toEqual([]);
      }),
    );

    it('have what agents entered, by form and in the order of its fields', () =>
      withCall(async (subject) => {
        for (const [id_form_field, value] of [
          [8, '2026-03-11'],
          [7, 'no'],
          [7, 'interested'],
          [21, 'x'],
        ] as const) {
          await insert(subject, 'form_data_recolected', { id_calls: 1, id_form_field, value });
        }
        expect((await details(subject)).survey).toEqual([
          {
            id: 2,
            fields: [
              { id: 7, label: 'Result', value: 'interested' },
              { id: 8, label: 'When', value: '2026-03-11' },
            ],
          },
          { id: 3, fields: [{ id: 21, label: 'Other', value: 'x' }] },
        ]);
      }));
  });

  describe('details of an incoming call', () => {
    const details = ({ storage }: Subject, phone = PHONE): Promise<CallDetails> =>
      storage.calls.details(incoming(1), phone);
    const known = (id: number, source: string): readonly CallAttribute[] => [
      ...attributes(id),
      { label: 'contact_source', value: source, order: 5 },
    ];

    it('have the one contact with its number, before its row is written and after', () =>
      withCall(async (subject) => {
        await contact(subject, 4, { origen: 'file' });
        await contact(subject, 5, { telefono: '600' });
        const expected = {
          attributes: known(4, 'file'),
          contacts: [{ id: 4, attributes: attributes(4) }],
          survey: [],
        };
        expect(await details(subject)).toEqual(expected);
        await subject.storage.apply([callJoined()]);
        expect(await details(subject)).toEqual(expected);
      }));

    it('have all contacts with its number, and of the one that was chosen what is known', () =>
      withCall(async (subject) => {
        for (const id of [1, 2]) await contact(subject, id, { origen: null });
        await contact(subject, 3, { telefono: '600' });
        const contacts = [1, 2].map((id) => ({ id, attributes: attributes(id) }));
        expect(await details(subject)).toEqual({ attributes: [], contacts, survey: [] });
        await subject.storage.apply([callJoined()]);
        expect(await details(subject)).toEqual({ attributes: [], contacts, survey: [] });
        expect(await subject.storage.calls.setContact(1, 2)).toBe('set');
        expect(await details(subject)).toEqual({ attributes: known(2, ''), contacts, survey: [] });
        // One whose number is another is known all the same.
        expect(await subject.storage.calls.setContact(1, 3)).toBe('set');
        expect((await details(subject)).attributes).toEqual([
          ...attributes(3, '600'),
          { label: 'contact_source', value: 'crm', order: 5 },
        ]);
      }));

    it.each([[''], ['anonymous'], ['612345678😀'], ['6123456780000000000000']])(
      'from %j are nothing',
      (phone) =>
        withCall(async (subject) => {
          await contact(subject, 1, { telefono: '' });
          await contact(subject, 2);
          expect(await details(subject, phone)).toEqual({ attributes: [], contacts: [], survey: [] });
        }),
    );

    it('have what agents entered', () =>
      withCall(async (subject) => {
        await subject.storage.apply([callJoined()]);
        await insert(subject, 'form_data_recolected_entry', {
          id_call_entry: 1,
          id_form_field: 7,
          value: 'a',
        });
        await insert(subject, 'form_data_recolected', { id_calls: 1, id_form_field: 7, value: 'b' });
        expect((await details(subject)).survey).toEqual([
          { id: 2, fields: [{ id: 7, label: 'Result', value: 'a' }] },
        ]);
      }));
  });

  describe('a stored call', () => {
    const unknown = {
      status: undefined,
      uniqueid: undefined,
      durationS: undefined,
      dialledAt: undefined,
      answeredAt: undefined,
      joinedAt: undefined,
      linkedAt: undefined,
      endedAt: undefined,
      retries: undefined,
      failureCause: undefined,
      failureText: undefined,
      trunk: undefined,
      queue: undefined,
      agent: undefined,
    };
    const info = (
      { storage }: Subject,
      question: Parameters<Subject['storage']['calls']['info']>[0],
    ): Promise<StoredCall | undefined> => storage.calls.info(question);

    it('that was never tried says little', () =>
      withCall(async (subject) => {
        expect(await info(subject, { kind: 'outgoing', id: 1, campaignId: 1 })).toEqual({
          ...unknown,
          row: outgoing(1),
          campaignId: 1,
          phone: PHONE,
          retries: 0,
        });
      }));

    it('that is over says all', () =>
      withCall(async (subject) => {
        await insertCall(subject, 1, {
          id: 88,
          status: 'Success',
          uniqueid: '1.21',
          duration: 64,
          datetime_originate: '2026-03-10 11:59:50',
          fecha_llamada: '2026-03-10 11:59:57',
          datetime_entry_queue: '2026-03-10 11:59:57',
          start_time: '2026-03-10 12:00:00',
          end_time: '2026-03-10 12:01:04',
          retries: 2,
          failure_cause: 16,
          failure_cause_txt: 'Normal Clearing',
          id_agent: 1,
          trunk: 'SIP/carrier',
        });
        expect(await info(subject, { kind: 'outgoing', id: 88, campaignId: 1 })).toEqual({
          row: outgoing(88),
          campaignId: 1,
          phone: PHONE,
          status: 'Success',
          uniqueid: '1.21',
          durationS: 64,
          dialledAt: NOON - 10_000,
          answeredAt: NOON - 3_000,
          joinedAt: NOON - 3_000,
          linkedAt: NOON,
          endedAt: NOON + 64_000,
          retries: 2,
          failureCause: 16,
          failureText: 'Normal Clearing',
          trunk: 'SIP/carrier',
          queue: undefined,
          agent: 'Agent/412',
        });
      }));

    it('of a queue has its words and its queue', () =>
      withCall(async (subject) => {
        await subject.storage.apply([
          callJoined(),
          callLinked(),
          { kind: 'call-ended', row: incoming(1), at: NOON + 67_000, durationS: 60, short: false },
        ]);
        const stored = {
          ...unknown,
          row: incoming(1),
          campaignId: undefined,
          phone: PHONE,
          status: 'terminada',
          uniqueid: '1773140400.17',
          durationS: 60,
          joinedAt: NOON,
          linkedAt: NOON + 7_000,
          endedAt: NOON + 67_000,
          trunk: 'PJSIP/provider',
          queue: '9000',
          agent: 'Agent/412',
        };
        expect(await info(subject, { kind: 'incoming', id: 1 })).toEqual(stored);
        await insert(subject, 'campaign_entry', {
          id: 6,
          id_queue_call_entry: 1,
          datetime_init: '2026-01-01',
          datetime_end: '2026-12-31',
          daytime_init: '08:00:00',
          daytime_end: '20:00:00',
          script: '',
        });
        await subject.query('update call_entry set id_campaign = 6, id_agent = null');
        expect(await info(subject, { kind: 'incoming', id: 1 })).toEqual({
          ...stored,
          campaignId: 6,
          agent: undefined,
        });
      }));

    it('is not found in another campaign, in the other direction, or where there is none', () =>
      withCall(async (subject) => {
        await insertCampaign(subject, { id: 2 });
        await insertCall(subject, 2, { id: 2 });
        expect(await info(subject, { kind: 'outgoing', id: 1, campaignId: 2 })).toBeUndefined();
        expect(await info(subject, { kind: 'outgoing', id: 2, campaignId: 2 })).toBeDefined();
        expect(await info(subject, { kind: 'outgoing', id: 3, campaignId: 1 })).toBeUndefined();
        expect(await info(subject, { kind: 'incoming', id: 1 })).toBeUndefined();
      }));

    it('belongs to all agents that had it, of an outgoing one in its last attempt', () =>
      withCall(async (subject) => {
        const { calls } = subject.storage;
        const { storage, query } = subject;
        expect(await calls.agents(outgoing(1))).toEqual([]);
        expect(await calls.agents(outgoing(2))).toBeUndefined();
        expect(await calls.agents(incoming(1))).toBeUndefined();
        await query('update calls set id_agent = 2, retries = 2');
        expect(await calls.agents(outgoing(1))).toEqual(['Agent/9000']);
        const had = { row: outgoing(1), status: 'Success', agentRowId: 1 } as const;
        await storage.apply([progress({ ...had, id: 1, retry: 1 })]);
        expect(await calls.agents(outgoing(1))).toEqual(['Agent/9000']);
        await storage.apply([progress({ ...had, id: 2, retry: 2 })]);
        expect(await calls.agents(outgoing(1))).toEqual(['Agent/412', 'Agent/9000']);
        await storage.apply([
          callJoined(),
          callLinked(),
          progress({ id: 3, row: incoming(1), status: 'Success', agentRowId: 1 }),
          callLinked({ currentId: 6, agentRowId: 2 }),
        ]);
        expect(await calls.agents(incoming(1))).toEqual(['Agent/412', 'Agent/9000']);
      }));
  });
}
