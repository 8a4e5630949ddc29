import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ModelBench, modelBench } from './testing/model-bench.js';

const CUSTOMER = { Uniqueid: 'customer', Channel: 'PJSIP/customer-00000001' };
const CHANNEL = { uniqueid: 'customer', name: CUSTOMER.Channel };
const FILE = '/var/spool/asterisk/monitor/a.wav';
const CALL = 'customer' as CallId;

function arrived(): ModelBench {
  const bench = modelBench();
  bench.event('Newchannel', CUSTOMER);
  return bench;
}

function join({ event }: ModelBench): void {
  event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000' });
}

describe('a recording', () => {
  it('is asked for when it begins, and told once', () => {
    const bench = arrived();
    join(bench);
    bench.event('MixMonitorStart', CUSTOMER);
    expect(bench.unread).toEqual([CUSTOMER.Channel]);
    const { recordings } = bench.model;
    expect(recordings.read(CHANNEL, FILE)).toEqual([
      { kind: 'recording-started', call: CALL, channel: CHANNEL, file: FILE },
    ]);
    expect(recordings.read(CHANNEL, FILE)).toEqual([]);
    expect(recordings.of(CALL)).toEqual([CHANNEL]);
  });

  it('that began before the caller joined is asked for when it joins', () => {
    const bench = arrived();
    bench.event('MixMonitorStart', CUSTOMER);
    expect(bench.unread).toEqual([]);
    join(bench);
    expect(bench.unread).toEqual([CUSTOMER.Channel]);
  });

  it('of a second file is told too', () => {
    const bench = arrived();
    join(bench);
    const { recordings } = bench.model;
    for (const file of [FILE, '/b.wav']) {
      bench.event('MixMonitorStart', CUSTOMER);
      expect(recordings.read(CHANNEL, file)).toHaveLength(1);
    }
  });

  it('that Asterisk does not name, or of a channel of nobody, is none', () => {
    const bench = arrived();
    expect(bench.model.recordings.read(CHANNEL, FILE)).toEqual([]);
    join(bench);
    expect(bench.model.recordings.read(CHANNEL, '')).toEqual([]);
    expect(bench.model.recordings.of(CALL)).toEqual([]);
  });

  it('ends with its channel', () => {
    const bench = arrived();
    join(bench);
    bench.event('MixMonitorStart', CUSTOMER);
    bench.event('Hangup', CUSTOMER);
    expect(bench.model.recordings.read(CHANNEL, FILE)).toEqual([]);
    expect(bench.model.size).toBe(0);
  });

  it('is known again after the connection was lost, and asked for of every call', () => {
    const bench = arrived();
    join(bench);
    bench.event('MixMonitorStart', CUSTOMER);
    const { model } = bench;
    model.recordings.read(CHANNEL, FILE);
    model.reset();
    model.channels.adopt(CHANNEL, undefined);
    model.recordings.adopt();
    expect(bench.unread).toEqual([CUSTOMER.Channel, CUSTOMER.Channel]);
    expect(model.recordings.read(CHANNEL, FILE)).toEqual([]);
    expect(model.recordings.of(CALL)).toEqual([CHANNEL]);
  });

  it('keeps a Local channel where it is: whom it joins hear each other for good', () => {
    const bench = modelBench();
    const one = { Uniqueid: 'one', Channel: 'Local/1@x-00000001;1' };
    const two = { Uniqueid: 'two', Channel: 'Local/1@x-00000001;2' };
    for (const channel of [CUSTOMER, one, two]) bench.event('Newchannel', channel);
    bench.event('BridgeEnter', { ...CUSTOMER, BridgeUniqueid: 'b' });
    bench.event('BridgeEnter', { ...two, BridgeUniqueid: 'b' });
    expect(bench.model.channels.together('customer', 'one')).toBe(false);
    bench.event('MixMonitorStart', one);
    expect(bench.model.channels.together('customer', 'one')).toBe(true);
  });
});
