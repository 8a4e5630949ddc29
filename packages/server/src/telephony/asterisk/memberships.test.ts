import type { AgentName, QueueName } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONTEXTS, memberInterface } from './agent-interfaces.js';
import { type Member, type Members, Memberships } from './memberships.js';
import { modelBench } from './testing/model-bench.js';

const ROSA = 'Agent/412' as AgentName;
const ANA = 'PJSIP/101' as AgentName;
const FREE = { paused: false, ringing: false };
const PAUSED = { paused: true, ringing: false };

function member(agent: AgentName, paused: boolean): Member {
  return { paused, interface: memberInterface(agent, DEFAULT_CONTEXTS) };
}

function listed(
  ...members: readonly (readonly [AgentName, QueueName, boolean])[]
): ReadonlyMap<AgentName, Members> {
  const lists = new Map<AgentName, Map<QueueName, Member>>();
  for (const [agent, queue, paused] of members) {
    lists.set(agent, (lists.get(agent) ?? new Map()).set(queue, member(agent, paused)));
  }
  return lists;
}

describe('queue memberships that are read again', () => {
  it('tell the queues of everybody, listed or known', () => {
    const memberships = new Memberships(DEFAULT_CONTEXTS);
    memberships.put(ROSA, '9000', member(ROSA, false));
    memberships.beginReading();
    expect(memberships.endReading(listed([ANA, '9100', true]))).toEqual([
      { kind: 'memberships', agent: ROSA, memberships: new Map() },
      { kind: 'memberships', agent: ANA, memberships: new Map([['9100', PAUSED]]) },
    ]);
  });

  it('are not those of a connection that was lost meanwhile', () => {
    const memberships = new Memberships(DEFAULT_CONTEXTS);
    memberships.beginReading();
    memberships.clear();
    memberships.put(ROSA, '9000', member(ROSA, false));
    expect(memberships.endReading(listed([ROSA, '9100', false]))).toEqual([]);
    expect(memberships.all).toEqual(new Map([[ROSA, new Map([['9000', FREE]])]]));
  });

  it('are Asterisk’s, whenever the list was made between the events', () => {
    const move = fc.record({
      agent: fc.constantFrom(ROSA, ANA),
      queue: fc.constantFrom('9000', '9100'),
      paused: fc.constantFrom(false, true, undefined),
    });
    const moves = fc.array(move, { maxLength: 12 });
    fc.assert(
      fc.property(moves, moves, moves, (before, unread, after) => {
        const asterisk = new Memberships(DEFAULT_CONTEXTS);
        const server = new Memberships(DEFAULT_CONTEXTS);
        const happen = (each: (typeof before)[number], to: Memberships): void => {
          const { agent, queue, paused } = each;
          if (paused === undefined) to.remove(agent, queue);
          else to.put(agent, queue, member(agent, paused));
        };
        // What a reload changes, the server is not told.
        for (const each of before) happen(each, asterisk);
        server.beginReading();
        for (const each of unread) for (const side of [asterisk, server]) happen(each, side);
        const list = listed(
          ...[...asterisk.all].flatMap(([agent, queues]) =>
            [...queues].map(([queue, { paused }]) => [agent, queue, paused] as const),
          ),
        );
        for (const each of after) for (const side of [asterisk, server]) happen(each, side);
        server.endReading(list);
        const queuesOf = (side: Memberships) =>
          [ROSA, ANA].map((agent) => [...(side.all.get(agent) ?? [])].toSorted());
        expect(queuesOf(server)).toEqual(queuesOf(asterisk));
      }),
    );
  });
});

describe('queue memberships as events tell them', () => {
  it('are those of the interface, whatever name the member has', () => {
    const { event } = modelBench();
    const member = { Queue: '9000', MemberName: 'Rosa', Interface: 'Local/412@agents', Paused: '0' };
    expect(event('QueueMemberAdded', member)).toEqual(['memberships Agent/412 9000']);
    expect(event('QueueMemberRemoved', member)).toEqual(['memberships Agent/412']);
  });
});

describe('an agent that a queue calls', () => {
  const RINGING = { paused: false, ringing: true };
  const inBoth = (): Memberships => {
    const memberships = new Memberships(DEFAULT_CONTEXTS);
    for (const queue of ['9000', '9100']) memberships.put(ANA, queue, member(ANA, false));
    return memberships;
  };
  const told = (membership: typeof FREE) => [
    {
      kind: 'memberships',
      agent: ANA,
      memberships: new Map([
        ['9000', membership],
        ['9100', membership],
      ]),
    },
  ];

  it('rings in all its queues until the leg is answered or gone, whichever is told first', () => {
    const memberships = inBoth();
    expect(memberships.called(ANA, 'leg')).toEqual(told(RINGING));
    expect(memberships.over('leg')).toEqual(told(FREE));
    expect(memberships.over('leg')).toEqual([]);
    expect(memberships.size).toBe(0);
  });

  it('rings as long as another queue calls it too', () => {
    const memberships = inBoth();
    memberships.called(ANA, 'one');
    expect(memberships.called(ANA, 'other')).toEqual([]);
    expect(memberships.over('one')).toEqual([]);
    expect(memberships.over('other')).toEqual(told(FREE));
  });

  it('rings in a queue that it is put into meanwhile', () => {
    const memberships = inBoth();
    memberships.called(ANA, 'leg');
    memberships.remove(ANA, '9100');
    expect(memberships.put(ANA, '9100', member(ANA, false))).toEqual(told(RINGING));
  });
});
