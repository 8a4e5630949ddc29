import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentName } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import {
  CALLBACK_AGENT,
  caller,
  EMPTY_SNAPSHOT,
  FloorHarness,
  line,
  OTHER_AGENT,
  POOL_AGENT,
  STRANGER,
} from '../testing/floor-harness.js';
import type { Command } from './command.js';
import type { Input, LiveCall } from './input.js';

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
    kind: fc.constantFrom('log-out', 'ping', 'hold', 'unhold', 'hang-up', 'end-break' as const),
    agent,
  }),
  fc.record({ kind: fc.constant('start-break' as const), agent, breakId: fc.constantFrom(1, 4, 5, 6, 99) }),
);

const liveCall: fc.Arbitrary<LiveCall> = fc
  .record({
    call,
    state: fc.oneof(
      fc.constant({ kind: 'waiting' as const }),
      fc.constant({ kind: 'elsewhere' as const }),
      fc.constant({ kind: 'parked' as const, slot: '701' }),
      agent.map((name) => ({ kind: 'talking' as const, agent: name, agentChannel: line(name) })),
    ),
  })
  .map(({ call: id, state }) => ({ ...caller(id), queue: '9000', phone: '555', state }));

const queues = fc.constantFrom(
  new Map(),
  new Map([['9000', { paused: false }]]),
  new Map([['8000', { paused: true }]]),
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
      [act({ kind: 'hold', agent: name }), see({ kind: 'call-parked', call: id, slot: '701' })],
      [act({ kind: 'unhold', agent: name }), see(connect)],
      [act({ kind: 'hold', agent: name })],
    );
  });

function act(value: Command): Move {
  return { kind: 'command', command: value };
}
function see(value: Input): Move {
  return { kind: 'input', input: value };
}

type Move =
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
        fc.record({ kind: fc.constantFrom('caller-gave-up', 'call-ended', 'park-expired' as const), call }),
        fc.record({ call, agent }).map((fact) => ({
          kind: 'call-connected' as const,
          ...fact,
          agentChannel: line(fact.agent),
        })),
        fc.record({ kind: fc.constant('call-separated' as const), call, agent }),
        fc.record({ kind: fc.constant('call-parked' as const), call, slot: fc.constant('701') }),
        fc.record({ kind: fc.constant('park-refused' as const), call, message }),
        fc.record({ kind: fc.constant('retrieval-started' as const), call, attempt, accepted, message }),
        fc.record({ kind: fc.constant('retrieval-failed' as const), call, attempt }),
        fc.constant({ kind: 'telephony-down' as const }),
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

function play(moves: readonly Move[]): FloorHarness {
  const harness = new FloorHarness();
  for (const one of moves) {
    if (one.kind === 'input') harness.input(one.input);
    else if (one.kind === 'command') harness.command(one.command);
    else harness.advance(one.ms);
  }
  return harness;
}

describe('the floor under any order of inputs', () => {
  const anyMoves = fc
    .array(
      fc.oneof(
        move.map((one) => [one]),
        story,
      ),
      { minLength: 10, maxLength: 120, size: 'max' },
    )
    .map((parts) => parts.flat());
  const runs = { numRuns: Number(process.env['OPENECCP_PROPERTY_RUNS'] ?? 500) };

  it('keeps its invariants after every step', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        expect(play(moves).floor.calls.size).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });

  it('answers every command exactly once, at the latest when its deadline has passed', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const harness = play(moves);
        harness.advance(harness.floor.settings.loginDeadlineMs + 1);
        const hangUps = new Set(
          harness.effects.flatMap((effect) =>
            effect.kind === 'telephony' && effect.intent.kind === 'hang-up' ? [effect.intent.command] : [],
          ),
        );
        for (const [id, outcomes] of harness.outcomes) {
          // A hang-up is answered by the telephony adapter's result, which this test does not play.
          expect(outcomes.length).toBe(hangUps.has(id) ? 0 : 1);
        }
      }),
      runs,
    );
  });

  it('opens and closes in turn: pauses, links and sessions of an agent', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const open = new Set<string>();
        for (const event of play(moves).events) {
          const key = keyOf(event);
          if (key === undefined) continue;
          expect(open.has(key.name)).toBe(key.side === 'end');
          if (key.side === 'start') open.add(key.name);
          else open.delete(key.name);
        }
      }),
      runs,
    );
  });

  it('writes every row once and closes it at most once', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const opened = new Set<string>();
        const links = new Map<number, number>();
        for (const write of play(moves).writes) {
          switch (write.kind) {
            case 'open-session':
            case 'open-pause':
              expect(opened.has(`audit ${write.id}`)).toBe(false);
              opened.add(`audit ${write.id}`);
              break;
            case 'close-audit':
              expect(opened.delete(`audit ${write.id}`)).toBe(true);
              expect(write.at).toBeGreaterThanOrEqual(write.openedAt);
              break;
            case 'call-joined':
              expect(opened.has(`call ${write.id}`)).toBe(false);
              opened.add(`call ${write.id}`);
              break;
            case 'call-linked':
              links.set(write.id, (links.get(write.id) ?? 0) + 1);
              break;
            case 'call-ended':
              links.set(write.id, (links.get(write.id) ?? 0) - 1);
              expect(links.get(write.id)).toBeGreaterThanOrEqual(0);
              break;
            case 'call-abandoned':
              expect(links.get(write.id) ?? 0).toBe(0);
              break;
            case 'call-held':
            case 'call-unlinked':
            case 'call-lost':
            case 'progress':
              break;
          }
        }
      }),
      runs,
    );
  });
});

function keyOf(event: FloorHarness['events'][number]): { name: string; side: 'start' | 'end' } | undefined {
  switch (event.kind) {
    case 'agent-logged-in':
      return { name: `${event.agent} session`, side: 'start' };
    case 'agent-logged-out':
      return { name: `${event.agent} session`, side: 'end' };
    case 'pause-started':
      return { name: `${event.agent} ${event.pause.kind}`, side: 'start' };
    case 'pause-ended':
      return { name: `${event.agent} ${event.pause.kind}`, side: 'end' };
    case 'call-linked':
      return { name: `${event.agent} call`, side: 'start' };
    case 'call-unlinked':
      return { name: `${event.agent} call`, side: 'end' };
    default:
      return undefined;
  }
}
