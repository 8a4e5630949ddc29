import { type Simulator, startSimulator } from '@openeccp/simulator';
import { largeWorld, QUEUES } from '../large-center.js';
import { serveParent } from './child.js';

export type Asterisk = typeof api;

export interface Traffic {
  readonly callsPerS: number;
  /** From the call's arrival to the customer's hanging up. Milliseconds. */
  readonly callMs: number;
  readonly durationMs: number;
  /** Customers who have called before: each has a number of its own. Default 0. */
  readonly before?: number;
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

  /** Customers call at regular intervals. Answers when the last has hung up. */
  async traffic({ callsPerS, callMs, durationMs, before = 0 }: Traffic): Promise<readonly HungUp[]> {
    const hungUp: HungUp[] = [];
    const customers = Math.floor((durationMs * callsPerS) / 1000);
    const over = Array.from({ length: customers }, async (_, i) => {
      await passed((i * 1000) / callsPerS);
      const call = customer(before + i);
      await passed(callMs);
      hungUp.push({ phone: String(FIRST_PHONE + before + i), at: Number(process.hrtime.bigint()) / 1e6 });
      call.hangUp();
    });
    await Promise.all(over);
    return hungUp;
  },
};

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
