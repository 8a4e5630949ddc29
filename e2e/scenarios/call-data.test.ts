import type { SqlStorage } from '@openeccp/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulatorBackend } from '../backends/simulator.js';
import { type MariaDb, startMariaDb } from '../lab/mariadb.js';
import { describeWith } from '../lab/requirements.js';
import { POOL_AGENT, withConsole } from './console.js';

const CALLER = '5550171';
const INFO = '<campaign_type>incoming</campaign_type><call_id>1</call_id>';
const FORMS = '<forms><form id="2"><field id="7">interested</field></form></forms>';

describe('data of calls on SQLite', () => {
  it('is there when the event is, and stays with the call', () => playThrough('sqlite::memory:'));
});

describeWith(['mariadb'], 'data of calls on MariaDB', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  });
  afterAll(() => server.close());

  it('is there when the event is, and stays with the call', () => playThrough(server.url));
});

/** An agent takes a call of somebody known, fills in a form, corrects the contact, and has an older customer called. */
async function playThrough(database: string): Promise<void> {
  await using backend = await startSimulatorBackend({ parking: 'own' });
  await withConsole(
    backend,
    POOL_AGENT,
    async ({ wire, act, logIn }, { storage }) => {
      await insertSample(storage);
      await logIn();
      await backend.customerCalls(POOL_AGENT.queue);
      const linked = await wire.event(/^agentlinked\./);
      expect(linked).toContain('agentlinked.call_attributes.attribute.value = Ana');
      expect(linked).toContain('agentlinked.matching_contacts.contact.attribute.label = cedula_ruc');

      const info = (): Promise<readonly string[]> => wire.ask('getcallinfo', INFO);
      const talking = await info();
      expect(talking).toEqual(expect.arrayContaining(['status = activa', 'agent_number = Agent/412']));
      expect(talking.filter((line) => line.startsWith('call_attributes'))).toEqual(
        linked.flatMap((line) => /^agentlinked\.(call_attributes.*)/.exec(line)?.[1] ?? []),
      );
      expect(await act('setcontact', '<call_id>1</call_id><contact_id>2</contact_id>')).toEqual(['success']);
      const saved = `<campaign_type>incoming</campaign_type><call_id>1</call_id>${FORMS}`;
      expect(await act('saveformdata', saved)).toEqual(['success']);
      await act('hangup');
      await wire.event(/^agentunlinked\./);
      expect(await info()).toEqual(
        expect.arrayContaining([
          'status = terminada',
          'call_attributes.attribute.value = Eva',
          'call_survey.form.field.value = interested',
        ]),
      );

      expect(await act('schedulecall')).toContain('failure.message = Not in outgoing call');
      const named =
        '<campaign_type>outgoing</campaign_type><call_id>88</call_id><newcontactname>Eva</newcontactname>';
      expect(await act('schedulecall', named)).toEqual(['success']);
      const again = await wire.ask('getcallinfo', '<campaign_id>3</campaign_id><call_id>89</call_id>');
      expect(again).toEqual(
        expect.arrayContaining(['phone = 5550199', 'retries = 0', 'call_attributes.attribute.value = Eva']),
      );
    },
    { database },
  );
}

/** Two contacts, a form, and a campaign with a customer that was called. */
async function insertSample({ database: { db } }: SqlStorage): Promise<void> {
  const contacts = [
    { id: 1, name: 'Ana', apellido: 'Paz', telefono: CALLER, cedula_ruc: '17' },
    { id: 2, name: 'Eva', apellido: 'Paz', telefono: '5550172', cedula_ruc: '18' },
  ];
  await db.insertInto('contact').values(contacts).execute();
  await db.insertInto('form').values({ id: 2, nombre: 'Sale', descripcion: '' }).execute();
  await db
    .insertInto('form_field')
    .values({ id: 7, id_form: 2, etiqueta: 'Result', tipo: 'LIST', value: 'interested,no,', orden: 1 })
    .execute();
  await db
    .insertInto('campaign')
    .values({
      id: 3,
      name: 'Spring',
      datetime_init: '2026-01-01',
      datetime_end: '2099-12-31',
      daytime_init: '00:00:00',
      daytime_end: '23:59:59',
      context: 'from-internal',
      queue: '9000',
      script: '',
    })
    .execute();
  await db
    .insertInto('calls')
    .values({ id: 88, id_campaign: 3, phone: '5550199', status: 'Success' })
    .execute();
  await db
    .insertInto('call_attribute')
    .values({ id_call: 88, columna: 'Name', value: 'Ana', column_number: 1 })
    .execute();
}
