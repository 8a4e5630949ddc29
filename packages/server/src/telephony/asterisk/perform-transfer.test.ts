import { type AmiClient, AmiMessage } from '@openeccp/ami';
import type { CallId, QueueName, TelephonyFact } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { performTransfer } from './perform-transfer.js';
import { modelBench } from './testing/model-bench.js';

const CALL = 'customer' as CallId;
const CUSTOMER = { uniqueid: 'customer', name: 'PJSIP/customer-00000002' };
const TO_QUEUE = {
  kind: 'redirect',
  call: CALL,
  attempt: 7,
  customer: CUSTOMER,
  to: { kind: 'queue', queue: '9000' as QueueName },
} as const;

/** A customer is to be sent on, and something happens while Asterisk is asked whether that is possible. */
async function sent(calledOff: number | undefined): Promise<{ asked: string[]; told: unknown[] }> {
  const { model, event } = modelBench();
  event('Newchannel', { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name });
  event('QueueCallerJoin', { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name, Queue: '9000' });
  const asked: string[] = [];
  const told: TelephonyFact[] = [];
  const client = {
    action: async (name: string) => {
      asked.push(name);
      return { kind: 'success', message: '', response: new AmiMessage([['Value', '1']]) };
    },
  } as unknown as AmiClient;
  const performer = {
    client,
    model,
    contexts: DEFAULT_CONTEXTS,
    lot: undefined,
    ringMs: 30_000,
    report: (fact: TelephonyFact): void => void told.push(fact),
    warn: (): void => {},
    newUniqueid: (): string => 'new',
  };
  const redirected = performTransfer(performer, TO_QUEUE);
  if (calledOff !== undefined) {
    await performTransfer(performer, { kind: 'call-off-redirect', call: CALL, attempt: calledOff });
  }
  await redirected;
  return { asked: asked.filter((name) => name === 'Redirect'), told };
}

describe('a customer who is to be sent on', () => {
  it('is not, if that was called off while Asterisk was asked whether it is possible', async () => {
    const { asked, told } = await sent(TO_QUEUE.attempt);
    expect(asked).toEqual([]);
    expect(told).toMatchObject([{ kind: 'redirect-answered', attempt: 7, result: 'refused' }]);
  });

  it.each([undefined, 6])('is, if nothing or another redirect was called off: %s', async (calledOff) => {
    const { asked, told } = await sent(calledOff);
    expect(asked).toEqual(['Redirect']);
    expect(told).toMatchObject([{ kind: 'redirect-answered', attempt: 7, result: 'accepted' }]);
  });
});
