import type { AgentName, CallId, QueueName } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { afterEndOfTurn } from '../../runtime/end-of-turn.js';
import type { IntentResponse } from './intent-client.js';
import { performTransfer } from './perform-transfer.js';
import { factText, POOL_AGENT } from './testing/model-bench.js';
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

const LINE = { uniqueid: 'line', name: 'PJSIP/412-00000001' };
const SIMPLE = { BridgeTechnology: 'simple_bridge' };

/** An agent of the pool talks to its customer, and Asterisk answers a Redirect like that. */
function talking(answered: () => IntentResponse | undefined) {
  const bench = performerBench();
  const line = { Uniqueid: LINE.uniqueid, Channel: LINE.name };
  const customer = { Uniqueid: CUSTOMER.uniqueid, Channel: CUSTOMER.name };
  for (const channel of [line, customer]) bench.event('Newchannel', channel);
  bench.event('AgentLogin', { ...line, Agent: '412' });
  bench.event('QueueCallerJoin', { ...customer, Queue: '9000' });
  for (const channel of [line, customer]) {
    bench.event('BridgeEnter', { ...channel, BridgeUniqueid: 'b', ...SIMPLE });
  }
  const { client } = bench.performer;
  const action: typeof client.action = async (name, ...more) =>
    (name === 'Redirect' ? answered() : undefined) ?? client.action(name, ...more);
  const performer = { ...bench.performer, client: { ...client, action } };
  return {
    ...bench,
    performer,
    told: () => bench.told.splice(0).map(factText),
    parts: () => [
      ...bench.event('BridgeLeave', { ...customer, BridgeUniqueid: 'b' }),
      ...bench.event('BridgeLeave', { ...line, BridgeUniqueid: 'b' }),
    ],
    waits: () =>
      bench.event('BridgeEnter', {
        ...customer,
        BridgeUniqueid: 'w',
        BridgeTechnology: 'holding_bridge',
        Context: 'openeccp-hold',
      }),
    leavesRoom: () => bench.event('BridgeLeave', { ...customer, BridgeUniqueid: 'w' }),
  };
}

const CONSULT = {
  kind: 'consult',
  call: CALL,
  attempt: 3,
  agent: POOL_AGENT as AgentName,
  agentChannel: LINE,
  customer: CUSTOMER,
  target: '505',
} as const;

const SEPARATED = 'call-separated Agent/412';
const STRANDED = 'caller-in-waiting-room';
const broken = { kind: 'disconnected', reason: 'Asterisk closed the connection', sent: true } as const;
const late = { kind: 'timeout', afterMs: 10_000, sent: true } as const;

describe('a customer who is to wait while its agent consults somebody', () => {
  it('is looked for after the reconnection, when the connection broke before Asterisk said that it waits', async () => {
    const { performer, model, told } = talking(() => broken);
    await performTransfer(performer, CONSULT);
    expect(told()).toEqual([]);
    expect(model.consultations.isFor(CALL)).toBe(true);
  });

  it('waits, also when Asterisk does not say so', async () => {
    const bench = talking(() => {
      bench.parts();
      bench.waits();
      return late;
    });
    await performTransfer(bench.performer, CONSULT);
    expect(bench.told()).toEqual(['consultation-started']);
    expect(bench.asked).toContainEqual(expect.objectContaining({ channelId: 'consult-3-customer' }));
    expect(bench.settle()).toEqual([]);
  });

  it('is with its agent until it is seen to leave it, and does not wait for nobody', async () => {
    const bench = talking(() => late);
    await performTransfer(bench.performer, CONSULT);
    expect(bench.told()).toEqual(['consultation-started']);
    bench.parts();
    bench.waits();
    expect(bench.settle()).toEqual([SEPARATED, STRANDED]);
    bench.leavesRoom();
    expect(bench.model.settle(CALL)).toEqual([]);
  });
});

describe('a customer whom Asterisk sends on when nobody waits for that any more', () => {
  it.each(['before', 'after'])('is seen to leave its agent %s the answer', async (when) => {
    const bench = talking(() => {
      bench.model.redirects.end(CALL, TO_QUEUE.attempt);
      if (when === 'before') expect(bench.parts()).toEqual([]);
      return undefined;
    });
    await performTransfer(bench.performer, { ...TO_QUEUE, to: { kind: 'extension', exten: '505' } });
    if (when === 'after') bench.parts();
    expect([...bench.told(), ...bench.settle()]).toEqual(['redirect-answered', SEPARATED]);
  });
});
