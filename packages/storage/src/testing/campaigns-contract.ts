import { describe, expect, it } from 'vitest';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { withTables } from './found-schema.js';
import { legacySchema } from './legacy-schema.js';
import { insert, insertCampaign, insertIncomingCampaign } from './sample-campaigns.js';

export function campaignsContract(backend: ContractBackend): void {
  const withData = (body: (subject: Subject) => Promise<void>): Promise<void> =>
    withStorage(backend, async (subject) => {
      await insert(subject, 'queue_call_entry', { id: 1, queue: '8000' });
      await body(subject);
    });

  describe('campaign list', () => {
    const withCampaigns = (body: (subject: Subject) => Promise<void>): Promise<void> =>
      withData(async (subject) => {
        await insertCampaign(subject, { id: 2, name: 'Spring 100%', estatus: 'T' });
        await insertCampaign(subject, { id: 1, name: 'autumn', datetime_init: '2026-09-01', estatus: 'I' });
        await insertIncomingCampaign(subject, { id: 1, name: 'Spring help', datetime_init: '2026-03-01' });
        await body(subject);
      });
    const help = { kind: 'incoming', id: 1, name: 'Spring help', state: 'active' };
    const autumn = { kind: 'outgoing', id: 1, name: 'autumn', state: 'inactive' };
    const spring = { kind: 'outgoing', id: 2, name: 'Spring 100%', state: 'finished' };

    it.each([
      ['all of it, incoming first', {}, [help, autumn, spring]],
      ['one kind', { kind: 'outgoing' }, [autumn, spring]],
      ['the active', { state: 'active' }, [help]],
      ['the inactive', { state: 'inactive' }, [autumn]],
      ['the finished of a kind that has none', { kind: 'incoming', state: 'finished' }, []],
      ['a part of the name', { name: 'pring' }, [help, spring]],
      ['letters that mean something to SQL', { name: '0%' }, [spring]],
      ['nothing but such letters', { name: '_' }, []],
      ['letters that no column can hold', { name: '😀' }, []],
      ['starting days', { startsFrom: '2026-03-01', startsBefore: '2026-09-01' }, [help]],
      ['a page', { page: { offset: 1, limit: 1 } }, [autumn]],
      ['a page behind the end', { kind: 'incoming', page: { offset: 1, limit: 5 } }, []],
    ] as const)('is filtered by %s', (_, filter, expected) =>
      withCampaigns(async ({ storage }) => {
        expect(await storage.listCampaigns(filter)).toEqual(expected);
      }),
    );
  });

  describe('a campaign', () => {
    it('of outgoing calls has its dialling, addresses and forms', () =>
      withData(async (subject) => {
        const { storage, schema } = subject;
        for (const [id, active] of [
          [1, 1],
          [2, 0],
          [3, 1],
        ] as const) {
          const url = {
            id,
            urltemplate: `http://crm/${id}`,
            description: `CRM ${id}`,
            opentype: 'iframe',
            active,
          };
          await insert(subject, 'campaign_external_url', url);
        }
        const others = schema === 'classic' ? { id_url2: 2, id_url3: 3 } : {};
        await insertCampaign(subject, {
          id: 7,
          script: '&lt;b&gt;Hola, &iquest;qu&eacute; tal?&lt;/b&gt;',
          trunk: 'SIP/carrier',
          retries: 3,
          max_canales: 10,
          id_url: 1,
          ...others,
        });
        await insertForm(subject, 1, [
          { id: 11, etiqueta: 'Result', value: 'yes,no,', tipo: 'LIST', orden: 2 },
          { id: 12, etiqueta: 'Remarks', value: 'none', tipo: 'TEXTAREA', orden: 1 },
        ]);
        await insertForm(subject, 2, []);
        for (const id_form of [1, 2]) await insert(subject, 'campaign_form', { id_campaign: 7, id_form });
        expect(await storage.campaign('outgoing', 7)).toEqual({
          kind: 'found',
          campaign: {
            kind: 'outgoing',
            id: 7,
            name: 'Spring offer',
            state: 'active',
            firstDay: '2026-01-01',
            lastDay: '2026-12-31',
            opensAt: '08:00:00',
            closesAt: '20:00:00',
            queue: '8000',
            script: '<b>Hola, ¿qué tal?</b>',
            retries: 3,
            trunk: 'SIP/carrier',
            context: 'from-internal',
            maxChannels: 10,
            urls: [
              { template: 'http://crm/1', description: 'CRM 1', openType: 'iframe' },
              undefined,
              schema === 'classic'
                ? { template: 'http://crm/3', description: 'CRM 3', openType: 'iframe' }
                : undefined,
            ],
            forms: [
              {
                id: 1,
                name: 'Form 1',
                description: 'Description 1',
                active: true,
                fields: [
                  { id: 12, order: 1, label: 'Remarks', type: 'TEXTAREA', options: [], defaultValue: 'none' },
                  {
                    id: 11,
                    order: 2,
                    label: 'Result',
                    type: 'LIST',
                    options: ['yes', 'no'],
                    defaultValue: '',
                  },
                ],
              },
            ],
          },
        });
      }));

    it('of incoming calls has its queue, and no dialling', () =>
      withData(async (subject) => {
        await insertIncomingCampaign(subject, { id: 3, estatus: 'I' });
        expect(await subject.storage.campaign('incoming', 3)).toEqual({
          kind: 'found',
          campaign: {
            kind: 'incoming',
            id: 3,
            name: 'Help',
            state: 'inactive',
            firstDay: '2026-01-01',
            lastDay: '2026-12-31',
            opensAt: '08:00:00',
            closesAt: '20:00:00',
            queue: '8000',
            script: '',
            urls: [undefined, undefined, undefined],
            forms: [],
          },
        });
      }));

    it('without trunk leaves the way to the dialplan; that of the other kind is another', () =>
      withData(async (subject) => {
        await insertCampaign(subject, { id: 1, trunk: null });
        const result = await subject.storage.campaign('outgoing', 1);
        expect(result).toMatchObject({ campaign: { trunk: undefined, maxChannels: 0 } });
        expect(await subject.storage.campaign('incoming', 1)).toEqual({ kind: 'not-found' });
        expect(await subject.storage.campaign('outgoing', 99)).toEqual({ kind: 'not-found' });
      }));

    it('has a queue, or is none', () =>
      withData(async (subject) => {
        const { storage } = subject;
        await insertCampaign(subject, { id: 1, queue: '9100' });
        await insertIncomingCampaign(subject, { id: 2 });
        expect(await storage.campaignQueue('outgoing', 1)).toBe('9100');
        expect(await storage.campaignQueue('incoming', 2)).toBe('8000');
        expect(await storage.campaignQueue('incoming', 1)).toBeUndefined();
      }));

    it.each([
      ['form_field', 'form-fields'],
      ['form', 'form-names'],
    ])('whose forms lack table %s is told apart from one that is not there', (table, part) =>
      withData(async (subject) => {
        await insertCampaign(subject);
        await insertForm(subject, 1, [{ id: 1, etiqueta: 'x', value: '', tipo: 'TEXT', orden: 1 }]);
        await insert(subject, 'campaign_form', { id_campaign: 1, id_form: 1 });
        await subject.query(`alter table ${table} rename to lost`);
        expect(await subject.storage.campaign('outgoing', 1)).toEqual({ kind: 'unreadable', part });
        expect(await subject.storage.campaign('outgoing', 2)).toEqual({ kind: 'not-found' });
      }),
    );
  });

  describe('queue script', () => {
    it('is that of an active row, if there is one', () =>
      withStorage(backend, async (subject) => {
        const { storage } = subject;
        await insert(subject, 'queue_call_entry', { queue: '1', estatus: 'I', script: 'old' });
        await insert(subject, 'queue_call_entry', { queue: '1', estatus: 'A', script: 'new' });
        await insert(subject, 'queue_call_entry', { queue: '2', estatus: 'I', script: 'off' });
        await insert(subject, 'queue_call_entry', { queue: '3', estatus: 'A', script: null });
        const scripts = ['1', '2', '3', '4', '😀', '9'.repeat(60)].map((queue) => storage.queueScript(queue));
        expect(await Promise.all(scripts)).toEqual(['new', 'off', '', undefined, undefined, undefined]);
      }));
  });

  describe('incoming queues', () => {
    it('are listed by their ids, whole or in pages', () =>
      withStorage(backend, async (subject) => {
        await insert(subject, 'queue_call_entry', { queue: '8001' });
        await insert(subject, 'queue_call_entry', { queue: '8000', estatus: 'I' });
        const both = [
          { id: 1, name: '8001', active: true },
          { id: 2, name: '8000', active: false },
        ];
        expect(await subject.storage.listIncomingQueues()).toEqual(both);
        expect(await subject.storage.listIncomingQueues({ offset: 1, limit: 5 })).toEqual(both.slice(1));
      }));
  });
}

/** Databases without what campaigns need, and those with it in an older form. */
export function olderCampaignsContract(backend: ContractBackend): void {
  describe('campaigns of an upgraded installation', () => campaignsContract(withTables(backend, 'upgraded')));

  describe('campaigns of an old installation without them', () => {
    it('are none', () =>
      withStorage(
        backend,
        async ({ storage }) => {
          expect(await storage.listCampaigns({})).toEqual([]);
          expect(await storage.campaign('outgoing', 1)).toEqual({ kind: 'not-found' });
          expect(await storage.campaign('incoming', 1)).toEqual({ kind: 'not-found' });
        },
        { prepare: legacySchema(backend.kind), open: { migrate: false } },
      ));
  });
}

async function insertForm(subject: Subject, id: number, fields: readonly Row[]): Promise<void> {
  await insert(subject, 'form', { id, nombre: `Form ${id}`, descripcion: `Description ${id}` });
  for (const field of fields) await insert(subject, 'form_field', { id_form: id, ...field });
}
