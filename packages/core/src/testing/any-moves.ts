import fc from 'fast-check';
import type { AgentName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import { NO_DETAILS } from '../call/details.js';
import type { CallOrder } from '../call/place.js';
import type { Command } from '../floor/command.js';
import type { Input, LiveCall } from '../floor/input.js';
import {
  CALLBACK_AGENT,
  caller,
  EMPTY_SNAPSHOT,
  line,
  OTHER_AGENT,
  POOL_AGENT,
  STRANGER,
} from './floor-harness.js';

const agent = fc.constantFrom<AgentName>(POOL_AGENT, OTHER_AGENT, CALLBACK_AGENT, STRANGER);
const call = fc.constantFrom('c1', 'c2', 'c3').map((id) => id as CallId);
const attempt = fc.integer({ min: 1, max: 6 });
const accepted = fc.boolean();
const message = fc.constant('no');

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('log-in' as const),
    agent,
    extension: fc.constantFrom('412', '101').map((number) => ({ number, dial: `PJSIP/${number}` })),
    inactivityLimitS: fc.constantFrom(undefined, 900),
  }),
  fc.record({
    kind: fc.constantFrom(
      'log-out',
      'ping',
      'hold',
      'unhold',
      'hang-up',
      'end-break',
      'unmute-recording' as const,
    ),
    agent,
  }),
  fc.record({ kind: fc.constant('start-break' as const), agent, breakId: fc.constantFrom(1, 4, 5, 6, 99) }),
  fc.record({ kind: fc.constantFrom('transfer', 'consult' as const), agent, extension: fc.constant('505') }),
  fc.record({ kind: fc.constant('transfer-to-agent' as const), agent, target: agent }),
  fc.record({ kind: fc.constant('mute-recording' as const), agent, limitS: fc.constantFrom(undefined, 30) }),
);

const liveCall: fc.Arbitrary<LiveCall> = fc
  .record({
    call,
    state: fc.oneof(
      fc.constant({ kind: 'waiting' as const }),
      fc.constant({ kind: 'elsewhere' as const }),
      fc.constant({ kind: 'placing' as const }),
      fc.boolean().map((ours) => ({ kind: 'parked' as const, slot: '701', ours })),
      agent.map((name) => ({ kind: 'talking' as const, agent: name, agentChannel: line(name) })),
    ),
  })
  .map(({ call: id, state }) => ({ ...caller(id), queue: '9000', phone: '555', state }));

const queues = fc.constantFrom(
  new Map(),
  new Map([['9000', { paused: false, ringing: false }]]),
  new Map([['9000', { paused: false, ringing: false, unreachable: true }]]),
  new Map([['8000', { paused: true, ringing: false }]]),
);

/** Plausible stretches, so that the deep states (talking, held, in a break) are met often. */
const story: fc.Arbitrary<readonly Move[]> = fc
  .record({ name: fc.constantFrom<AgentName>(POOL_AGENT, OTHER_AGENT), id: call })
  .chain(({ name, id }) => {
    const connect = { kind: 'call-connected', call: id, agent: name, agentChannel: line(name) } as const;
    const extension = { number: name, dial: line(name).name };
    return fc.constantFrom<readonly Move[]>(
      [
        act({ kind: 'log-in', agent: name, extension, inactivityLimitS: undefined }),
        see({ kind: 'agent-in', agent: name, channel: line(name) }),
      ],
      [see({ kind: 'caller-joined', ...caller(id), queue: '9000', phone: '555' }), see(connect)],
      [act({ kind: 'hold', agent: name }), see({ kind: 'call-parked', call: id, slot: '701', ours: true })],
      [act({ kind: 'unhold', agent: name }), see(connect)],
      [act({ kind: 'hold', agent: name })],
      [act({ kind: 'consult', agent: name, extension: '505' })],
      [
        see({ kind: 'reservations', until: new Map([[name, SOON]]) }),
        see({ kind: 'place-call', order: order(id, name) }),
      ],
      [
        see({ kind: 'place-call', order: order(id, undefined) }),
        see({ kind: 'call-answered', call: id, customer: caller(id).customer }),
        see({ kind: 'caller-joined', ...caller(id), queue: '9000', phone: '555' }),
        see(connect),
      ],
    );
  });

function act(value: Command): Move {
  return { kind: 'command', command: value };
}
function see(value: Input): Move {
  return { kind: 'input', input: value };
}

/** Long after anything that happens in a test. Epoch milliseconds. */
const SOON = Date.UTC(2030, 0, 1);

/** A contact of campaign 3; each call has a row of its own. */
function order(id: CallId, agent: AgentName | undefined): CallOrder {
  return {
    call: id,
    rowId: Number(id.slice(1)),
    campaignId: 3,
    phone: '5550171',
    trunk: 'PJSIP/carrier',
    retry: 1,
    queue: agent === undefined ? '9000' : undefined,
    agent,
    before: undefined,
    dial: 'PJSIP/5550171@trunk',
    context: 'from-internal',
    exten: '9000',
    ringMs: undefined,
    callerId: '5550171',
    variables: new Map(),
  };
}

export type Move =
  | { kind: 'input'; input: Input }
  | { kind: 'command'; command: Command }
  | { kind: 'pass'; ms: number };

/** Anything in any order, also what Asterisk could never do: the floor must stay sound all the same. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: command.map((value) => ({ kind: 'command' as const, command: value })) },
  { weight: 1, arbitrary: fc.constantFrom(1000, 6000, 400_000).map((ms) => ({ kind: 'pass' as const, ms })) },
  {
    weight: 12,
    arbitrary: fc
      .oneof(
        fc.record({ kind: fc.constant('login-started' as const), agent, attempt, accepted, message }),
        fc
          .record({ kind: fc.constant('phone-answered' as const), agent, attempt })
          .map((fact) => ({ ...fact, channel: line(fact.agent) })),
        fc.record({ kind: fc.constant('login-ended' as const), agent, attempt }),
        agent.map((name) => ({ kind: 'agent-in' as const, agent: name, channel: line(name) })),
        agent.map((name) => ({ kind: 'agent-out' as const, agent: name, channel: line(name) })),
        fc.record({ kind: fc.constant('memberships' as const), agent, memberships: queues }),
        call.map((id) => ({ kind: 'caller-joined' as const, ...caller(id), queue: '9000', phone: '555' })),
        fc.record({
          kind: fc.constantFrom(
            'caller-gave-up',
            'caller-taken',
            'caller-in-waiting-room',
            'call-ended' as const,
          ),
          call,
        }),
        fc.record({ kind: fc.constant('park-expired' as const), call, comesBack: fc.boolean() }),
        fc.record({ kind: fc.constant('parked-call-taken' as const), call, by: fc.constant('103') }),
        fc.record({ call, agent }).map((fact) => ({
          kind: 'call-connected' as const,
          ...fact,
          agentChannel: line(fact.agent),
        })),
        fc.record({ kind: fc.constant('call-separated' as const), call, agent }),
        fc.record({
          kind: fc.constant('call-parked' as const),
          call,
          slot: fc.constant('701'),
          ours: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('park-refused' as const), call, message }),
        fc.record({ kind: fc.constant('retrieval-started' as const), call, attempt, accepted, message }),
        fc.record({ kind: fc.constant('retrieval-failed' as const), call, attempt }),
        fc.constant({ kind: 'telephony-down' as const }),
        fc.record({ call, agent: fc.option(agent, { nil: undefined }) }).map((wish) => ({
          kind: 'place-call' as const,
          order: order(wish.call, wish.agent),
        })),
        agent.map((name) => ({ kind: 'reservations' as const, until: new Map([[name, SOON]]) })),
        fc.constant({ kind: 'reservations' as const, until: new Map() }),
        call.map((id) => ({ kind: 'call-dialling' as const, call: id, channel: caller(id).customer })),
        call.map((id) => ({ kind: 'call-answered' as const, call: id, customer: caller(id).customer })),
        call.map((id) => ({ kind: 'customer-moved' as const, call: id, customer: caller(id).customer })),
        call.map((id) => ({ kind: 'details' as const, call: id, details: NO_DETAILS })),
        fc.record({
          kind: fc.constant('call-failed' as const),
          call,
          cause: fc.constantFrom(undefined, 17),
          causeText: fc.constant('User busy'),
        }),
        fc.record({
          kind: fc.constant('redirect-answered' as const),
          call,
          attempt,
          result: fc.constantFrom('accepted', 'refused', 'device-busy' as const),
          message,
        }),
        fc.record({
          kind: fc.constantFrom('consultation-started', 'transfer-answered' as const),
          call,
          attempt,
          accepted,
          message,
        }),
        fc.record({
          kind: fc.constantFrom('consultation-answered', 'consultation-ended', 'return-failed' as const),
          call,
          attempt,
        }),
        fc.record({
          kind: fc.constant('consultation-abandoned' as const),
          call,
          attempt,
          joined: fc.boolean(),
        }),
        fc.record({ call, muted: fc.boolean(), accepted }).map((fact) => ({
          kind: 'mute-answered' as const,
          ...fact,
          channel: caller(fact.call).customer,
          command: undefined,
          message: '',
        })),
        fc.uniqueArray(liveCall, { maxLength: 3, selector: (live) => live.call }).chain((calls) =>
          fc.subarray([POOL_AGENT, OTHER_AGENT]).map((names) => ({
            kind: 'telephony-up' as const,
            epoch: 2,
            snapshot: {
              ...EMPTY_SNAPSHOT,
              agents: new Map(names.map((name) => [name, line(name)])),
              calls,
            },
          })),
        ),
      )
      .map((input) => ({ kind: 'input' as const, input: input as Input })),
  },
);

/** Long mixes of single moves and stretches. */
export const anyMoves: fc.Arbitrary<readonly Move[]> = fc
  .array(
    fc.oneof(
      move.map((one) => [one]),
      story,
    ),
    { minLength: 10, maxLength: 120, size: 'max' },
  )
  .map((parts) => parts.flat());
