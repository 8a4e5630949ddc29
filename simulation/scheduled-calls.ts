import type { DueCall } from '@openeccp/core';
import type { SeededRandom } from '@openeccp/simulator';
import { SEATS } from './center.js';
import { contacts } from './plan.js';

/** The calls that are scheduled for agents, as rows of the database. `start` is the beginning of the run, epoch milliseconds. */
export function dueCalls(random: SeededRandom, calls: number, start: number): readonly DueCall[] {
  return contacts(random, calls).flatMap(({ at, seat, phone, trunk }, index) => {
    const agent = SEATS[seat]?.agent;
    if (agent === undefined) return [];
    const campaign = { id: 1, queue: '9000', context: 'from-internal', trunk, callerId: undefined };
    return [{ rowId: index + 1, agent, phone, from: start + at, retry: 1, before: undefined, campaign }];
  });
}
