import type { CallAgain, CallAgainResult } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { seedDemo } from '../demo/seed-demo.js';
import { type ContractBackend, type Row, type Subject, withStorage } from './contract-backend.js';
import { itWhere } from './it-where.js';
import { insert, insertAttributes, insertCall, insertCampaign, insertForms } from './sample-campaigns.js';
import { agentName, outgoing } from './sample-writes.js';

const WINDOW = { firstDay: '2026-03-11', lastDay: '2026-03-12', from: '09:00:00', until: '12:00:59' };
const AGAIN: CallAgain = {
  callId: 1,
  window: undefined,
  agent: undefined,
  phone: undefined,
  contactName: undefined,
};

/** Entering a customer into its campaign again (ECCP §8.3 schedulecall). */
export function callAgainContract(backend: ContractBackend): void {
  /** A test's body on the sample data and a finished call 1 of campaign 1. */
  const withCall = (body: (subject: Subject) => Promise<void>, campaign: Row = {}): Promise<void> =>
    withStorage(backend, async (subject) => {
      await seedDemo(subject.storage);
      await insertCampaign(subject, campaign);
      await insertCall(subject, 1, { id: 1, status: 'Success', retries: 2, id_agent: 1, uniqueid: '1.1' });
      await insertForms(subject);
      await body(subject);
    });
  const again = ({ storage }: Subject, wish: Partial<CallAgain> = {}): Promise<CallAgainResult> =>
    storage.calls.callAgain({ ...AGAIN, ...wish });
  const owner = backend.schema === 'lists' ? 'id_list' : 'id_campaign';

  describe('calling a customer again', () => {
    it('is a new contact of the same campaign, of the same list', () =>
      withCall(async (subject) => {
        expect(await again(subject)).toBe('scheduled');
        const unset = { date_init: null, date_end: null, time_init: null, time_end: null };
        expect(
          await subject.query(
            `select id, phone, status, retries, dnc, scheduled, agent, id_agent, uniqueid, ${Object.keys(unset).join(', ')} ` +
              `from calls where id > 1 and ${owner} = (select ${owner} from calls where id = 1)`,
          ),
        ).toEqual([
          {
            id: 2,
            phone: '612345678',
            status: null,
            retries: 0,
            dnc: 0,
            scheduled: 1,
            agent: null,
            id_agent: null,
            uniqueid: null,
            ...unset,
          },
        ]);
      }));

    it('may be at a time, by an agent, on another phone', () =>
      withCall(async (subject) => {
        const wish = { window: WINDOW, agent: agentName('Agent/412'), phone: '699' };
        expect(await again(subject, wish)).toBe('scheduled');
        expect(
          await subject.query(
            'select phone, agent, date_init, date_end, time_init, time_end from calls where id = 2',
          ),
        ).toEqual([
          {
            phone: '699',
            agent: 'Agent/412',
            date_init: '2026-03-11',
            date_end: '2026-03-12',
            time_init: '09:00:00',
            time_end: '12:00:59',
          },
        ]);
      }));

    it('takes along what was uploaded and entered', () =>
      withCall(async (subject) => {
        const { storage } = subject;
        await insertAttributes(subject, 1, [
          ['Name', 'Ana'],
          ['City', 'Lugo'],
        ]);
        await storage.calls.saveFormValues(outgoing(1), [
          { id: 7, value: 'no' },
          { id: 9, value: 'later' },
        ]);
        const before = await storage.calls.details(outgoing(1), '');
        expect(await again(subject)).toBe('scheduled');
        expect(await storage.calls.details(outgoing(2), '')).toEqual(before);
        expect(await storage.calls.details(outgoing(1), '')).toEqual(before);
      }));

    it('may give the customer another name, under the label that it had', () =>
      withCall(async (subject) => {
        const { storage } = subject;
        await insertAttributes(subject, 1, [
          ['Name', 'Ana'],
          ['City', 'Lugo'],
        ]);
        expect(await again(subject, { contactName: 'Eva "la" Núñez' })).toBe('scheduled');
        expect((await storage.calls.details(outgoing(2), '')).attributes).toEqual([
          { label: 'Name', value: 'Eva "la" Núñez', order: 1 },
          { label: 'City', value: 'Lugo', order: 2 },
        ]);
        expect((await storage.calls.details(outgoing(1), '')).attributes[0]?.value).toBe('Ana');
      }));

    it('names a customer who had no name', () =>
      withCall(async (subject) => {
        expect(await again(subject, { contactName: 'Eva' })).toBe('scheduled');
        expect((await subject.storage.calls.details(outgoing(2), '')).attributes).toEqual([
          { label: 'Campo1', value: 'Eva', order: 1 },
        ]);
      }));

    itWhere(backend.schema === 'lists')('takes along a document that nobody understands', () =>
      withCall(async (subject) => {
        await insert(subject, 'call_attribute', { id_call: 1, data: 'no JSON' });
        expect(await again(subject)).toBe('scheduled');
        expect(await subject.query('select data from call_attribute where id_call = 2')).toEqual([
          { data: 'no JSON' },
        ]);
      }),
    );

    it.each<[string, Partial<typeof WINDOW>, CallAgainResult]>([
      ['on the first day', { firstDay: '2026-01-01', lastDay: '2026-01-01' }, 'scheduled'],
      ['before the first day', { firstDay: '2025-12-31' }, 'days-outside-campaign'],
      ['after the last day', { lastDay: '2027-01-01' }, 'days-outside-campaign'],
      ['at the first and the last second', { from: '08:00:00', until: '20:00:00' }, 'scheduled'],
      ['before the hours', { from: '07:59:59' }, 'times-outside-campaign'],
      ['after the hours', { until: '20:00:01' }, 'times-outside-campaign'],
      ['over midnight', { from: '19:00:00', until: '09:00:00' }, 'times-outside-campaign'],
    ])('%s of the campaign', (_, window, result) =>
      withCall(async (subject) => {
        expect(await again(subject, { window: { ...WINDOW, ...window } })).toBe(result);
        expect(await subject.query('select count(*) as n from calls')).toEqual([
          { n: result === 'scheduled' ? 2 : 1 },
        ]);
      }),
    );

    it('may be in a night of a campaign that calls over midnight', () =>
      withCall(
        async (subject) => {
          expect(await again(subject, { window: { ...WINDOW, from: '23:00:00', until: '01:00:00' } })).toBe(
            'scheduled',
          );
          expect(await again(subject, { window: WINDOW })).toBe('times-outside-campaign');
        },
        { daytime_init: '22:00:00', daytime_end: '06:00:00' },
      ));

    it('may be at any hour of a campaign that ends when it begins', () =>
      withCall(
        async (subject) => {
          const window = { ...WINDOW, from: '00:00:00', until: '23:59:59' };
          expect(await again(subject, { window })).toBe('scheduled');
        },
        { daytime_init: '00:00:00', daytime_end: '00:00:00' },
      ));

    it('is not done twice for one phone and time, but for others', () =>
      withCall(async (subject) => {
        expect(await again(subject, { window: WINDOW })).toBe('scheduled');
        expect(await again(subject, { window: WINDOW })).toBe('duplicate');
        expect(await again(subject, { window: WINDOW, agent: agentName('Agent/412') })).toBe('duplicate');
        expect(await again(subject, { window: WINDOW, phone: '699' })).toBe('scheduled');
        expect(await again(subject, { window: { ...WINDOW, until: '12:00:00' } })).toBe('scheduled');
        // Without a time it is an ordinary contact, of which there may be several.
        expect(await again(subject)).toBe('scheduled');
        expect(await again(subject)).toBe('scheduled');
        await insertCampaign(subject, { id: 2 });
        await insertCall(subject, 2, { id: 20 });
        expect(await again(subject, { callId: 20, window: WINDOW })).toBe('scheduled');
      }));

    it('is refused for a call that is not there', () =>
      withCall(async (subject) => {
        expect(await again(subject, { callId: 99 })).toBe('call-unknown');
      }));

    it('opens a campaign again that was finished for want of contacts, but none that was switched off', () =>
      withCall(
        async (subject) => {
          const states = 'select id, estatus from campaign order by id';
          await insertCampaign(subject, { id: 2, estatus: 'I' });
          await insertCall(subject, 2, { id: 20 });
          for (const callId of [1, 20]) expect(await again(subject, { callId })).toBe('scheduled');
          expect(await subject.query(states)).toEqual([
            { id: 1, estatus: 'A' },
            { id: 2, estatus: 'I' },
          ]);
        },
        { estatus: 'T' },
      ));

    itWhere(backend.schema === 'lists')('opens a finished list again, but none that was stopped', () =>
      withCall(async (subject) => {
        const status = 'select status from campaign_lists';
        await subject.query('update campaign_lists set status = 3');
        await again(subject);
        expect(await subject.query(status)).toEqual([{ status: 1 }]);
        await subject.query('update campaign_lists set status = 2');
        await again(subject);
        expect(await subject.query(status)).toEqual([{ status: 2 }]);
      }),
    );

    it('does not suffer from values that are too long', () =>
      withCall(async (subject) => {
        const wish = {
          phone: '6'.repeat(40),
          contactName: 'n'.repeat(200),
          agent: agentName(`Agent/${'4'.repeat(40)}`),
        };
        expect(await again(subject, wish)).toBe('scheduled');
        expect(
          await subject.query('select length(phone) as p, length(agent) as a from calls where id = 2'),
        ).toEqual([{ p: 32, a: 32 }]);
        const [name] = (await subject.storage.calls.details(outgoing(2), '')).attributes;
        expect(name?.value.length).toBe(subject.schema === 'lists' ? 200 : 128);
      }));
  });
}
