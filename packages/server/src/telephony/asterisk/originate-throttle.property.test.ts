import type { CallId } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type OriginateAnswer,
  openThrottle,
  type Throttle,
  type ThrottleInput,
  type ThrottleLimits,
  throttleDeadline,
  throttled,
  throttleRoom,
} from './originate-throttle.js';

const someLimits: fc.Arbitrary<ThrottleLimits> = fc.record({
  mostAtOnce: fc.integer({ min: 1, max: 12 }),
  slowMs: fc.constant(1_000),
  mostWaiting: fc.integer({ min: 0, max: 15 }),
  waitMs: fc.integer({ min: 1, max: 20_000 }),
});

/** Which of the calls is meant is counted from the oldest. */
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wanted' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('answered' as const),
      nth: fc.nat(20),
      answer: fc.constantFrom<OriginateAnswer>('taken', 'taken', 'trouble', 'nothing'),
    }),
  },
  fc.record({ kind: fc.constant('withdrawn' as const), nth: fc.nat(20) }),
  fc.record({ kind: fc.constant('disconnected' as const) }),
  fc.record({ kind: fc.constant('passes' as const), ms: fc.integer({ min: 1, max: 5_000 }) }),
);

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** A throttle, what it was asked for, and what became of that. */
class Bench {
  readonly limits: ThrottleLimits;
  readonly wanted: CallId[] = [];
  readonly sent: CallId[] = [];
  readonly refused: CallId[] = [];
  throttle: Throttle;
  now = 0;

  constructor(limits: ThrottleLimits) {
    this.limits = limits;
    this.throttle = openThrottle(limits);
  }

  take(input: ThrottleInput): void {
    const { throttle, decisions } = throttled(this.throttle, this.limits, input, this.now);
    this.throttle = throttle;
    for (const { kind, call } of decisions) (kind === 'send' ? this.sent : this.refused).push(call);
    const sends = decisions.some(({ kind }) => kind === 'send');
    if (sends) expect(throttle.asked.size).toBeLessThanOrEqual(throttle.window);
    expect(throttle.window).toBeGreaterThanOrEqual(1);
    expect(throttle.window).toBeLessThanOrEqual(this.limits.mostAtOnce);
    expect(throttle.waiting.length).toBeLessThanOrEqual(this.limits.mostWaiting);
    // Nobody waits for a place that is free.
    if (throttle.waiting.length > 0) {
      expect(throttle.asked.size).toBeGreaterThanOrEqual(Math.floor(throttle.window));
    }
  }

  want(): void {
    const call = `call ${this.wanted.length}` as CallId;
    this.wanted.push(call);
    this.take({ kind: 'wanted', call });
  }

  answer(nth: number, answer: OriginateAnswer): void {
    const calls = [...this.throttle.asked.keys()];
    const call = calls[nth % calls.length];
    if (call !== undefined) this.take({ kind: 'answered', call, answer });
  }

  do(deed: Deed): void {
    switch (deed.kind) {
      case 'wanted':
        return this.want();
      case 'answered':
        return this.answer(deed.nth, deed.answer);
      case 'withdrawn': {
        const { waiting } = this.throttle;
        const call = waiting[deed.nth % waiting.length]?.call;
        if (call !== undefined) this.take({ kind: 'withdrawn', call });
        return;
      }
      case 'disconnected':
        return this.take({ kind: 'disconnected' });
      case 'passes':
        return this.pass(deed.ms);
    }
  }

  /** The time of a deadline is told as soon as it comes. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const deadline = throttleDeadline(this.throttle, this.limits);
      if (deadline === undefined || deadline > end) break;
      this.now = deadline;
      this.take({ kind: 'time' });
    }
    this.now = end;
  }
}

function after(limits: ThrottleLimits, deeds: readonly Deed[]): Bench {
  const bench = new Bench(limits);
  for (const one of deeds) bench.do(one);
  return bench;
}

const story = fc.array(deed, { maxLength: 120, size: 'max' });

describe('the throttle of Originates, whatever happens', () => {
  it('never asks for more at a time than its window, which stays within its bounds, nor lets too many wait', () => {
    fc.assert(fc.property(someLimits, story, (limits, deeds) => void after(limits, deeds)));
  });

  it('sends or refuses every call once, in the end also without an answer', () => {
    fc.assert(
      fc.property(someLimits, story, (limits, deeds) => {
        const bench = after(limits, deeds);
        bench.pass(limits.waitMs);
        expect([...bench.sent, ...bench.refused].sort()).toEqual([...bench.wanted].sort());
      }),
    );
  });

  it('keeps the order', () => {
    fc.assert(
      fc.property(someLimits, story, (limits, deeds) => {
        const { wanted, sent } = after(limits, deeds);
        const places = sent.map((call) => wanted.indexOf(call));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });

  it('asks for as many again as ever when Asterisk has recovered', () => {
    fc.assert(
      fc.property(someLimits, story, (limits, deeds) => {
        const bench = after(limits, deeds);
        bench.pass(limits.waitMs + limits.slowMs + 1);
        // What was asked long ago is answered late.
        while (bench.throttle.asked.size > 0) bench.answer(0, 'taken');
        bench.now += 1;
        for (let answers = 0; answers < limits.mostAtOnce ** 2; answers += 1) {
          while (bench.throttle.asked.size < Math.floor(bench.throttle.window)) bench.want();
          bench.answer(0, 'taken');
        }
        expect(bench.throttle.window).toBe(limits.mostAtOnce);
      }),
    );
  });

  it('has room for what it says that it has room for', () => {
    fc.assert(
      fc.property(someLimits, story, (limits, deeds) => {
        const bench = after(limits, deeds);
        const before = bench.refused.length;
        for (let left = throttleRoom(bench.throttle, limits); left > 0; left -= 1) bench.want();
        expect(bench.refused).toHaveLength(before);
      }),
    );
  });
});

describe('the throttle of Originates', () => {
  const limits: ThrottleLimits = { mostAtOnce: 8, slowMs: 1_000, mostWaiting: 4, waitMs: 10_000 };

  function full(): Bench {
    const bench = new Bench(limits);
    for (let call = 0; call < 8; call += 1) bench.want();
    return bench;
  }

  it('halves its window once for all that was asked through it', () => {
    const bench = full();
    bench.now = 100;
    bench.answer(0, 'trouble');
    bench.answer(0, 'trouble');
    bench.now = 2_000;
    bench.answer(0, 'taken');
    expect(bench.throttle.window).toBe(4);
    while (bench.throttle.asked.size > 0) bench.answer(0, 'nothing');
    bench.want();
    bench.answer(0, 'trouble');
    expect(bench.throttle.window).toBe(2);
  });

  it('takes an answer that comes late for trouble, and one about nothing for nothing', () => {
    const bench = full();
    bench.answer(0, 'nothing');
    expect(bench.throttle.window).toBe(8);
    bench.now = limits.slowMs;
    bench.answer(0, 'taken');
    expect(bench.throttle.window).toBe(8);
    bench.now += 1;
    bench.answer(0, 'taken');
    expect(bench.throttle.window).toBe(4);
  });

  it('refuses at once what can’t wait any more', () => {
    const bench = full();
    for (let call = 0; call < 5; call += 1) bench.want();
    expect(bench.refused).toEqual(['call 12']);
  });

  it('has no room for calls that would wait while Asterisk is behind', () => {
    const bench = full();
    expect(throttleRoom(bench.throttle, limits)).toBe(4);
    bench.answer(0, 'trouble');
    expect(throttleRoom(bench.throttle, limits)).toBe(0);
  });
});
