import { describe, expect, it } from 'vitest';
import { caller, FloorHarness, line, OTHER_AGENT, POOL_AGENT, STRANGER } from '../testing/floor-harness.js';
import { callOf, connect, held, logIn, loginOf, queueCaller, seen, talking } from '../testing/situations.js';
import type { CallId } from './call.js';
import { NO_DETAILS } from './details.js';

function parking(floor: FloorHarness): void {
  talking(floor);
  floor.command({ kind: 'hold', agent: POOL_AGENT });
}

function consulting(floor: FloorHarness): void {
  talking(floor);
  floor.command({ kind: 'consult', agent: POOL_AGENT, extension: '505' });
}

describe('customer and agent in one bridge', () => {
  it('is a link: rows first, then agentlinked with all of the call', () => {
    const floor = new FloorHarness();
    logIn(floor);
    queueCaller(floor);
    const joinedAt = floor.now;
    floor.advance(8_000);
    expect(connect(floor)).toEqual(['store call-linked', 'store progress', 'event call-linked']);
    expect(floor.writes[0]).toEqual({
      kind: 'call-linked',
      row: { kind: 'incoming', id: 1 },
      currentId: 1,
      queueRowId: 1,
      queue: '9000',
      agentRowId: 1,
      agent: POOL_AGENT,
      phone: '5550171',
      at: floor.now,
      waitedS: 8,
      uniqueid: 'c1',
      trunk: 'PJSIP/customer',
      customerChannel: 'PJSIP/customer-c1',
    });
    expect(floor.events).toEqual([
      {
        kind: 'call-linked',
        agent: POOL_AGENT,
        row: { kind: 'incoming', id: 1 },
        campaignId: undefined,
        phone: '5550171',
        uniqueid: 'c1',
        dialled: undefined,
        joinedAt,
        linkedAt: floor.now,
        trunk: 'PJSIP/customer',
        queue: '9000',
        customerChannel: 'PJSIP/customer-c1',
        progressId: 2,
        details: NO_DETAILS,
      },
    ]);
    expect(loginOf(floor)?.call).toBe('c1');
  });

  it('seen again links no second time and follows the agent’s channel', () => {
    const floor = new FloorHarness();
    talking(floor);
    const agentChannel = { name: 'PJSIP/412-0000000b', uniqueid: 'line.2' };
    const again = { kind: 'call-connected', call: 'c1' as CallId, agent: POOL_AGENT, agentChannel } as const;
    expect(seen(floor, again)).toEqual([]);
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'talking', agentChannel });
  });

  it('needs a call that is known', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(connect(floor, 'unknown')).toEqual([]);
  });

  it.each([
    ['has logged off', POOL_AGENT],
    ['is not known', STRANGER],
  ])('of whom the agent %s: the caller has left the queue, and no agent has it', (_, agent) => {
    const floor = new FloorHarness();
    queueCaller(floor);
    expect(connect(floor, 'c1', agent)).toEqual([
      'store call-taken',
      'store progress',
      'event call-progressed',
    ]);
    expect(callOf(floor)?.phase.kind).toBe('released');
    expect(connect(floor, 'c1', agent)).toEqual([]);
  });

  it('another agent takes the call over: the first is unlinked, the caller is kept', () => {
    const floor = new FloorHarness();
    talking(floor);
    logIn(floor, OTHER_AGENT);
    connect(floor, 'c1', OTHER_AGENT);
    expect(floor.events.map(({ kind }) => kind)).toEqual(['call-unlinked', 'call-linked']);
    expect(floor.intents).toEqual([]);
    expect([loginOf(floor)?.call, loginOf(floor, OTHER_AGENT)?.call]).toEqual([undefined, 'c1']);
  });

  it('another agent takes over a caller on hold: the hold ends first', () => {
    const floor = new FloorHarness();
    held(floor);
    logIn(floor, OTHER_AGENT);
    connect(floor, 'c1', OTHER_AGENT);
    expect(floor.events.map(({ kind }) => kind)).toEqual([
      'pause-ended',
      'call-progressed',
      'call-unlinked',
      'call-linked',
    ]);
  });

  it('an agent that meets another caller has left the first, who is kept', () => {
    const floor = new FloorHarness();
    talking(floor, 'c1');
    queueCaller(floor, 'c2');
    connect(floor, 'c2');
    expect(floor.events.map(({ kind }) => kind)).toEqual(['call-unlinked', 'call-linked']);
    expect(floor.intents).toEqual([]);
    expect(callOf(floor, 'c1')?.phase.kind).toBe('released');
    expect(loginOf(floor)?.call).toBe('c2');
  });

  it.each([
    ['is on hold', (floor: FloorHarness) => held(floor)],
    ['is being parked', (floor: FloorHarness) => parking(floor)],
    ['waits behind a consultation', (floor: FloorHarness) => consulting(floor)],
  ])('an agent that meets another caller while one %s: that one goes back to its queue', (_, begin) => {
    const floor = new FloorHarness();
    begin(floor);
    queueCaller(floor, 'c2');
    connect(floor, 'c2');
    expect(floor.intents.filter(({ kind }) => kind === 'redirect')).toEqual([
      {
        kind: 'redirect',
        call: 'c1',
        attempt: floor.floor.attempts,
        customer: caller('c1').customer,
        to: { kind: 'queue', queue: '9000' },
      },
    ]);
    expect(callOf(floor, 'c1')?.phase.kind).toBe('released');
    expect(loginOf(floor)).toMatchObject({ call: 'c2', hold: undefined });
  });

  it('a released caller that comes back to an agent is linked anew', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.input({ kind: 'call-separated', call: 'c1' as CallId, agent: POOL_AGENT });
    expect(connect(floor)).toContain('event call-linked');
    expect(callOf(floor)).toMatchObject({ currentRowId: 2, phase: { agentChannel: line(POOL_AGENT) } });
  });

  it('a released caller that meets an agent on its way to its queue is not sent there any more', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) });
    const attempt = floor.floor.attempts;
    logIn(floor);
    floor.effects.length = 0;
    connect(floor);
    expect(floor.intents).toContainEqual({ kind: 'call-off-redirect', call: 'c1', attempt });
    const answer = { kind: 'redirect-answered', call: 'c1' as CallId, attempt, message: '' } as const;
    expect(seen(floor, { ...answer, result: 'refused' })).toEqual([]);
    expect(callOf(floor)?.phase.kind).toBe('talking');
  });

  it('a queue that is monitored no more still has its calls followed and reported', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.input({ kind: 'caller-joined', ...caller('c1'), queue: '9000', phone: '555' });
    floor.effects.length = 0;
    const { agents, breaks } = floor.floor;
    floor.input({
      kind: 'directory',
      agents: [...agents.values()],
      breaks: [...breaks.values()],
      queues: [],
      assignments: new Map(),
    });
    expect(connect(floor)).toEqual(['store call-linked', 'store progress', 'event call-linked']);
  });
});
