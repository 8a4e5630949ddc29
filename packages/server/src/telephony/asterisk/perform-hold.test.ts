import { type AmiClient, type AmiField, AmiMessage } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../runtime/clock.js';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { OriginateGate } from './originate-gate.js';
import { DEFAULT_THROTTLE } from './originate-throttle.js';
import { park, retrieve } from './perform-hold.js';
import type { Performer } from './performer.js';
import { CALLBACK_AGENT, modelBench } from './testing/model-bench.js';

const CALL = 'customer' as CallId;
const CUSTOMER = { uniqueid: 'customer', name: 'PJSIP/customer-00000002' };

/** A caller is parked. `asked` is what Asterisk is asked for then: an action's name and its fields, or an Originate's request. */
function parked(): { readonly performer: Performer; readonly asked: unknown[] } {
  const { model, event } = modelBench();
  const customer = { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name };
  event('Newchannel', customer);
  event('QueueCallerJoin', { ...customer, Queue: '9000', CallerIDNum: '5550171' });
  event('ParkedCall', { ParkeeUniqueid: CUSTOMER.uniqueid, ParkingSpace: '701' });
  const asked: unknown[] = [];
  const success = { kind: 'success', message: '', response: new AmiMessage([]) } as const;
  const client = {
    newActionId: () => 'a1',
    action: async (name: string, fields: readonly AmiField[]) => {
      asked.push([name, ...fields.map(([field]) => field)]);
      return success;
    },
    originate: async (request: object) => {
      asked.push(request);
      return success;
    },
  } as unknown as AmiClient;
  const idle = (): void => {};
  const gate = new OriginateGate({ limits: DEFAULT_THROTTLE, clock: systemClock, onBehind: idle });
  const rest = { gate, contexts: DEFAULT_CONTEXTS, lot: undefined, ringMs: 30_000, report: idle, warn: idle };
  const newUniqueid = (): string => 'new';
  return { performer: { client, model, newUniqueid, ...rest }, asked };
}

async function retrievalOf(phone: string): Promise<unknown> {
  const { performer, asked } = parked();
  const intent = {
    kind: 'retrieve',
    agent: CALLBACK_AGENT,
    call: CALL,
    attempt: 1,
    slot: '701',
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
