import type { AgentName, Membership, QueueName } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Memberships } from './memberships.js';

const ROSA = 'Agent/412' as AgentName;
const ANA = 'PJSIP/101' as AgentName;
const FREE: Membership = { paused: false, ringing: false };
const PAUSED: Membership = { paused: true, ringing: true };

type Lists = ReadonlyMap<AgentName, ReadonlyMap<QueueName, Membership>>;

function listed(...members: readonly (readonly [AgentName, QueueName, Membership])[]): Lists {
  const lists = new Map<AgentName, Map<QueueName, Membership>>();
  for (const [agent, queue, membership] of members) {
    lists.set(agent, (lists.get(agent) ?? new Map()).set(queue, membership));
  }
  return lists;
}

describe('queue memberships that are read again', () => {
  it('tell the queues of everybody, listed or known', () => {
    const memberships = new Memberships();
    memberships.put(ROSA, '9000', FREE);
    memberships.beginReading();
    expect(memberships.endReading(listed([ANA, '9100', PAUSED]))).toEqual([
      { kind: 'memberships', agent: ROSA, memberships: new Map() },
      { kind: 'memberships', agent: ANA, memberships: new Map([['9100', PAUSED]]) },
    ]);
  });

  it('are not those of a connection that was lost meanwhile', () => {
    const memberships = new Memberships();
    memberships.beginReading();
    memberships.clear();
    memberships.put(ROSA, '9000', FREE);
    expect(memberships.endReading(listed([ROSA, '9100', FREE]))).toEqual([]);
    expect(memberships.all).toEqual(listed([ROSA, '9000', FREE]));
  });

  it('are Asterisk’s, whenever the list was made between the events', () => {
    const move = fc.record({
      agent: fc.constantFrom(ROSA, ANA),
      queue: fc.constantFrom('9000', '9100'),
      membership: fc.constantFrom(FREE, PAUSED, undefined),
    });
    const moves = fc.array(move, { maxLength: 12 });
    fc.assert(
      fc.property(moves, moves, moves, (before, unread, after) => {
        const asterisk = new Memberships();
        const server = new Memberships();
        const happen = (each: (typeof before)[number], to: Memberships): void => {
          const { agent, queue, membership } = each;
          if (membership === undefined) to.remove(agent, queue);
          else to.put(agent, queue, membership);
        };
        // What a reload changes, the server is not told.
        for (const each of before) happen(each, asterisk);
        server.beginReading();
        for (const each of unread) for (const side of [asterisk, server]) happen(each, side);
        const list = new Map([...asterisk.all].map(([agent, queues]) => [agent, new Map(queues)]));
        for (const each of after) for (const side of [asterisk, server]) happen(each, side);
        server.endReading(list);
        const queuesOf = (side: Memberships) =>
          [ROSA, ANA].map((agent) => [...(side.all.get(agent) ?? [])].toSorted());
        expect(queuesOf(server)).toEqual(queuesOf(asterisk));
      }),
    );
  });
});
