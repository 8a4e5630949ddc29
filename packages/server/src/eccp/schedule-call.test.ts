import type { CallAgain } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { inZone } from '../testing/in-zone.js';
import { selling } from '../testing/outgoing-calls.js';
import { external, held, loggedIn } from '../testing/situations.js';
import { command, ROSA, TestServer } from '../testing/test-server.js';
import type { WireClient } from '../testing/wire-client.js';

const DONE = '<response id="x"><schedulecall_response><success/></schedulecall_response></response>';
const SCHEDULE =
  '<schedule><date_init>2030-05-03</date_init><date_end>2030-05-02</date_end><time_init>09:00:00</time_init><time_end>12:00:00</time_end></schedule>';
const NAMED = '<campaign_type>outgoing</campaign_type><call_id>120</call_id>';
const CURRENT: CallAgain = {
  callId: 88,
  window: undefined,
  agent: undefined,
  phone: undefined,
  contactName: undefined,
};
const WINDOW = { firstDay: '2030-05-02', lastDay: '2030-05-03', from: '09:00:00', until: '12:00:00' };

const schedule = (client: WireClient, args: string): Promise<string> =>
  client.ask('x', command('schedulecall', ROSA, args));

describe('schedulecall, ECCP §8.3', () => {
  it.each<[string, string, Partial<CallAgain>]>([
    ['at the end of the campaign', '', {}],
    ['on days in the wrong order', SCHEDULE, { window: WINDOW }],
    ['by the same agent', `${SCHEDULE}<sameagent>1</sameagent>`, { window: WINDOW, agent: ROSA }],
    ['by any agent', `${SCHEDULE}<sameagent>0</sameagent>`, { window: WINDOW }],
    ['on another phone', '<newphone>0991234567</newphone>', { phone: '0991234567' }],
    ['under another name', '<newcontactname>Ana P.</newcontactname>', { contactName: 'Ana P.' }],
    ['under the name that is there', '<newcontactname> </newcontactname>', {}],
    ['for a call that the client names', NAMED, { callId: 120 }],
    ['for the current call where only the type is named', '<campaign_type>x</campaign_type>', {}],
  ])('%s', async (_, args, wish) => {
    await using one = await TestServer.start();
    const client = await one.loggedIn();
    await selling(one, client);
    expect(await schedule(client, args)).toBe(DONE);
    expect(one.calls.wishes).toEqual([{ ...CURRENT, ...wish }]);
  });

  it('takes the current call for a named one that is not there', async () => {
    await using one = await TestServer.start();
    const client = await one.loggedIn();
    await selling(one, client);
    one.calls.again = ({ callId }) => (callId === 120 ? 'call-unknown' : 'scheduled');
    expect(await schedule(client, NAMED)).toBe(DONE);
    expect(one.calls.wishes.map(({ callId }) => callId)).toEqual([120, 88]);
  });

  it.each([
    ['without a call', loggedIn],
    ['with a caller on hold', held],
    ['that dialled in by itself', external],
  ])('may name a call for an agent %s', async (_, arrange) => {
    await using one = await TestServer.start();
    const client = await one.loggedIn();
    await arrange(one, client);
    expect(await schedule(client, NAMED)).toBe(DONE);
  });

  // It is ten in the morning of 1 March 2026 in London.
  describe.each([
    ['Pacific/Pago_Pago', '2026-02-28', DONE],
    ['America/Guayaquil', '2026-02-28', expect.stringContaining('date_init before current date')],
    ['America/Guayaquil', '2026-03-01', DONE],
    ['Pacific/Kiritimati', '2026-03-01', expect.stringContaining('date_init before current date')],
    ['Pacific/Kiritimati', '2026-03-02', DONE],
  ])('in %s', (zone, day, answer) => {
    inZone(zone);
    it(`from ${day} on`, async () => {
      await using one = await TestServer.start();
      const client = await one.loggedIn();
      await selling(one, client);
      const from = SCHEDULE.replace('2030-05-03', day);
      expect(await schedule(client, from)).toEqual(answer);
    });
  });
});
