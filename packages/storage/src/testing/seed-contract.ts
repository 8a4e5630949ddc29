import { describe, expect, it } from 'vitest';
import { seedCampaigns } from '../demo/seed-campaigns.js';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { legacySchema } from './legacy-schema.js';
import { NOON } from './sample-writes.js';

export function seedContract(backend: ContractBackend): void {
  describe('sample campaigns', () => {
    const withSamples = (body: (subject: Subject) => Promise<void>): Promise<void> =>
      withStorage(backend, async (subject) => {
        await seedDemo(subject.storage);
        await seedCampaigns(subject.storage, NOON);
        await body(subject);
      });

    it('are of both directions, with URLs, scripts and forms of every type', () =>
      withSamples(async ({ storage, schema }) => {
        const campaigns = await storage.listCampaigns({});
        expect(campaigns.map(({ kind, name, state }) => [kind, name, state])).toEqual([
          ['incoming', 'Customer service', 'active'],
          ['incoming', 'Winter hotline', 'inactive'],
          ['outgoing', 'Spring offer', 'inactive'],
          ['outgoing', 'Renewals', 'inactive'],
        ]);
        const result = await storage.campaign('outgoing', campaigns[2]?.id ?? 0);
        if (result.kind !== 'found') throw new Error(result.kind);
        const { forms, urls, firstDay, lastDay, script } = result.campaign;
        expect([firstDay, lastDay]).toEqual(['2026-01-01', '2027-12-31']);
        expect(script).toContain('<b>spring offer</b>');
        expect(forms[0]?.fields.map(({ type }) => type)).toEqual([
          'LABEL',
          'TEXT',
          'LIST',
          'DATE',
          'TEXTAREA',
        ]);
        const filled = urls.filter((url) => url !== undefined).map(({ openType }) => openType);
        expect(filled).toEqual(schema === 'classic' ? ['iframe', 'window', 'jsonp'] : ['iframe']);
      }));

    it('have contacts with their attributes, which may be called once somebody switches the campaign on', () =>
      withSamples(async ({ storage, schema, query }) => {
        const { contacts } = await storage.loadTallies(() => []);
        expect(contacts.map((count) => count.contacts)).toEqual([6, 1]);
        const details = await storage.calls.details({ kind: 'outgoing', id: 1 }, '');
        expect(details.attributes).toEqual([
          { label: 'Name', value: 'Ana Pérez', order: 1 },
          { label: 'City', value: 'Guayaquil', order: 2 },
          { label: 'Customer since', value: '2015', order: 3 },
        ]);
        if (schema === 'lists') {
          expect(await query('select status, total_calls from campaign_lists order by id')).toEqual([
            { status: 1, total_calls: 6 },
            { status: 1, total_calls: 1 },
          ]);
        }
      }));

    it('are added once, and what has been changed since stays', () =>
      withSamples(async ({ storage, query }) => {
        await query("update campaign set estatus = 'A', script = 'mine' where name = 'Spring offer'");
        const all = async (): Promise<readonly (readonly Row[])[]> =>
          Promise.all(
            ['campaign', 'campaign_entry', 'calls', 'call_attribute', 'form', 'form_field', 'contact'].map(
              (table) => query(`select * from ${table} order by id`),
            ),
          );
        const before = await all();
        await seedDemo(storage);
        await seedCampaigns(storage, NOON + 400 * 86_400_000);
        expect(await all()).toEqual(before);
      }));
  });
}

/** A database without tables of campaigns gets none of them. */
export function seedOldContract(backend: ContractBackend): void {
  it('sample campaigns are not added to an old installation', () =>
    withStorage(
      backend,
      async ({ storage }) => {
        await seedCampaigns(storage, NOON);
        expect(await storage.listCampaigns({})).toEqual([]);
      },
      { prepare: legacySchema(backend.kind), open: { migrate: false } },
    ));
}
