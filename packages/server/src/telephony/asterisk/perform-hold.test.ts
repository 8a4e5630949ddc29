import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { park, retrieve } from './perform-hold.js';
import { CALLBACK_AGENT } from './testing/model-bench.js';
import { type PerformerBench, performerBench } from './testing/performer-bench.js';

const CALL = 'customer' as CallId;
const CUSTOMER = { uniqueid: 'customer', name: 'PJSIP/customer-00000002' };

function parked(): PerformerBench {
  const bench = performerBench();
  const customer = { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name };
  bench.event('Newchannel', customer);
  bench.event('QueueCallerJoin', { ...customer, Queue: '9000', CallerIDNum: '5550171' });
  bench.event('ParkedCall', { ParkeeUniqueid: CUSTOMER.uniqueid, ParkingSpace: '701' });
  return bench;
}

async function retrievalOf(phone: string): Promise<unknown> {
  const { performer, asked } = parked();
  const intent = {
    kind: 'retrieve',
    agent: CALLBACK_AGENT,
    call: CALL,
    attempt: 1,
    phone,
  } as const;
  await retrieve(performer, intent);
  return asked[0];
}

describe('what Asterisk is asked for', () => {
  it('parking names nobody to whom the slot would be announced', async () => {
    const { performer, asked } = parked();
    await park(performer, { kind: 'park', agent: CALLBACK_AGENT, call: CALL, customer: CUSTOMER });
    expect(asked).toEqual([['Park', 'Channel']]);
  });

  it('the phone that a held customer comes back to shows its number', async () => {
    expect(await retrievalOf('5550171')).toMatchObject({ callerId: '"5550171" <5550171>' });
  });

  it('a number that is none is not shown', async () => {
    expect(await retrievalOf('5550171\r\nAction: x')).not.toHaveProperty('callerId');
  });
});
