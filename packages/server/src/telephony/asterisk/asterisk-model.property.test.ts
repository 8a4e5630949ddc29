import { AmiMessage } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ModelBench, modelBench, POOL_AGENT } from './testing/model-bench.js';

/** Events that the model reads, and one that it does not. */
const NAMES = [
  'Newchannel',
  'Rename',
  'HangupRequest',
  'SoftHangupRequest',
  'Hangup',
  'BridgeEnter',
  'BridgeLeave',
  'BridgeDestroy',
  'DialBegin',
  'AgentLogin',
  'AgentLogoff',
  'QueueMemberAdded',
  'QueueMemberPause',
  'QueueMemberRemoved',
  'QueueCallerJoin',
  'QueueCallerAbandon',
  'ParkedCall',
  'ParkedCallSwap',
  'UnParkedCall',
  'ParkedCallTimeOut',
  'OriginateResponse',
  'DialBegin',
  'DialEnd',
  'MixMonitorStart',
  'AgentCalled',
  'Newexten',
];

const CHANNELS: readonly (readonly [uniqueid: string, name: string])[] = [
  ['u1', 'PJSIP/412-00000001'],
  ['u2', 'PJSIP/101-00000002'],
  ['u3', 'PJSIP/customer-00000003'],
  ['u4', 'PJSIP/customer-00000004'],
  ['u5', 'Local/412@agents-00000005;1'],
  ['u6', 'Local/412@agents-00000005;2'],
  ['u7', 'Local/5550171@from-internal-00000007;1'],
  ['u8', 'Local/5550171@from-internal-00000007;2'],
];

/** Any event, with fields that fit, do not fit, or are missing. */
const anyEvent = fc
  .record({
    name: fc.constantFrom(...NAMES),
    channel: fc.constantFrom(...CHANNELS),
    parkee: fc.constantFrom(...CHANNELS),
    dialled: fc.constantFrom(...CHANNELS),
    swapped: fc.constantFrom(...CHANNELS),
    without: fc.constantFrom(
      '',
      '',
      '',
      'Uniqueid',
      'Channel',
      'BridgeUniqueid',
      'Agent',
      'Queue',
      'Interface',
    ),
    fields: fc.record({
      BridgeUniqueid: fc.constantFrom('b1', 'b2', 'pool'),
      BridgeTechnology: fc.constantFrom('simple_bridge', 'simple_bridge', 'holding_bridge'),
      Agent: fc.constantFrom('412', '9000', 'no agent'),
      Queue: fc.constantFrom('8000', '9000'),
      Interface: fc.constantFrom('Local/412@agents', 'PJSIP/101', 'Local/x'),
      Paused: fc.constantFrom('0', '1'),
      ParkingSpace: fc.constantFrom('701', '702'),
      ActionID: fc.constantFrom('a0', 'a1', 'a2', 'a3'),
      Response: fc.constantFrom('Success', 'Failure'),
      DialStatus: fc.constantFrom('ANSWER', 'BUSY'),
    }),
  })
  .map(({ name, channel: [uniqueid, channel], parkee, dialled, swapped, without, fields }) => {
    const others = {
      RetrieverUniqueid: dialled[0],
      RetrieverChannel: dialled[1],
      ParkeeUniqueid: parkee[0],
      DestUniqueid: dialled[0],
      DestChannel: dialled[1],
    };
    const all = { Uniqueid: uniqueid, Channel: channel, SwapUniqueid: swapped[0], ...others, ...fields };
    return new AmiMessage([['Event', name], ...Object.entries(all).filter(([field]) => field !== without)]);
  });

/** Calls of ours: one to a phone and one through the dial plan. */
const PLACED = ['u4' as CallId, 'u7' as CallId];

const anyPlaced = fc.constantFrom(...PLACED);

const anyMove = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('event' as const), event: anyEvent }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('log in' as const),
      action: fc.constantFrom('a0', 'a1'),
      uniqueid: fc.constantFrom('u1', 'u2'),
      attempt: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('retrieve' as const),
      action: fc.constantFrom('a2', 'a3'),
      call: fc.constantFrom('u3', 'u4'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), attempt: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('consult' as const),
      leg: fc.constantFrom('u1', 'u2', 'u5'),
      call: fc.constantFrom('u3', 'u4'),
      accepted: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('end consultation' as const, 'complete transfer' as const),
      call: fc.constantFrom('u3', 'u4'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('place' as const), call: anyPlaced }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), call: anyPlaced }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

type Move = typeof anyMove extends fc.Arbitrary<infer M> ? M : never;

function play({ model, settle }: ModelBench, move: Move): void {
  switch (move.kind) {
    case 'event':
      model.apply(move.event);
      return;
    case 'log in': {
      const { uniqueid, attempt } = move;
      model.originations.expect(move.action, {
        kind: 'login',
        agent: POOL_AGENT,
        attempt,
        uniqueid,
        cancelled: false,
      });
      return;
    }
    case 'retrieve':
      model.originations.expect(move.action, {
        kind: 'retrieval',
        call: move.call as CallId,
        attempt: 1,
        uniqueid: 'retrieval',
        cancelled: false,
      });
      return;
    case 'cancel':
      model.lines.drop(POOL_AGENT, move.attempt);
      return;
    case 'consult': {
      const { leg } = move;
      const call = move.call as CallId;
      model.callerMoves.depart(call);
      model.consultations.begin({ call, attempt: 1, agent: POOL_AGENT, leg });
      if (move.accepted) model.consultations.accept(leg);
      else model.consultations.drop(leg);
      return;
    }
    case 'end consultation':
      model.consultations.cancel(move.call as CallId, 1);
      return;
    case 'complete transfer':
      model.consultations.complete(move.call as CallId, 1);
      return;
    case 'place':
      // The id is new, no channel has it.
      if (model.outgoing.callOf(move.call) !== undefined || model.channels.get(move.call) !== undefined)
        return;
      model.outgoing.expect(move.call);
      return;
    case 'abort':
      model.outgoing.abort(move.call);
      return;
    case 'settle':
      settle();
  }
}

describe('whatever Asterisk sends, in whatever order', () => {
  it('never throws, and nothing is kept of channels that are gone', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 200, size: 'max' }), (moves) => {
        const bench = modelBench();
        for (const move of moves) play(bench, move);
        for (const [uniqueid] of CHANNELS) bench.event('Hangup', { Uniqueid: uniqueid });
        for (const actionId of ['a0', 'a1', 'a2', 'a3']) {
          bench.event('OriginateResponse', { ActionID: actionId, Response: 'Failure' });
        }
        for (const leg of ['u1', 'u2', 'u5']) bench.model.consultations.failed(leg);
        for (const call of PLACED) bench.event('OriginateResponse', { Uniqueid: call, Response: 'Failure' });
        // Of a call of ours nothing but its failure may be left to be told.
        expect(bench.settle().filter((text) => !text.startsWith('call-failed'))).toEqual([]);
        expect(bench.model.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('says of each call and agent only what can follow what it said before', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 200, size: 'max' }), (moves) => {
        const bench = modelBench();
        const talking = new Map<string, string>();
        const departing = new Set<string>();
        for (const move of moves) {
          if (move.kind !== 'event') {
            if (move.kind !== 'settle') play(bench, move);
            // From then on it may part from its agent without a word, and meet it again.
            if (move.kind === 'consult') talking.delete(move.call);
            if (move.kind === 'consult') departing.add(move.call);
            continue;
          }
          for (const fact of bench.model.apply(move.event)) {
            if (fact.kind === 'call-connected') {
              // The same channel may have become another agent's line.
              const end = `${fact.agent} on ${fact.agentChannel.uniqueid}`;
              expect(talking.get(fact.call)).not.toBe(end);
              talking.set(fact.call, end);
              departing.delete(fact.call);
            } else if (fact.kind === 'call-separated') {
              expect(talking.delete(fact.call) || departing.has(fact.call)).toBe(true);
            } else if (
              fact.kind === 'caller-joined' ||
              fact.kind === 'call-parked' ||
              fact.kind === 'call-ended'
            ) {
              // Giving up a queue or a lot's time-out are no news of a call that is talking.
              talking.delete(fact.call);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
