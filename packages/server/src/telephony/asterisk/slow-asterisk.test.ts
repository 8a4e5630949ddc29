import { Duplex, Transform } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { CallId, TelephonyFact } from '@openeccp/core';
import { VirtualClock as StandingTime, startSimulator } from '@openeccp/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../runtime/clock.js';
import { DEFAULT_CONTEXTS } from './agent-interfaces.js';
import { AsteriskTelephony } from './asterisk-telephony.js';
import type { ThrottleLimits } from './originate-throttle.js';

const LIMITS: ThrottleLimits = { mostAtOnce: 8, slowMs: 1_000, mostWaiting: 30, waitMs: 60_000 };
const STEP_MS = 50;

/** The adapter before a simulated Asterisk whose answers can be late. */
class Bench {
  readonly facts: TelephonyFact[] = [];
  readonly log: string[] = [];
  telephony!: AsteriskTelephony;
  /** Milliseconds. */
  lateness = 0;
  /** The most Originates that were without an answer at a time, since it was set. */
  most = 0;
  readonly #time: StandingTime = new StandingTime();
  #cut: () => void = () => {};
  #unanswered = 0;
  #asked = 0;

  static async open(limits: ThrottleLimits = LIMITS): Promise<Bench> {
    const bench = new Bench();
    const clock: Clock = {
      now: () => bench.#time.now(),
      after: (ms, callback) => bench.#time.setTimer(ms, callback),
    };
    const simulator = await startSimulator({ port: 'none', clock: bench.#time });
    bench.#cut = () => simulator.killConnections();
    bench.telephony = new AsteriskTelephony({
      ami: {
        credentials: { username: 'openeccp', secret: 'openeccp' },
        peer: async () => bench.#slow(simulator.connectInMemory()),
      },
      clock,
      contexts: DEFAULT_CONTEXTS,
      parking: 'auto',
      parkingLot: undefined,
      ringMs: 30_000,
      originate: limits,
      isAgent: () => false,
      isToPause: () => undefined,
      onFact: (fact) => bench.facts.push(fact),
      onDrift: () => {},
      onConnected: async () => {},
      log: {
        info: (_, text) => bench.log.push(text),
        warn: (_, text) => bench.log.push(text),
        error: (_, text) => bench.log.push(text),
      },
    });
    onTestFinished(async () => {
      await bench.telephony.close();
      await simulator.close();
    });
    bench.telephony.start();
    await bench.passes(1_000);
    return bench;
  }

  get asked(): number {
    return this.#asked;
  }

  /** Calls that failed, with why. */
  get failures(): readonly string[] {
    return this.facts.flatMap((fact) =>
      fact.kind === 'call-failed' ? [`${fact.call}: ${fact.causeText}`] : [],
    );
  }

  place(from: number, count: number): void {
    for (let i = from; i < from + count; i += 1) {
      this.telephony.perform({
        kind: 'place-call',
        call: `call-${i}` as CallId,
        dial: 'PJSIP/104',
        context: 'from-internal',
        exten: '9000',
        ringMs: 600_000,
        callerId: '5550171',
        variables: new Map(),
      });
    }
  }

  cut(): void {
    this.#cut();
  }

  /** Lets time pass, with turns of the event loop in between. Milliseconds. */
  async passes(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      this.#time.advance(STEP_MS);
      for (let turn = 0; turn < 10; turn += 1) await setImmediate();
    }
  }

  /** What Asterisk says arrives late; what it is told does not. */
  #slow(stream: Duplex): Duplex {
    const late = new Transform();
    stream.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      this.#time.setTimer(this.lateness, () => {
        this.#unanswered -= text.split('Originate successfully queued').length - 1;
        if (!late.destroyed) late.push(chunk);
      });
    });
    stream.once('close', () => late.destroy());
    const told = new Transform({
      transform: (chunk: Buffer, _, done) => {
        const originates = chunk.toString('latin1').split('Action: Originate').length - 1;
        this.#asked += originates;
        this.#unanswered += originates;
        this.most = Math.max(this.most, this.#unanswered);
        done(null, chunk);
      },
    });
    told.pipe(stream);
    return Duplex.from({ readable: late, writable: told });
  }
}

describe('calls to customers, while Asterisk answers slowly', () => {
  it('are asked for fewer at a time, all of them, and as many as ever when it follows again', async () => {
    const bench = await Bench.open();
    bench.place(0, 30);
    await bench.passes(500);
    expect([bench.most, bench.asked]).toEqual([8, 30]);

    [bench.lateness, bench.most] = [2_000, 0];
    bench.place(100, 8);
    await bench.passes(3_000);
    expect(bench.telephony.originates.window).toBe(4);
    bench.most = 0;
    bench.place(200, 8);
    await bench.passes(20_000);
    expect(bench.most).toBe(4);
    expect(bench.telephony.originates).toMatchObject({ window: 1, asked: 0, waiting: 0, room: 1 });
    expect(bench.asked).toBe(46);

    bench.lateness = 0;
    for (let round = 0; round < 4; round += 1) {
      bench.place(300 + round * 30, 30);
      await bench.passes(3_000);
    }
    expect(bench.telephony.originates).toMatchObject({ window: 8, asked: 0, waiting: 0, room: 38 });
    expect(bench.asked).toBe(166);
    expect(bench.telephony.originates.refused).toEqual(new Map());
    expect(bench.log.filter((line) => /follow/.test(line))).toEqual([
      expect.stringContaining('can’t follow'),
      expect.stringContaining('follows again'),
    ]);
  });

  it('are refused when too many wait, and when they wait too long', async () => {
    const bench = await Bench.open({ ...LIMITS, mostAtOnce: 1, mostWaiting: 2, waitMs: 3_000 });
    bench.lateness = 5_000;
    bench.place(0, 4);
    expect(bench.failures).toEqual([]);
    await bench.passes(50);
    expect(bench.failures).toEqual([
      'call-3: too many calls wait for Asterisk already (asterisk.originate.waiting)',
    ]);
    await bench.passes(4_000);
    expect(bench.failures.slice(1)).toEqual([
      'call-1: Asterisk has not got to it in time (asterisk.originate.waitSeconds)',
      'call-2: Asterisk has not got to it in time (asterisk.originate.waitSeconds)',
    ]);
    expect(bench.asked).toBe(1);
  });

  it('are not asked for when they are not wanted any more, nor over the next connection', async () => {
    const bench = await Bench.open({ ...LIMITS, mostAtOnce: 1 });
    bench.lateness = 5_000;
    bench.place(0, 3);
    bench.telephony.perform({ kind: 'abort-call', call: 'call-1' as CallId, command: undefined });
    await bench.passes(50);
    expect(bench.failures).toEqual(['call-1: undefined']);
    bench.cut();
    await bench.passes(10_000);
    expect(bench.failures).toEqual(['call-1: undefined', 'call-2: no connection to Asterisk']);
    expect(bench.asked).toBe(1);
  });
});
