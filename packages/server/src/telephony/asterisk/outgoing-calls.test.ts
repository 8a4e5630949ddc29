import { AmiMessage } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { type ModelBench, modelBench } from './testing/model-bench.js';

const CALL = 'call' as CallId;
const FIRST = { Uniqueid: 'call', Channel: 'PJSIP/trunk-00000001' };
const ONE = { Uniqueid: 'call', Channel: 'Local/5550171@from-internal-00000001;1' };
const TWO = { Uniqueid: 'two', Channel: 'Local/5550171@from-internal-00000001;2' };
const TRUNK = { Uniqueid: 'trunk', Channel: 'PJSIP/trunk-00000002' };
const OTHER = { Uniqueid: 'other', Channel: 'PJSIP/trunk-00000003' };
const AGENT = { Uniqueid: 'agent', Channel: 'PJSIP/101-00000004' };

type Leg = Readonly<Record<'Uniqueid' | 'Channel', string>>;

function placed(): ModelBench {
  const bench = modelBench();
  bench.model.outgoing.expect(CALL);
  return bench;
}

/** A Local channel is dialled and the dial plan behind it dials a trunk. */
function dialledBehind(): ModelBench {
  const bench = placed();
  for (const half of [ONE, TWO]) bench.event('Newchannel', half);
  dial(bench, ONE);
  bench.event('Newchannel', TRUNK);
  expect(dial(bench, TRUNK, TWO)).toEqual(['call-dialling PJSIP/trunk-00000002']);
  return bench;
}

function dial({ event }: ModelBench, to: Leg, by?: Leg): readonly string[] {
  return event('DialBegin', { ...by, DestUniqueid: to.Uniqueid, DestChannel: to.Channel });
}

function answers({ event }: ModelBench, leg: Leg): readonly string[] {
  return event('DialEnd', { DestUniqueid: leg.Uniqueid, DestChannel: leg.Channel, DialStatus: 'ANSWER' });
}

/** Asterisk says that its first channel is answered, as it does on a quiet machine: the channel's own event comes first. */
function succeeds(bench: ModelBench, leg: Leg): readonly string[] {
  return [...answers(bench, leg), ...responds(bench, leg)];
}

function responds({ event }: ModelBench, leg: Leg): readonly string[] {
  return event('OriginateResponse', { ...leg, Response: 'Success', Reason: '4' });
}

function fails({ event }: ModelBench, reason: string): readonly string[] {
  return event('OriginateResponse', { Uniqueid: 'call', Response: 'Failure', Reason: reason });
}

function hangs({ event }: ModelBench, leg: Leg, cause = 16, text = 'Normal Clearing'): readonly string[] {
  return event('Hangup', { ...leg, Cause: String(cause), 'Cause-txt': text });
}

/** The channel is in a bridge, in place of another one if `gone` is given. */
function enters({ event }: ModelBench, leg: Leg, bridge: string, gone?: Leg): readonly string[] {
  const swap = gone === undefined ? {} : { SwapUniqueid: gone.Uniqueid };
  return event('BridgeEnter', {
    ...leg,
    ...{ BridgeUniqueid: bridge, BridgeTechnology: 'simple_bridge' },
    ...swap,
  });
}

describe('a call that is placed', () => {
  it('is dialled, answered and over', () => {
    const bench = placed();
    bench.event('Newchannel', FIRST);
    expect(dial(bench, FIRST)).toEqual(['call-dialling PJSIP/trunk-00000001']);
    expect(succeeds(bench, FIRST)).toEqual(['call-answered PJSIP/trunk-00000001']);
    expect(hangs(bench, FIRST)).toEqual(['call-ended']);
    expect(bench.model.size).toBe(0);
  });

  it('is answered by whom joins a queue, though that is told first', () => {
    const bench = placed();
    bench.event('Newchannel', FIRST);
    expect(bench.event('QueueCallerJoin', { ...FIRST, Queue: '9000' })).toEqual([
      'call-answered PJSIP/trunk-00000001',
      'caller-joined 9000 PJSIP/trunk-00000001',
    ]);
    expect(succeeds(bench, FIRST)).toEqual([]);
  });

  it('is answered by whom joins a queue, though nothing was told of its channel before', () => {
    const bench = placed();
    const joins = bench.event('QueueCallerJoin', { ...FIRST, Queue: '9000' });
    expect(joins).toEqual(['call-answered PJSIP/trunk-00000001', 'caller-joined 9000 PJSIP/trunk-00000001']);
    for (const leg of [FIRST, AGENT]) enters(bench, leg, 'b');
    expect(succeeds(bench, FIRST)).toEqual([]);
    expect(bench.settle()).toEqual([]);
    expect(bench.model.callers.queueOf(CALL)).toBe('9000');
  });

  it('has met its agent when its answer is told', () => {
    const bench = placed();
    for (const leg of [FIRST, AGENT]) bench.event('Newchannel', leg);
    for (const leg of [AGENT, FIRST]) expect(enters(bench, leg, 'b')).toEqual([]);
    expect(succeeds(bench, FIRST)).toEqual([
      'call-answered PJSIP/trunk-00000001',
      'call-connected PJSIP/101 PJSIP/101-00000004',
    ]);
  });

  it('does not take the phone that it dials for an agent', () => {
    const bench = placed();
    for (const half of [ONE, TWO]) bench.event('Newchannel', half);
    bench.event('Newchannel', AGENT);
    dial(bench, AGENT, TWO);
    answers(bench, AGENT);
    for (const leg of [AGENT, TWO]) enters(bench, leg, 'b');
    expect(succeeds(bench, ONE)).toEqual(['call-answered PJSIP/101-00000004']);
  });

  it('is not taken for another one to the same number', () => {
    const bench = placed();
    const again = { Uniqueid: 'again', Channel: 'PJSIP/trunk-00000009' };
    bench.model.outgoing.expect('again' as CallId);
    for (const leg of [FIRST, again]) {
      bench.event('Newchannel', leg);
      dial(bench, leg);
    }
    expect([...hangs(bench, FIRST, 17, 'User busy'), ...fails(bench, '5')]).toEqual([
      'call-failed 17 User busy',
    ]);
    expect(succeeds(bench, again)).toEqual(['call-answered PJSIP/trunk-00000009']);
  });

  it('has failed when the customer is gone before its answer is told', () => {
    const bench = placed();
    bench.event('Newchannel', FIRST);
    expect(hangs(bench, FIRST)).toEqual([]);
    expect(responds(bench, FIRST)).toEqual(['call-failed 16 Normal Clearing']);
    expect(bench.model.size).toBe(0);
  });

  it('has failed when its channel is gone and nothing more is told', () => {
    const bench = placed();
    bench.event('Newchannel', FIRST);
    hangs(bench, FIRST, 21, 'Call Rejected');
    expect(bench.settle()).toEqual(['call-failed 21 Call Rejected']);
    expect(bench.model.size).toBe(0);
  });

  it('has failed without a cause when Asterisk never made a channel', () => {
    const bench = placed();
    expect(fails(bench, '0')).toEqual([]);
    expect(bench.settle()).toEqual(['call-failed undefined undefined']);
    expect(bench.model.size).toBe(0);
  });

  it('that is given up before it has a channel is hung up when it gets one', () => {
    const bench = placed();
    expect(bench.model.outgoing.abort(CALL)).toEqual({ kind: 'later' });
    bench.event('Newchannel', FIRST);
    expect(bench.unwanted).toEqual([{ uniqueid: 'call', name: FIRST.Channel }]);
    hangs(bench, FIRST);
    expect(fails(bench, '0')).toEqual(['call-failed undefined undefined']);
  });

  it('is not there to be given up after that', () => {
    expect(modelBench().model.outgoing.abort(CALL)).toEqual({ kind: 'gone' });
  });
});

describe('a call through the dial plan', () => {
  it('is where the trunk is that has answered', () => {
    const bench = dialledBehind();
    answers(bench, TRUNK);
    expect(succeeds(bench, ONE)).toEqual(['call-answered PJSIP/trunk-00000002']);
    expect(bench.event('QueueCallerJoin', { ...ONE, Queue: '9000' })).toEqual([
      'caller-joined 9000 PJSIP/trunk-00000002',
    ]);
    expect(bench.model.outgoing.abort(CALL)).toEqual({
      kind: 'hang-up',
      channel: { uniqueid: 'trunk', name: TRUNK.Channel },
    });
  });

  it('is where the trunk is when the response overtakes the answers', () => {
    const bench = dialledBehind();
    expect(responds(bench, ONE)).toEqual([]);
    expect(answers(bench, TRUNK)).toEqual([]);
    expect(answers(bench, ONE)).toEqual(['call-answered PJSIP/trunk-00000002']);
    expect(bench.settle()).toEqual([]);
  });

  it('is dialled and answered when the response overtakes all that was told of the trunk', () => {
    const bench = placed();
    for (const half of [ONE, TWO]) bench.event('Newchannel', half);
    dial(bench, ONE);
    expect(responds(bench, ONE)).toEqual([]);
    bench.event('Newchannel', TRUNK);
    expect(dial(bench, TRUNK, TWO)).toEqual(['call-dialling PJSIP/trunk-00000002']);
    answers(bench, TRUNK);
    expect(answers(bench, ONE)).toEqual(['call-answered PJSIP/trunk-00000002']);
  });

  it('is dialled before it fails when the response overtakes all that was told of the trunk', () => {
    const bench = placed();
    for (const half of [ONE, TWO]) bench.event('Newchannel', half);
    expect(fails(bench, '5')).toEqual([]);
    bench.event('Newchannel', TRUNK);
    expect(dial(bench, TRUNK, TWO)).toEqual(['call-dialling PJSIP/trunk-00000002']);
    for (const leg of [TRUNK, TWO]) expect(hangs(bench, leg, 17, 'User busy')).toEqual([]);
    expect(hangs(bench, ONE, 0, 'Unknown')).toEqual(['call-failed 17 User busy']);
  });

  it('is answered by the dial plan when the trunk still rings', () => {
    const bench = dialledBehind();
    expect(answers(bench, ONE)).toEqual([`call-answered ${ONE.Channel}`]);
    expect(answers(bench, TRUNK)).toEqual(['customer-moved PJSIP/trunk-00000002']);
  });

  it('is answered by the dial plan before it dials a trunk', () => {
    const bench = placed();
    for (const half of [ONE, TWO]) bench.event('Newchannel', half);
    dial(bench, ONE);
    expect(succeeds(bench, ONE)).toEqual([`call-answered ${ONE.Channel}`]);
    bench.event('Newchannel', TRUNK);
    expect(dial(bench, TRUNK, TWO)).toEqual([]);
    expect(answers(bench, TRUNK)).toEqual(['customer-moved PJSIP/trunk-00000002']);
  });

  it('is answered when only the response tells of it', () => {
    const bench = placed();
    bench.event('Newchannel', ONE);
    expect(responds(bench, ONE)).toEqual([]);
    expect(bench.settle()).toEqual([`call-answered ${ONE.Channel}`]);
  });

  it('is where the first of two trunks is that answers', () => {
    const bench = dialledBehind();
    bench.event('Newchannel', OTHER);
    expect(dial(bench, OTHER, TWO)).toEqual(['call-dialling PJSIP/trunk-00000003']);
    answers(bench, TRUNK);
    hangs(bench, OTHER, 26, 'Answered elsewhere');
    expect(succeeds(bench, ONE)).toEqual(['call-answered PJSIP/trunk-00000002']);
  });

  it('is aborted as a whole before the answer: the dial plan would try another trunk', () => {
    const bench = dialledBehind();
    expect(bench.model.outgoing.abort(CALL)).toEqual({
      kind: 'hang-up',
      channel: { uniqueid: 'call', name: ONE.Channel },
    });
  });

  it('does not take whom it dials after the answer for a trunk', () => {
    const bench = dialledBehind();
    answers(bench, TRUNK);
    succeeds(bench, ONE);
    bench.event('Newchannel', AGENT);
    expect(dial(bench, AGENT, ONE)).toEqual([]);
    for (const leg of [TRUNK, TWO]) enters(bench, leg, 'far');
    for (const leg of [AGENT, ONE]) enters(bench, leg, 'near');
    expect(bench.settle()).toEqual(['call-connected PJSIP/101 PJSIP/101-00000004']);
  });

  it('stays where the customer is when that one is sent on and dials somebody', () => {
    const bench = dialledBehind();
    answers(bench, TRUNK);
    expect(succeeds(bench, ONE)).toEqual(['call-answered PJSIP/trunk-00000002']);
    bench.event('Newchannel', OTHER);
    expect(dial(bench, OTHER, TRUNK)).toEqual([]);
    expect(answers(bench, OTHER)).toEqual([]);
    for (const leg of [OTHER, TWO, ONE]) expect(hangs(bench, leg)).toEqual([]);
    expect(hangs(bench, TRUNK)).toEqual(['call-ended']);
    expect(bench.model.size).toBe(0);
  });

  it('goes on when the Local channel makes way, and ends with the customer', () => {
    const bench = dialledBehind();
    answers(bench, TRUNK);
    succeeds(bench, ONE);
    bench.event('Newchannel', AGENT);
    for (const leg of [TRUNK, TWO]) enters(bench, leg, 'far');
    for (const leg of [AGENT, ONE]) enters(bench, leg, 'near');
    bench.event('BridgeLeave', { ...TRUNK, BridgeUniqueid: 'far' });
    bench.event('BridgeLeave', { ...ONE, BridgeUniqueid: 'near' });
    expect(enters(bench, TRUNK, 'near', ONE)).toEqual(['call-connected PJSIP/101 PJSIP/101-00000004']);
    for (const half of [ONE, TWO]) expect(hangs(bench, half)).toEqual([]);
    expect(bench.settle()).toEqual([]);
    expect(hangs(bench, TRUNK)).toEqual(['call-ended']);
    hangs(bench, AGENT);
    expect(bench.model.size).toBe(0);
  });

  for (const [what, mover, gone] of [
    ['the customer takes the place of the near half', TRUNK, ONE],
    ['the agent takes the place of the far half', AGENT, TWO],
  ] as const) {
    it(`moves the customer when ${what}, whose trunk nobody has seen being dialled`, () => {
      const bench = placed();
      for (const leg of [ONE, TWO, TRUNK, AGENT]) bench.event('Newchannel', leg);
      expect(succeeds(bench, ONE)).toEqual([`call-answered ${ONE.Channel}`]);
      for (const leg of [TRUNK, TWO]) enters(bench, leg, 'far');
      enters(bench, AGENT, 'near');
      expect(enters(bench, ONE, 'near')).toEqual(['call-connected PJSIP/101 PJSIP/101-00000004']);
      expect(enters(bench, mover, mover === TRUNK ? 'near' : 'far', gone)).toEqual([
        'customer-moved PJSIP/trunk-00000002',
      ]);
      for (const half of [ONE, TWO]) expect(hangs(bench, half)).toEqual([]);
      expect(hangs(bench, TRUNK)).toEqual(['call-ended']);
    });
  }
});

describe('the cause of a failure', () => {
  /** What is told when these legs end with these causes and Asterisk gives that reason. */
  const failure = (reason: string, ...ends: readonly (readonly [Leg, number, string])[]) => {
    const bench = dialledBehind();
    const told = [...fails(bench, reason)];
    for (const [leg, cause, text] of ends) told.push(...hangs(bench, leg, cause, text));
    return told;
  };

  it('is that of the trunk, whatever the Local channel ends with', () => {
    expect(failure('0', [TRUNK, 1, 'Unallocated'], [ONE, 0, 'Unknown'], [TWO, 34, 'Congestion'])).toEqual([
      'call-failed 1 Unallocated',
    ]);
  });

  it('is that of the Local channel where the trunk has none', () => {
    expect(failure('8', [TRUNK, 0, 'Unknown'], [ONE, 0, 'Unknown'], [TWO, 34, 'Congestion'])).toEqual([
      'call-failed 34 Congestion',
    ]);
  });

  it('is the reason where we stopped to call', () => {
    expect(failure('3', [ONE, 0, ''], [TRUNK, 16, 'Normal Clearing'], [TWO, 0, ''])).toEqual([
      'call-failed 19 User alerting, no answer',
    ]);
  });

  it('is that of the last trunk that was tried', () => {
    const bench = dialledBehind();
    hangs(bench, TRUNK, 17, 'User busy');
    bench.event('Newchannel', OTHER);
    dial(bench, OTHER, TWO);
    for (const leg of [ONE, TWO]) hangs(bench, leg, 0, 'Unknown');
    hangs(bench, OTHER, 16, 'Normal Clearing');
    expect(fails(bench, '3')).toEqual(['call-failed 19 User alerting, no answer']);
    expect(bench.model.size).toBe(0);
  });
});

describe('calls that are found again', () => {
  it('have the channels that bear their id, though all that have met bear one Linkedid', () => {
    const bench = placed();
    bench.model.outgoing.expect('other' as CallId);
    for (const leg of [ONE, TWO]) bench.event('Newchannel', leg);
    const listed = { Linkedid: 'call', Application: 'AppDial', ChannelState: '6' };
    const items = [
      { ...listed, ...ONE, Application: 'Queue' },
      { ...listed, ...TWO },
      { ...listed, ...OTHER },
      { ...listed, ...TRUNK },
    ].map((fields) => new AmiMessage(Object.entries(fields)));
    const bearers = new Map([
      ['two', CALL],
      ['trunk', CALL],
      ['other', 'other' as CallId],
    ]);
    const { answered } = bench.model.outgoing.adopt({ channels: items, bearers });
    expect([...answered].map(([call, { name }]) => [call, name])).toEqual([
      ['call', TRUNK.Channel],
      ['other', OTHER.Channel],
    ]);
  });

  it('are where the trunk is that has taken the place of the Local channel, while nobody listened', () => {
    const bench = placed();
    const items = [
      { ...AGENT, Application: 'AppQueue', ChannelState: '6' },
      { ...OTHER, Application: 'AppDial', ChannelState: '5' },
      { ...TRUNK, Application: 'AppDial', ChannelState: '6' },
    ].map((fields) => new AmiMessage(Object.entries(fields)));
    const found = (...bearers: readonly Leg[]): readonly string[] => {
      const ids = new Map(bearers.map(({ Uniqueid }) => [Uniqueid, CALL]));
      const { answered } = bench.model.outgoing.adopt({ channels: items, bearers: ids });
      return [...answered.values()].map(({ name }) => name);
    };
    expect(found(AGENT, OTHER, TRUNK)).toEqual([TRUNK.Channel]);
    expect(bench.model.outgoing.callOf('trunk')).toBe(CALL);
  });

  it('are over when only agents and trunks that ring bear their id', () => {
    const bench = placed();
    const items = [
      { ...AGENT, Application: 'AppQueue', ChannelState: '6' },
      { ...OTHER, Application: 'AppDial', ChannelState: '5' },
    ].map((fields) => new AmiMessage(Object.entries(fields)));
    const bearers = new Map([AGENT, OTHER].map(({ Uniqueid }) => [Uniqueid, CALL]));
    const { placing, answered } = bench.model.outgoing.adopt({ channels: items, bearers });
    expect([placing, answered.size, bench.model.outgoing.size]).toEqual([[], 0, 0]);
  });
});
