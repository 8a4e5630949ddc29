import { AmiMessage } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { missedEvents, type Sight, subjectsOf } from './missed-events.js';
import { CALLBACK_AGENT, factText, type ModelBench, modelBench, POOL_AGENT } from './testing/model-bench.js';

type Fields = Readonly<Record<string, string>>;

const UNASKED: Omit<Sight, 'channels'> = { agents: undefined, parked: undefined, holding: undefined };
const CUSTOMER = { Uniqueid: 'c1', Channel: 'PJSIP/customer-00000001' };
const LINE = { Uniqueid: 'l1', Channel: 'PJSIP/412-00000002' };
const LEG = { Uniqueid: 'g1', Channel: 'PJSIP/101-00000003' };
const FIRST = { Uniqueid: 'o1', Channel: 'Local/5550171@from-internal-00000004;1' };

const message = (name: string, fields: Fields): AmiMessage =>
  new AmiMessage([['Event', name], ...Object.entries(fields)]);
const channel = (fields: Fields): AmiMessage =>
  message('CoreShowChannel', { ChannelState: '6', BridgeId: '', ...fields });

/** Names of what was missed, with the field that says most. */
function missing(bench: ModelBench, channels: readonly AmiMessage[], asked: Partial<Sight> = {}): string[] {
  const missed = missedEvents(bench.model, { channels, ...UNASKED, ...asked }, DEFAULT_CONTEXTS);
  return missed.map(({ event }) => {
    const detail = ['Newname', 'BridgeUniqueid', 'Agent', 'Queue', 'ParkingSpace', 'Interface', 'Response'];
    return [event.name, ...detail.flatMap((field) => event.get(field) ?? [])].join(' ');
  });
}

function waiting(bench: ModelBench = modelBench()): ModelBench {
  bench.event('Newchannel', CUSTOMER);
  bench.event('QueueCallerJoin', { ...CUSTOMER, Queue: '9000' });
  return bench;
}

function onLine(bench: ModelBench = modelBench()): ModelBench {
  bench.event('Newchannel', LINE);
  bench.event('AgentLogin', { ...LINE, Agent: '412' });
  bench.event('BridgeEnter', { ...LINE, BridgeUniqueid: 'pool', BridgeTechnology: 'holding_bridge' });
  return bench;
}

const IN_QUEUE = { ...CUSTOMER, Application: 'Queue', ApplicationData: '9000,tT' };
const IN_POOL = { ...LINE, Application: 'AgentLogin', ApplicationData: '412', BridgeId: 'pool' };

describe('a channel', () => {
  it.each<[string, Fields | undefined, string[]]>([
    ['as it is known', {}, []],
    ['with another name', { Channel: 'PJSIP/customer-00000009' }, ['Rename PJSIP/customer-00000009']],
    ['in a bridge', { BridgeId: 'b1' }, ['BridgeEnter b1']],
    ['that is gone', undefined, ['Hangup']],
  ])('%s', (_, fields, expected) => {
    const listed = fields === undefined ? [] : [channel({ ...IN_QUEUE, ...fields })];
    expect(missing(waiting(), listed)).toEqual(expected);
  });

  it('that nobody knows', () => {
    expect(missing(modelBench(), [channel(LEG)])).toEqual(['Newchannel']);
  });

  it('that has left its bridge, or is in another one', () => {
    const bench = waiting();
    bench.event('BridgeEnter', { ...CUSTOMER, BridgeUniqueid: 'b1', BridgeTechnology: 'simple_bridge' });
    expect(missing(bench, [channel(IN_QUEUE)])).toEqual(['BridgeLeave b1']);
    expect(missing(bench, [channel({ ...IN_QUEUE, BridgeId: 'b2' })])).toEqual(['BridgeEnter b2']);
    expect(
      missing(bench, [channel({ ...IN_QUEUE, BridgeId: 'b2' })], { parked: [], holding: new Set(['b2']) }),
    ).toEqual(['BridgeLeave b1']);
  });
});

describe('a line of the pool', () => {
  it.each<[string, Fields, string[]]>([
    ['in the pool', IN_POOL, []],
    ['that runs something else', { ...IN_POOL, Application: 'Echo', BridgeId: '' }, ['AgentLogoff 412']],
    ['of another agent', { ...IN_POOL, ApplicationData: '413' }, ['AgentLogoff 412', 'AgentLogin 413']],
  ])('%s', (_, fields, expected) => {
    expect(missing(onLine(), [channel(fields)])).toEqual(expected);
  });

  it('is one when the greeting is over, and its agent is listed', () => {
    const bench = modelBench();
    bench.event('Newchannel', LINE);
    const agent = message('Agents', { ...LINE, Agent: '412', Status: 'AGENT_IDLE' });
    const holding = new Set(['pool']);
    expect(missing(bench, [channel({ ...IN_POOL, BridgeId: '' })], { agents: [agent] })).toEqual([]);
    expect(missing(bench, [channel(IN_POOL)], { agents: [agent], holding })).toEqual(['AgentLogin 412']);
    expect(missing(bench, [channel(IN_POOL)], { agents: [], holding })).toEqual([]);
  });
});

describe('a caller', () => {
  it.each<[string, Fields, string[]]>([
    ['who waits', IN_QUEUE, []],
    ['in another queue', { ...IN_QUEUE, ApplicationData: '8000' }, ['QueueCallerJoin 8000']],
    ['whose queue has let it go', { ...IN_QUEUE, Application: 'Playback' }, ['QueueCallerAbandon']],
  ])('%s', (_, fields, expected) => {
    expect(missing(waiting(), [channel(fields)])).toEqual(expected);
  });

  it('of whom nobody has heard, unless it is half of a consultation', () => {
    const bench = modelBench();
    bench.event('Newchannel', CUSTOMER);
    expect(missing(bench, [channel(IN_QUEUE)])).toEqual(['QueueCallerJoin 9000']);
    bench.model.channels.keepLocal('c1');
    expect(missing(bench, [channel(IN_QUEUE)])).toEqual([]);
  });

  it('who was sent to a queue has joined it, once Asterisk has said that it was sent', () => {
    const bench = waiting();
    bench.event('QueueCallerAbandon', CUSTOMER);
    bench.model.callerMoves.depart('c1' as CallId);
    expect(missing(bench, [channel(IN_QUEUE)])).toEqual([]);
    bench.model.callerMoves.departed('c1' as CallId);
    expect(missing(bench, [channel(IN_QUEUE)])).toEqual(['QueueCallerJoin 9000']);
  });

  it('in a lot, in another slot, out of it', () => {
    const bench = waiting();
    const inLot = [channel({ ...IN_QUEUE, BridgeId: 'lot' })];
    const holding = new Set(['lot']);
    const parked = [message('ParkedCall', { ParkeeUniqueid: 'c1', ParkingSpace: '702' })];
    bench.model.channels.hold(holding);
    expect(missing(bench, inLot)).toEqual(['ParkedCall ']);
    expect(missing(bench, inLot, { parked, holding })).toEqual(['ParkedCall 702']);
    bench.event('ParkedCall', { ParkeeUniqueid: 'c1', ParkingSpace: '701' });
    expect(missing(bench, inLot, { parked, holding })).toEqual(['ParkedCall 702']);
    const out = [channel({ ...IN_QUEUE, Application: 'Playback' })];
    expect(missing(bench, out, { parked: [] })).toEqual(['ParkedCallTimeOut']);
  });
});

describe('an agent who has left its caller, of which nothing was told', () => {
  const LEAVES = { ...LINE, BridgeUniqueid: 'b1' };
  const holding = new Set(['pool', 'lot']);

  function apart(): ModelBench {
    const bench = onLine(waiting());
    for (const end of [CUSTOMER, LINE]) {
      bench.event('BridgeEnter', { ...end, BridgeUniqueid: 'b1', BridgeTechnology: 'simple_bridge' });
    }
    bench.event('BridgeLeave', { ...CUSTOMER, BridgeUniqueid: 'b1' });
    bench.event('BridgeEnter', { ...LINE, BridgeUniqueid: 'pool', BridgeTechnology: 'holding_bridge' });
    return bench;
  }

  it('is in the pool, and the caller somewhere else', () => {
    const bench = apart();
    const elsewhere = channel({ ...IN_QUEUE, Application: 'Playback' });
    expect(missing(bench, [elsewhere, channel(IN_POOL)])).toEqual(['BridgeLeave']);
    expect(bench.event('BridgeLeave', LINE)).toEqual([]);
    expect(bench.settle()).toEqual([`call-separated ${POOL_AGENT}`]);
    expect(missing(bench, [elsewhere, channel(IN_POOL)])).toEqual([]);
  });

  it('is in the pool, and the caller in a lot', () => {
    const bench = apart();
    bench.model.channels.hold(holding);
    const inLot = [channel({ ...IN_QUEUE, BridgeId: 'lot' }), channel(IN_POOL)];
    const slot = { Parkinglot: 'default', ParkingSpace: '701' };
    const parked = [message('ParkedCall', { ParkeeUniqueid: 'c1', ...slot })];
    expect(missing(bench, inLot)).toEqual(['BridgeLeave', 'ParkedCall ']);
    expect(missing(bench, inLot, { parked, holding })).toEqual(['BridgeLeave', 'ParkedCall 701']);
    bench.event('BridgeLeave', LINE);
    expect(bench.event('ParkedCall', { ParkeeUniqueid: 'c1', ...slot })).toEqual(['call-parked 701']);
    expect(bench.settle()).toEqual([]);
    expect(missing(bench, inLot, { parked, holding })).toEqual([]);
  });

  it('is said to be somewhere else, or gone, before it is asked whom it has left', () => {
    const bench = apart();
    const elsewhere = channel({ ...IN_QUEUE, Application: 'Playback' });
    expect(missing(bench, [elsewhere])).toEqual(['Hangup']);
    const inBridge = [elsewhere, channel({ ...IN_POOL, BridgeId: 'b2' })];
    expect(missing(bench, inBridge)).toEqual(['BridgeEnter b2']);
    expect(missing(bench, [channel({ ...IN_QUEUE, BridgeId: 'b2' }), channel(IN_POOL)])).toEqual([
      'BridgeEnter b2',
    ]);
  });

  it('leaves it because we have asked for that: no news, unless it was not taken away', () => {
    const bench = apart();
    const call = bench.model.callers.callOf('c1');
    bench.model.callerMoves.depart(call);
    expect(bench.event('BridgeLeave', LINE)).toEqual([]);
    expect(bench.settle()).toEqual([]);
    expect(bench.model.callerMoves.stay(call).map(factText)).toEqual([`call-separated ${POOL_AGENT}`]);
  });

  it('has not left it when both are in the next bridge', () => {
    const bench = apart();
    for (const end of [CUSTOMER, LINE]) {
      bench.event('BridgeEnter', { ...end, BridgeUniqueid: 'b2', BridgeTechnology: 'simple_bridge' });
    }
    expect(bench.settle()).toEqual([]);
    expect(bench.event('BridgeLeave', LEAVES)).toEqual([]);
    expect(bench.unsettled.size).toBe(0);
  });
});

describe('an agent whom a queue calls', () => {
  it('rings, and has answered', () => {
    const bench = modelBench();
    bench.event('Newchannel', LEG);
    const rings = [channel({ ...LEG, Application: 'AppQueue', ChannelState: '5' })];
    expect(missing(bench, rings)).toEqual([`AgentCalled ${CALLBACK_AGENT}`]);
    bench.event('AgentCalled', { DestUniqueid: 'g1', DestChannel: LEG.Channel, Interface: CALLBACK_AGENT });
    expect(missing(bench, rings)).toEqual([]);
    expect(missing(bench, [channel({ ...LEG, Application: 'AppQueue' })])).toEqual(['DialEnd']);
    expect(missing(bench, [])).toEqual(['Hangup']);
  });
});

describe('what Asterisk was asked to dial', () => {
  function placed(): ModelBench {
    const bench = modelBench();
    bench.model.outgoing.expect('o1' as CallId);
    return bench;
  }

  it('and never did', () => {
    expect(missing(placed(), [])).toEqual(['OriginateResponse Failure']);
  });

  it('still rings, or has been answered', () => {
    const bench = placed();
    bench.event('Newchannel', FIRST);
    expect(missing(bench, [channel({ ...FIRST, Application: 'AppDial2', ChannelState: '5' })])).toEqual([]);
    expect(missing(bench, [channel({ ...FIRST, Application: 'Playback' })])).toEqual([
      'OriginateResponse Success',
    ]);
  });

  it('to log an agent in, and never did', () => {
    const bench = modelBench();
    const login = { kind: 'login', agent: POOL_AGENT, attempt: 1, uniqueid: 'l1', cancelled: false } as const;
    bench.model.originations.expect('a1', login);
    expect(missing(bench, [])).toEqual(['OriginateResponse Failure']);
    bench.event('Newchannel', LINE);
    expect(missing(bench, [channel({ ...LINE, Application: 'AppDial2', ChannelState: '5' })])).toEqual([]);
  });
});

describe('an event', () => {
  it.each<[string, Fields, string[]]>([
    ['of a channel', { Uniqueid: 'c1' }, ['c1']],
    ['of one that takes the place of another', { Uniqueid: 'c1', SwapUniqueid: 'g1' }, ['c1', 'g1']],
    ['of one that is dialled', { Uniqueid: 'c1', DestUniqueid: 'g1' }, ['g1']],
    ['of one that is parked', { ParkeeUniqueid: 'c1' }, ['c1']],
  ])('%s is about', (_, fields, about) => {
    expect(subjectsOf(message('Event', fields), DEFAULT_CONTEXTS)).toEqual(about);
  });

  it('of a queue’s member is about that membership', () => {
    const member = message('QueueMemberPause', { Queue: '9000', Interface: 'PJSIP/101' });
    expect(subjectsOf(member, DEFAULT_CONTEXTS)).toEqual(['PJSIP/101 in 9000']);
  });

  it('of a queue that calls a busy member every second is not: a membership that was missed would never be found', () => {
    const called = { Queue: '9000', Interface: 'PJSIP/101', Uniqueid: 'c1', DestUniqueid: 'g1' };
    for (const name of ['AgentCalled', 'AgentRingNoAnswer']) {
      expect(subjectsOf(message(name, called), DEFAULT_CONTEXTS)).toEqual(['g1']);
    }
  });
});
