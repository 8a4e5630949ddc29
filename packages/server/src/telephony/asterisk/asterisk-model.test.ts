import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ModelBench, modelBench, POOL_AGENT } from './testing/model-bench.js';

const LINE = { Uniqueid: 'line', Channel: 'PJSIP/412-00000001' };
const CUSTOMER = { Uniqueid: 'customer', Channel: 'PJSIP/customer-00000002' };
const PHONE = { Uniqueid: 'phone', Channel: 'PJSIP/101-00000003' };
const ONE = { Uniqueid: 'one', Channel: 'Local/412@agents-00000000;1' };
const TWO = { Uniqueid: 'two', Channel: 'Local/412@agents-00000000;2' };
const LOGIN = { kind: 'login', agent: POOL_AGENT, attempt: 7, uniqueid: 'line', cancelled: false } as const;

/** Agent 412 is on its line, a customer waits in queue 9000. */
function waiting(): ModelBench {
  const bench = modelBench();
  for (const channel of [LINE, CUSTOMER]) bench.event('Newchannel', channel);
  bench.event('AgentLogin', { ...LINE, Agent: '412' });
  bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000', CallerIDNum: '5550171' });
  return bench;
}

/** They talk in bridge `b`. */
function talking(): ModelBench {
  const bench = waiting();
  enter(bench, CUSTOMER, 'b');
  enter(bench, LINE, 'b');
  return bench;
}

type Leg = Readonly<Record<'Uniqueid' | 'Channel', string>>;

function enter(
  { event }: ModelBench,
  channel: Leg,
  bridge: string,
  technology = 'simple_bridge',
): readonly string[] {
  return event('BridgeEnter', { ...channel, BridgeUniqueid: bridge, BridgeTechnology: technology });
}

function leave({ event }: ModelBench, channel: Leg, bridge: string): readonly string[] {
  return event('BridgeLeave', { ...channel, BridgeUniqueid: bridge });
}

function park({ event }: ModelBench): readonly string[] {
  return event('ParkedCall', { ParkeeUniqueid: 'customer', ParkingSpace: '701' });
}

describe('a login', () => {
  it('is no login when the phone hangs up during the greeting, though the pool says so', () => {
    const { model, event } = modelBench();
    model.originations.expect('a1', LOGIN);
    event('Newchannel', LINE);
    const answered = event('OriginateResponse', { ...LINE, ActionID: 'a1', Response: 'Success' });
    expect(answered).toEqual(['phone-answered Agent/412 PJSIP/412-00000001']);
    expect(event('HangupRequest', LINE)).toEqual([]);
    expect(event('AgentLogin', { ...LINE, Agent: '412' })).toEqual([]);
    expect(event('AgentLogoff', { ...LINE, Agent: '412' })).toEqual([]);
    expect(event('Hangup', LINE)).toEqual(['login-ended Agent/412 7']);
    expect(model.size).toBe(0);
  });

  it('that was cancelled before it had a channel is hung up when it gets one', () => {
    const { model, event, unwanted } = modelBench();
    model.originations.expect('a1', LOGIN);
    expect(model.lines.drop(POOL_AGENT, 7)).toBeUndefined();
    event('Newchannel', LINE);
    expect(unwanted).toEqual([{ uniqueid: 'line', name: LINE.Channel }]);
    expect(event('AgentLogin', { ...LINE, Agent: '412' })).toEqual([]);
    expect(event('Hangup', LINE)).toEqual([]);
    expect(event('OriginateResponse', { ActionID: 'a1', Response: 'Failure' })).toEqual([]);
    expect(model.size).toBe(0);
  });

  it('that was cancelled and is answered all the same is hung up', () => {
    const { model, event, unwanted } = modelBench();
    model.originations.expect('a1', LOGIN);
    event('Newchannel', LINE);
    expect(model.lines.drop(POOL_AGENT, 7)).toEqual({ uniqueid: 'line', name: LINE.Channel });
    expect(event('OriginateResponse', { ...LINE, ActionID: 'a1', Response: 'Success' })).toEqual([]);
    expect(unwanted).toHaveLength(1);
  });

  it('whose channel is gone after a reconnect is forgotten', () => {
    const { model } = modelBench();
    model.originations.expect('a1', LOGIN);
    model.reset();
    model.originations.keepLogins((uniqueid) => model.channels.get(uniqueid) !== undefined);
    expect(model.size).toBe(0);
  });
});

describe('a call', () => {
  it('is connected when the Local channel between the bridges is gone, not before', () => {
    const bench = waiting();
    for (const channel of [ONE, TWO]) bench.event('Newchannel', channel);
    enter(bench, TWO, 'b2');
    enter(bench, LINE, 'b2');
    enter(bench, ONE, 'b1');
    expect(enter(bench, CUSTOMER, 'b1')).toEqual([]);
    expect([...bench.unsettled]).toEqual(['customer']);
    leave(bench, LINE, 'b2');
    leave(bench, ONE, 'b1');
    expect(enter(bench, LINE, 'b1')).toEqual(['call-connected Agent/412 PJSIP/412-00000001']);
    expect(bench.settle()).toEqual([]);
  });

  it('is taken when its caller hears a phone that is no agent’s', () => {
    const bench = waiting();
    const stranger = { Uniqueid: 'stranger', Channel: 'PJSIP/103-00000004' };
    bench.event('Newchannel', stranger);
    enter(bench, CUSTOMER, 'b');
    enter(bench, stranger, 'b');
    expect(bench.settle()).toEqual(['caller-taken']);
    expect(bench.settle()).toEqual([]);
    expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
  });

  it('is not taken before it is known who is behind a Local channel, nor by its agent whose login is told late', () => {
    const bench = modelBench();
    for (const channel of [LINE, CUSTOMER, ONE, TWO]) bench.event('Newchannel', channel);
    bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000', CallerIDNum: '5550171' });
    enter(bench, ONE, 'b1');
    enter(bench, CUSTOMER, 'b1');
    expect(bench.settle()).toEqual([]);
    enter(bench, LINE, 'b1');
    bench.event('AgentLogin', { ...LINE, Agent: '412' });
    expect(bench.settle()).toEqual(['call-connected Agent/412 PJSIP/412-00000001']);
  });

  it('goes on with whom a phone has announced to the agent and puts through', () => {
    const bench = modelBench();
    const announced = { Uniqueid: 'announced', Channel: 'PJSIP/trunk-00000009' };
    for (const channel of [LINE, CUSTOMER, announced]) bench.event('Newchannel', channel);
    bench.event('AgentLogin', { ...LINE, Agent: '412' });
    bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000', CallerIDNum: '200' });
    enter(bench, LINE, 'b');
    enter(bench, CUSTOMER, 'b');
    bench.event('BridgeEnter', { ...announced, BridgeUniqueid: 'b', SwapUniqueid: 'customer' });
    leave(bench, CUSTOMER, 'b');
    const putThrough = (result: string) =>
      bench.event('AttendedTransfer', {
        Result: result,
        SecondTransfererUniqueid: CUSTOMER.Uniqueid,
        SecondTransfererChannel: CUSTOMER.Channel,
        TransfereeUniqueid: announced.Uniqueid,
        TransfereeChannel: announced.Channel,
      });
    expect(putThrough('Fail')).toEqual([]);
    expect(putThrough('Success')).toEqual(['customer-moved PJSIP/trunk-00000009']);
    expect(bench.event('Hangup', CUSTOMER)).toEqual([]);
    expect(bench.settle()).toEqual([]);
    expect(bench.event('Hangup', announced)).toEqual(['call-ended']);
  });

  it('is not begun anew by the news that its caller joined the queue, which lists have overtaken', () => {
    const bench = waiting();
    enter(bench, LINE, 'b');
    enter(bench, CUSTOMER, 'b');
    const joins = { ...CUSTOMER, Queue: '9000', CallerIDNum: '5550171' };
    expect(bench.event('QueueCallerJoin', joins)).toEqual([]);
    leave(bench, CUSTOMER, 'b');
    expect(bench.event('QueueCallerJoin', joins)).toHaveLength(1);
  });

  it('is connected through a Local channel that stays', () => {
    const bench = waiting();
    for (const channel of [ONE, TWO]) bench.event('Newchannel', channel);
    for (const [channel, bridge] of [
      [TWO, 'b2'],
      [LINE, 'b2'],
      [ONE, 'b1'],
      [CUSTOMER, 'b1'],
    ] as const) {
      enter(bench, channel, bridge);
    }
    expect(bench.settle()).toEqual(['call-connected Agent/412 PJSIP/412-00000001']);
  });

  it('is separated when the agent is the first to leave', () => {
    const bench = talking();
    expect(leave(bench, LINE, 'b')).toEqual(['call-separated Agent/412']);
    expect(leave(bench, CUSTOMER, 'b')).toEqual([]);
    expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
    expect(bench.settle()).toEqual([]);
  });

  it('just ends when the customer is the first to leave', () => {
    const bench = talking();
    expect(leave(bench, CUSTOMER, 'b')).toEqual([]);
    expect(leave(bench, LINE, 'b')).toEqual([]);
    expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
    expect(bench.settle()).toEqual([]);
  });

  it('is parked, and not separated, whether the agent is back in the pool before or after', () => {
    for (const order of ['before', 'after']) {
      const bench = talking();
      leave(bench, CUSTOMER, 'b');
      const back = (): readonly string[] => [
        ...leave(bench, LINE, 'b'),
        ...bench.event('BridgeEnter', {
          ...LINE,
          BridgeUniqueid: 'pool',
          BridgeTechnology: 'holding_bridge',
        }),
      ];
      const facts = order === 'before' ? [...back(), ...park(bench)] : [...park(bench), ...back()];
      expect(facts).toEqual(['call-parked 701']);
      expect(bench.settle()).toEqual([]);
    }
  });

  it.each(['before', 'after'])(
    'that is over calls off the phone that it was to come back to, which gets its channel %s',
    (order) => {
      const bench = talking();
      park(bench);
      const call = 'customer' as CallId;
      bench.model.originations.expect('a1', {
        kind: 'retrieval',
        call,
        attempt: 3,
        uniqueid: 'phone',
        cancelled: false,
      });
      if (order === 'before') bench.event('Newchannel', PHONE);
      expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
      if (order === 'after') bench.event('Newchannel', PHONE);
      expect(bench.unwanted).toEqual([{ uniqueid: 'phone', name: PHONE.Channel }]);
      expect(bench.event('OriginateResponse', { ActionID: 'a1', Response: 'Failure' })).toEqual([]);
    },
  );

  it('that leaves is looked at anew: what was to be looked at before does not tell of its end', () => {
    const bench = talking();
    expect(bench.settle()).toEqual([]);
    leave(bench, CUSTOMER, 'b');
    expect([...bench.unsettled]).toEqual(['customer']);
    expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
    expect(bench.settle()).toEqual([]);
  });

  it('is separated when the customer is sent elsewhere', () => {
    const bench = talking();
    leave(bench, CUSTOMER, 'b');
    leave(bench, LINE, 'b');
    expect(bench.settle()).toEqual(['call-separated Agent/412']);
  });

  it('is connected to the phone of a callback agent', () => {
    const bench = waiting();
    enter(bench, CUSTOMER, 'b');
    expect(enter(bench, PHONE, 'b')).toEqual(['call-connected PJSIP/101 PJSIP/101-00000003']);
  });

  it.each(['native_rtp', 'softmix'])('is connected also where Asterisk mixes by %s', (technology) => {
    const bench = waiting();
    enter(bench, CUSTOMER, 'b', technology);
    expect(enter(bench, PHONE, 'b', technology)).toEqual(['call-connected PJSIP/101 PJSIP/101-00000003']);
  });

  it('is none between two agents, whoever of them called and hangs up first', () => {
    const bench = waiting();
    bench.event('Newchannel', PHONE);
    expect([...enter(bench, PHONE, 'b'), ...enter(bench, LINE, 'b')]).toEqual([]);
    expect([...leave(bench, PHONE, 'b'), ...leave(bench, LINE, 'b')]).toEqual([]);
    expect(bench.event('Hangup', PHONE)).toEqual([]);
    expect(bench.settle()).toEqual([]);
  });
});
