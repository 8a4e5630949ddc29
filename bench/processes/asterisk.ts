import { type Simulator, startSimulator } from '@openeccp/simulator';
import { largeWorld, QUEUES } from '../large-center.js';
import { serveParent } from './child.js';

export type Asterisk = typeof api;

export interface Traffic {
  readonly callsPerS: number;
  /** From the call's arrival to the customer's hanging up. Milliseconds. */
  readonly callMs: number;
  readonly durationMs: number;
}

/** When a customer hung up. Milliseconds of the machine's monotonic clock. */
export interface HungUp {
  readonly phone: string;
  readonly at: number;
}

/** Simulated seconds per second: a thousand agents hear the login prompt in no time. */
const SPEED = 50;
/** Numbers of the customers begin here. */
const FIRST_PHONE = 5_600_000;

let simulator: Simulator | undefined;
let calls: { readonly hangUp: () => void }[] = [];
let ended: HungUp[] = [];
/** Why nobody calls any more. */
let failure: unknown;

/** A simulated Asterisk with the phones, agents and queues of a large center. */
const api = {
  async start(): Promise<number> {
    simulator = await startSimulator({ speed: SPEED, world: largeWorld() });
    return simulator.port;
  },

  /** So many customers call, each another queue, and stay on the line until {@link hangUp}. */
  call(customers: number): void {
    for (let i = 0; i < customers; i += 1) calls.push(customer(i));
  },

  hangUp(): void {
    for (const call of calls) call.hangUp();
    calls = [];
  },

  /** Begins to let customers call at regular intervals, each from a number of its own. {@link hungUp} tells of them. */
  traffic(traffic: Traffic): void {
    callers(traffic).catch((error: unknown) => {
      failure = error;
    });
  },

  /** Who has hung up since the last time. */
  hungUp(): readonly HungUp[] {
    if (failure !== undefined) throw failure;
    const result = ended;
    ended = [];
    return result;
  },
};

async function callers({ callsPerS, callMs, durationMs }: Traffic): Promise<void> {
  const begin = performance.now();
  const customers = Math.floor((durationMs * callsPerS) / 1000);
  for (let i = 0; i < customers; i += 1) {
    await passed(begin + (i * 1000) / callsPerS - performance.now());
    const call = customer(i);
    setTimeout(() => {
      ended.push({ phone: String(FIRST_PHONE + i), at: Number(process.hrtime.bigint()) / 1e6 });
      call.hangUp();
    }, callMs);
  }
}

function customer(index: number): { readonly hangUp: () => void } {
  if (simulator === undefined) throw new Error('Asterisk has not been started');
  return simulator.hands.customerCalls(QUEUES[index % QUEUES.length] ?? '', {
    number: String(FIRST_PHONE + index),
  });
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

serveParent(api);
