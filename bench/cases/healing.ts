import { setImmediate } from 'node:timers/promises';
import { startSimulator, VirtualClock } from '@openeccp/simulator';
import { AsteriskTelephony, DEFAULT_CONTEXTS, DEFAULT_THROTTLE } from 'openeccp';
import { lossyStream } from '../../e2e/contract/lossy-stream.js';
import { AGENT_NUMBERS, largeWorld, QUEUES } from '../large-center.js';
import { fixed, type Section, whole } from '../report.js';
import { percentile } from '../statistics.js';

const AGENTS = 500;
const CALLS_PER_S = 20;
const CALL_S = 20;
const DURATION_S = 120;
/** One in so many callers who hang up is not told of. */
const LOST = 37;
const STEP_MS = 50;

/** How long it takes until it is known that a caller has hung up, when the event that says so is lost. */
export async function healing(): Promise<Section> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ port: 'none', clock, world: largeWorld() });
  const lostAt = new Map<string, number>();
  const tookMs: number[] = [];
  let hangUps = 0;
  let drifts = 0;
  let asked = 0;
  const telephony = new AsteriskTelephony({
    ami: {
      credentials: { username: 'openeccp', secret: 'openeccp' },
      peer: async () => {
        const near = simulator.connectInMemory();
        const write = near.write.bind(near) as (...all: never[]) => boolean;
        near.write = (...all: never[]): boolean => {
          asked += 1;
          return write(...all);
        };
        return lossyStream(near, (message) => {
          if (message.name !== 'Hangup' || message.get('Channel')?.startsWith('PJSIP/customer-') !== true)
            return false;
          hangUps += 1;
          if (hangUps % LOST > 0) return false;
          lostAt.set(message.get('Uniqueid') ?? '', clock.now());
          return true;
        });
      },
    },
    clock: { now: () => clock.now(), after: (ms, callback) => clock.setTimer(ms, callback) },
    contexts: DEFAULT_CONTEXTS,
    parking: 'auto',
    parkingLot: undefined,
    ringMs: 10_000,
    originate: DEFAULT_THROTTLE,
    isAgent: () => false,
    isToPause: () => undefined,
    onConnected: async () => {},
    onFact: (fact) => {
      if (fact.kind !== 'call-ended') return;
      const lost = lostAt.get(fact.call);
      if (lost === undefined) return;
      lostAt.delete(fact.call);
      tookMs.push(clock.now() - lost);
    },
    onDrift: () => {
      drifts += 1;
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      await setImmediate();
      await setImmediate();
    }
  };
  telephony.start();
  await pass(1_000);
  for (const number of AGENT_NUMBERS.slice(0, AGENTS)) simulator.hands.phoneDials(number, `*11${number}`);
  await pass(15_000);
  asked = 0;
  const calls: { readonly hangUp: () => void }[] = [];
  const every = 1000 / CALLS_PER_S;
  for (let at = 0; at < DURATION_S * 1000; at += every) {
    calls.push(simulator.hands.customerCalls(QUEUES[calls.length % QUEUES.length] ?? ''));
    if (calls.length > CALL_S * CALLS_PER_S) calls[calls.length - CALL_S * CALLS_PER_S - 1]?.hangUp();
    await pass(every);
  }
  const perS = asked / DURATION_S;
  await pass(15_000);
  const left = lostAt.size;
  await telephony.close();
  await simulator.close();
  const seconds = (share: number): string => fixed(percentile(tookMs, share) / 1000);
  return {
    title: 'Healing',
    note: `In the time of the simulator: ${AGENTS} agents on the line, ${CALLS_PER_S} calls a second of ${CALL_S} s each for ${DURATION_S} s; the event of every ${LOST}th caller who hangs up is lost. How long until the server knows.`,
    columns: ['', ''],
    rows: [
      ['events lost', whole(tookMs.length + left)],
      ['never mended', whole(left)],
      ['mended without need', whole(drifts - tookMs.length)],
      ['known after, p50 s', seconds(0.5)],
      ['p99 s', seconds(0.99)],
      ['longest s', seconds(1)],
      ['actions sent to Asterisk per second', fixed(perS)],
    ],
  };
}
