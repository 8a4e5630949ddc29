import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginOf } from '../agent/status.js';
import { callKey } from '../ports/storage-write.js';
import { anyMoves, type Move } from '../testing/any-moves.js';
import { EMPTY_SNAPSHOT, FloorHarness } from '../testing/floor-harness.js';
import type { TelephonySnapshot } from './input.js';

function play(moves: readonly Move[]): FloorHarness {
  const harness = new FloorHarness();
  harness.play(moves);
  return harness;
}

/** Asterisk has every agent's line and every call that is on hold. */
function stillParked({ floor }: FloorHarness): TelephonySnapshot {
  const agents = [...floor.agents.values()].flatMap((agent) => {
    const channel = loginOf(agent)?.channel;
    return channel === undefined ? [] : [[agent.name, channel] as const];
  });
  const calls = [...floor.calls.values()].flatMap(({ id: call, phase, queue, phone, customer }) =>
    phase.kind === 'held'
      ? [{ call, queue, phone, customer, state: { kind: 'parked', slot: '701', ours: true } as const }]
      : [],
  );
  return { ...EMPTY_SNAPSHOT, agents: new Map(agents), calls };
}

describe('the floor under any order of inputs', () => {
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
        const adapters = new Set(
          harness.intents.flatMap((intent) => ('command' in intent ? [intent.command] : [])),
        );
        for (const [id, outcomes] of harness.outcomes) {
          // Whatever only passes by is answered by the telephony adapter's result, which this test does not play.
          expect(outcomes.length).toBe(adapters.has(id) ? 0 : 1);
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

  // B-01, B-08, B-09, B-16: in whatever state of a hold, with whatever under way.
  it('ends hold and call when the caller hangs up, once, and asks no more of Asterisk for it (B-13)', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const harness = play(moves);
        const held = [...harness.floor.calls.values()].filter(({ phase }) => phase.kind === 'held');
        harness.effects.length = 0;
        for (const { id } of held) harness.input({ kind: 'call-ended', call: id });
        for (const kind of ['pause-ended', 'call-unlinked'] as const) {
          expect(harness.events.filter((event) => event.kind === kind)).toHaveLength(held.length);
        }
        for (const agent of harness.floor.agents.values()) expect(loginOf(agent)?.hold).toBeUndefined();
        expect(harness.intents.filter(({ kind }) => kind !== 'set-paused')).toEqual([]);
      }),
      runs,
    );
  });

  it('leaves no caller of a queue on hold for longer than the limit', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const harness = new FloorHarness({ holdLimitMs: 60_000, holdWarningMs: 10_000 });
        harness.play(moves);
        const held = [...harness.floor.calls.values()].filter(
          ({ phase, queue }) => phase.kind === 'held' && queue !== undefined,
        );
        harness.input({ kind: 'telephony-up', epoch: 3, snapshot: stillParked(harness) });
        harness.effects.length = 0;
        harness.advance(600_000);
        for (const { id } of held) {
          const now = harness.floor.calls.get(id)?.phase;
          // Back with its agent, at its queue, or with a dial plan that takes it to either.
          expect(now?.kind === 'held' && now.slot !== undefined).toBe(false);
        }
      }),
      runs,
    );
  });

  it('writes every row once and closes it at most once', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const opened = new Set<string>();
        const links = new Map<string, number>();
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
              expect(opened.has(`call ${write.row.id}`)).toBe(false);
              opened.add(`call ${write.row.id}`);
              break;
            case 'call-linked':
              links.set(callKey(write.row), (links.get(callKey(write.row)) ?? 0) + 1);
              break;
            case 'call-ended':
              links.set(callKey(write.row), (links.get(callKey(write.row)) ?? 0) - 1);
              expect(links.get(callKey(write.row))).toBeGreaterThanOrEqual(0);
              break;
            case 'call-abandoned':
              expect(links.get(callKey(write.row)) ?? 0).toBe(0);
              break;
            case 'call-held':
            case 'call-unlinked':
            case 'call-lost':
            case 'call-placed':
            case 'call-answered':
            case 'call-failed':
            case 'call-unanswered':
            case 'call-queued':
            case 'call-transferred':
            case 'recording':
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
