import { startSimulator } from '@openeccp/simulator';
import { largeWorld } from '../large-center.js';
import { serveParent } from './child.js';

export type Asterisk = typeof api;

/** Simulated seconds per second: a thousand agents hear the login prompt in no time. */
const SPEED = 50;

/** A simulated Asterisk with the phones, agents and queues of a large center. */
const api = {
  async start(): Promise<number> {
    const simulator = await startSimulator({ speed: SPEED, world: largeWorld() });
    return simulator.port;
  },
};

serveParent(api);
