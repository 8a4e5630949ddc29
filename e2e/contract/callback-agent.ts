import { afterEach, beforeEach } from 'vitest';
import { CALLBACK, type Stage } from './stage.js';

/** In every scenario beside this the callback agent 101 is in queue 8000, and in none after it. */
export function callbackAgentInQueue(stage: () => Stage): void {
  beforeEach(async () => {
    stage().joinQueues(['8000']);
    await stage().next('login-started');
    await stage().next('memberships');
    stage().log.clear();
  });
  afterEach(async () => {
    stage().perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
    await stage().next('memberships');
    await stage().clear();
  });
}
