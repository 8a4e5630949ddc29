import type { CallId, QueueName } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { afterEndOfTurn } from '../../runtime/end-of-turn.js';
import { performTransfer } from './perform-transfer.js';
import { performerBench } from './testing/performer-bench.js';

const CALL = 'customer' as CallId;
const CUSTOMER = { uniqueid: 'customer', name: 'PJSIP/customer-00000002' };
const TO_QUEUE = {
  kind: 'redirect',
  call: CALL,
  attempt: 7,
  customer: CUSTOMER,
  to: { kind: 'queue', queue: '9000' as QueueName },
} as const;

/** A customer is to be sent on, and a redirect is called off at the end of the turn in which Asterisk says that it is possible. */
async function sentOn(calledOff: number | undefined) {
  const { performer, asked, told, event } = performerBench();
  const customer = { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name };
  event('Newchannel', customer);
  event('QueueCallerJoin', { ...customer, Queue: '9000' });
  const redirected = performTransfer(performer, TO_QUEUE);
  if (calledOff !== undefined) {
    const intent = { kind: 'call-off-redirect', call: CALL, attempt: calledOff } as const;
    afterEndOfTurn(() => void performTransfer(performer, intent));
  }
  await redirected;
  return { asked: asked.flatMap((what) => (Array.isArray(what) ? [what[0]] : [])), told };
}

describe('a customer who is to be sent on', () => {
  it('is not, if that was called off while Asterisk was asked whether it is possible', async () => {
    const { asked, told } = await sentOn(TO_QUEUE.attempt);
    expect(asked).not.toContain('Redirect');
    expect(told).toMatchObject([{ kind: 'redirect-answered', attempt: 7, result: 'refused' }]);
  });

  it.each([undefined, 6])('is, if nothing or another redirect was called off: %s', async (calledOff) => {
    const { asked, told } = await sentOn(calledOff);
    expect(asked).toContain('Redirect');
    expect(told).toMatchObject([{ kind: 'redirect-answered', attempt: 7, result: 'accepted' }]);
  });
});
