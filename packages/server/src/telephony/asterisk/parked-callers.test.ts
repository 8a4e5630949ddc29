import { describe, expect, it } from 'vitest';
import { CALLBACK_AGENT, type ModelBench, modelBench } from './testing/model-bench.js';

const CUSTOMER = { Uniqueid: 'customer', Channel: 'PJSIP/customer-00000001' };
const PHONE = { Uniqueid: 'phone', Channel: 'PJSIP/101-00000002' };
const OTHER = { Uniqueid: 'other', Channel: 'PJSIP/103-00000003' };

type Leg = Readonly<Record<'Uniqueid' | 'Channel', string>>;

function enter({ event }: ModelBench, channel: Leg, bridge: string): readonly string[] {
  return event('BridgeEnter', { ...channel, BridgeUniqueid: bridge, BridgeTechnology: 'simple_bridge' });
}

const PARKEE = { ParkeeUniqueid: 'customer', Parkinglot: 'openeccp', ParkingSpace: '7' };

/** The customer of a callback agent is parked; its phone is on hook. */
function parked(lot = 'openeccp'): ModelBench {
  const bench = modelBench();
  for (const channel of [CUSTOMER, PHONE]) bench.event('Newchannel', channel);
  bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '8000', CallerIDNum: '5550171' });
  enter(bench, CUSTOMER, 'b');
  expect(enter(bench, PHONE, 'b')).toEqual([`call-connected ${CALLBACK_AGENT} ${PHONE.Channel}`]);
  bench.event('BridgeLeave', { ...CUSTOMER, BridgeUniqueid: 'b' });
  expect(bench.event('ParkedCall', { ...PARKEE, Parkinglot: lot })).toEqual(['call-parked 7']);
  bench.event('Hangup', PHONE);
  expect(bench.settle()).toEqual([]);
  return bench;
}

/** Somebody takes the customer out of its slot, and both are in a bridge. */
function takenBy(bench: ModelBench, channel: Leg): readonly string[] {
  bench.event('Newchannel', channel);
  bench.event('UnParkedCall', {
    ...PARKEE,
    RetrieverUniqueid: channel.Uniqueid,
    RetrieverChannel: channel.Channel,
  });
  return [...enter(bench, CUSTOMER, 'c'), ...enter(bench, channel, 'c'), ...bench.settle()];
}

describe('a customer in a parking lot', () => {
  it.each([
    ['openeccp', 'park-expired, comes back'],
    ['default', 'park-expired'],
  ])('is let go by time-out: of lot %s', (lot, fact) => {
    const bench = parked(lot);
    expect(bench.event('ParkedCallTimeOut', PARKEE)).toEqual([fact]);
    expect(bench.model.callers.slotOf(bench.model.callers.callOf('customer'))).toBeUndefined();
  });

  it('is taken by somebody (B-19)', () => {
    expect(takenBy(parked(), OTHER)).toEqual(['parked-call-taken by 103']);
  });

  it('is taken by its agent, who dials the slot by hand (B-05)', () => {
    const again = { ...PHONE, Uniqueid: 'again' };
    expect(takenBy(parked(), again)).toEqual([`call-connected ${CALLBACK_AGENT} ${PHONE.Channel}`]);
  });

  it('is not said to be taken before both have met, however long that takes', () => {
    const bench = parked();
    bench.event('Newchannel', OTHER);
    const by = { RetrieverUniqueid: 'other', RetrieverChannel: OTHER.Channel };
    bench.event('UnParkedCall', { ...PARKEE, ...by });
    expect(bench.settle()).toEqual([]);
    expect(bench.settle()).toEqual([]);
    enter(bench, CUSTOMER, 'c');
    enter(bench, OTHER, 'c');
    expect(bench.settle()).toEqual(['parked-call-taken by 103']);
    expect(bench.settle()).toEqual([]);
  });

  it('is taken by somebody who has hung up since', () => {
    const bench = parked();
    bench.event('Newchannel', OTHER);
    const by = { RetrieverUniqueid: 'other', RetrieverChannel: OTHER.Channel };
    bench.event('UnParkedCall', { ...PARKEE, ...by });
    bench.event('Hangup', OTHER);
    expect(bench.settle()).toEqual(['parked-call-taken by 103']);
  });

  it('that is taken calls off the phone of its agent', () => {
    const bench = parked();
    const call = bench.model.callers.callOf('customer');
    bench.model.originations.expect('a1', {
      kind: 'retrieval',
      call,
      attempt: 3,
      uniqueid: 'phone2',
      cancelled: false,
    });
    bench.event('Newchannel', { Uniqueid: 'phone2', Channel: 'PJSIP/101-00000009' });
    takenBy(bench, OTHER);
    expect(bench.unwanted).toEqual([{ uniqueid: 'phone2', name: 'PJSIP/101-00000009' }]);
  });

  it('takes the place of the end that a phone has parked of its own', () => {
    const bench = parked();
    expect(bench.event('ParkedCallSwap', { ...PARKEE, Parkinglot: 'default', ParkingSpace: '701' })).toEqual([
      'call-parked 701',
    ]);
    expect(bench.model.callers.slotOf(bench.model.callers.callOf('customer'))).toEqual({
      lot: 'default',
      space: '701',
    });
  });

  it('hangs up: the call is over, whatever the lot says of it (B-01, B-02)', () => {
    for (const event of ['ParkedCallGiveUp', 'ParkedCallTimeOut', 'UnParkedCall']) {
      const bench = parked();
      bench.event(event, PARKEE);
      expect(bench.event('Hangup', CUSTOMER)).toEqual(['call-ended']);
      expect(bench.settle()).toEqual([]);
      expect(bench.model.size).toBe(0);
    }
  });
});
