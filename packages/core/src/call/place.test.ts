import { describe, expect, it } from 'vitest';
import type { AgentName } from '../agent/agent.js';
import type { LiveCall } from '../floor/input.js';
import { FloorHarness, line, OTHER_AGENT, POOL_AGENT } from '../testing/floor-harness.js';
import { asked, callOf, connect, logIn, loginOf, reconnect, seen, statusOf } from '../testing/situations.js';
import type { CallId } from './call.js';
import type { CallOrder } from './place.js';

const CALL = 'c1' as CallId;
const ROW = { kind: 'outgoing', id: 88 };
const TRUNK = { name: 'PJSIP/trunk-0000001c', uniqueid: 'c1' };

function order(agent?: AgentName): CallOrder {
  return {
    call: CALL,
    rowId: 88,
    campaignId: 3,
    phone: '5550171',
    trunk: 'PJSIP/carrier',
    retry: 2,
    queue: agent === undefined ? '9100' : undefined,
    agent,
    before: { status: 'NoAnswer', dialledAt: 5 },
    dial: 'PJSIP/5550171@trunk',
    context: 'from-internal',
    exten: '9100',
    ringMs: 30_000,
    callerId: '5550171',
    variables: new Map([['ID_CALL', '88']]),
  };
}

function place(floor: FloorHarness, agent?: AgentName): readonly string[] {
  return seen(floor, { kind: 'place-call', order: order(agent) });
}

function reserve(floor: FloorHarness): readonly string[] {
  return seen(floor, { kind: 'reservations', until: new Map([[POOL_AGENT, floor.now + 60_000]]) });
}

/** A call scheduled for the pool agent is on its way. */
function scheduled(): FloorHarness {
  const floor = new FloorHarness();
  logIn(floor);
  reserve(floor);
  place(floor, POOL_AGENT);
  floor.effects.length = 0;
  return floor;
}

const progress = (floor: FloorHarness): readonly string[] =>
  floor.writes.flatMap((write) => (write.kind === 'progress' ? [write.status] : []));

const trunks = (floor: FloorHarness): readonly string[] =>
  floor.writes.flatMap((write) => (write.kind === 'progress' ? [write.trunk] : []));

describe('a call of a campaign, telephony.md §9.2', () => {
  it('is placed, dialled, answered, queued, linked and ended, each step with its row and its log', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(place(floor)).toEqual([
      'store call-placed',
      'store progress',
      'event call-progressed',
      'look up',
      'timer placing',
      'ask place-call',
    ]);
    floor.advance(2_000);
    floor.input({ kind: 'call-dialling', call: CALL, channel: TRUNK });
    floor.advance(5_000);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    floor.input({ kind: 'caller-joined', call: CALL, customer: TRUNK, queue: '9100', phone: '5550171' });
    floor.advance(4_000);
    connect(floor);
    floor.advance(64_000);
    floor.input({ kind: 'call-ended', call: CALL });
    expect(progress(floor)).toEqual(['Placing', 'Dialing', 'Ringing', 'OnQueue', 'Success', 'Hangup']);
    // F-32: the campaign's trunk at first, then the one that dials.
    expect(trunks(floor)).toEqual(['PJSIP/carrier', ...new Array<string>(5).fill('PJSIP/trunk')]);
    expect(floor.writes.filter(({ kind }) => kind !== 'progress')).toMatchObject([
      { kind: 'call-placed', row: ROW, retry: 2, before: { status: 'NoAnswer' } },
      { kind: 'call-answered', row: ROW, uniqueid: 'c1' },
      { kind: 'call-queued', row: ROW, trunk: 'PJSIP/trunk' },
      { kind: 'call-linked', row: ROW, queueRowId: undefined, queue: '9100', waitedS: 4 },
      { kind: 'call-unlinked', row: ROW },
      { kind: 'call-ended', row: ROW, durationS: 64, short: false },
    ]);
    expect(floor.events.at(-1)).toMatchObject({ kind: 'call-unlinked', row: ROW, campaignId: 3 });
    const linked = floor.events.find(({ kind }) => kind === 'call-linked');
    expect(linked).toMatchObject({ dialled: { retry: 2 }, campaignId: 3, queue: '9100' });
    expect(callOf(floor)).toBeUndefined();
  });

  it.each([
    [10, true, 'ShortCall'],
    [11, false, 'Hangup'],
  ])('of %i seconds is short: %s (ECCP §7.2)', (seconds, short, status) => {
    const floor = new FloorHarness();
    logIn(floor);
    place(floor);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    floor.input({ kind: 'caller-joined', call: CALL, customer: TRUNK, queue: '9100', phone: '5550171' });
    connect(floor);
    floor.advance(seconds * 1000);
    floor.effects.length = 0;
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.writes).toContainEqual(expect.objectContaining({ kind: 'call-ended', short }));
    expect(progress(floor)).toEqual([status]);
    expect(floor.events).toMatchObject([{ kind: 'call-unlinked', short }]);
  });

  it.each([
    [40, 3, false],
    [5, 3, true],
    [8, 3, false],
  ])('that one agent had for %i seconds and the next for %i is short: %s', (first, second, short) => {
    const floor = new FloorHarness();
    logIn(floor);
    logIn(floor, OTHER_AGENT);
    place(floor);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    connect(floor);
    floor.advance(first * 1000);
    floor.command({ kind: 'transfer-to-agent', agent: POOL_AGENT, target: OTHER_AGENT });
    const attempt = floor.floor.attempts;
    floor.input({ kind: 'redirect-answered', call: CALL, attempt, result: 'accepted', message: '' });
    connect(floor, CALL, OTHER_AGENT);
    floor.advance(second * 1000);
    floor.effects.length = 0;
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.writes).toContainEqual(
      expect.objectContaining({ kind: 'call-ended', durationS: second, short }),
    );
  });

  it('that fails says why', () => {
    const floor = new FloorHarness();
    place(floor);
    floor.effects.length = 0;
    floor.input({ kind: 'call-failed', call: CALL, cause: 17, causeText: 'User busy' });
    expect(floor.writes[0]).toMatchObject({ kind: 'call-failed', row: ROW, cause: 17 });
    expect([progress(floor), callOf(floor)]).toEqual([['Failure'], undefined]);
  });

  it('that is hung up before the queue is not answered, before the answer a failure', () => {
    const floor = new FloorHarness();
    place(floor);
    floor.input({ kind: 'call-ended', call: CALL });
    expect(progress(floor)).toEqual(['Placing', 'Failure']);
    floor.effects.length = 0;
    place(floor);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    floor.input({ kind: 'call-ended', call: CALL });
    expect(progress(floor)).toEqual(['Placing', 'Ringing', 'NoAnswer']);
  });

  it('abandoned in the queue says so', () => {
    const floor = new FloorHarness();
    place(floor);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    floor.input({ kind: 'caller-joined', call: CALL, customer: TRUNK, queue: '9100', phone: '5550171' });
    floor.effects.length = 0;
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.writes).toMatchObject([{ kind: 'call-abandoned', row: ROW }, { status: 'Abandoned' }]);
  });

  it('of which Asterisk tells nothing is given up and stopped', () => {
    const floor = new FloorHarness();
    place(floor);
    floor.effects.length = 0;
    floor.advance(5 * 60_000);
    expect(floor.intents).toMatchObject([{ kind: 'abort-call', call: CALL }]);
    expect(progress(floor)).toEqual(['Failure']);
  });

  it('is placed once, and not while Asterisk is away', () => {
    const floor = new FloorHarness();
    place(floor);
    expect(place(floor)).toEqual([]);
    expect(seen(floor, { kind: 'place-call', order: { ...order(), call: 'c2' as CallId } })).toEqual([]);
    const away = new FloorHarness();
    away.input({ kind: 'telephony-down' });
    expect(place(away)).toEqual([]);
  });

  it('linked before Asterisk says that it was answered stays linked', () => {
    const floor = scheduled();
    connect(floor);
    floor.effects.length = 0;
    expect(seen(floor, { kind: 'call-answered', call: CALL, customer: TRUNK })).toEqual([]);
    expect(callOf(floor)?.origin).toMatchObject({ answeredAt: floor.now });
  });
});

describe('a call that is answered while Asterisk is away', () => {
  const ME = line(POOL_AGENT);
  const back = (state: LiveCall['state']): FloorHarness => {
    const floor = scheduled();
    const call: LiveCall = { call: CALL, queue: undefined, phone: '', customer: TRUNK, state };
    reconnect(floor, {
      agents: new Map([[POOL_AGENT, ME]]),
      memberships: new Map([[POOL_AGENT, new Map([['9000', { paused: true, ringing: false }]])]]),
      calls: [call],
    });
    return floor;
  };

  it('waits for what comes next, where its customer is', () => {
    const floor = back({ kind: 'elsewhere', taken: false });
    expect(callOf(floor, 'c1')).toMatchObject({
      customer: TRUNK,
      phase: { kind: 'placing', stage: 'answered' },
    });
    expect(progress(floor)).toEqual(['Ringing']);
  });

  it('has met its agent, with its customer’s channel in all that is told and written', () => {
    const floor = back({ kind: 'talking', agent: POOL_AGENT, agentChannel: ME });
    expect(callOf(floor, 'c1')).toMatchObject({ customer: TRUNK, phase: { kind: 'talking' } });
    expect(progress(floor)).toEqual(['Ringing', 'Success']);
    expect(floor.writes).toContainEqual(
      expect.objectContaining({ kind: 'call-linked', customerChannel: TRUNK.name, trunk: 'PJSIP/trunk' }),
    );
  });
});

describe('a call scheduled for one agent, dialer.md §9.2', () => {
  it('needs the agent kept free for it and for nothing else', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(place(floor, POOL_AGENT)).toEqual([]);
    expect(reserve(floor)).toEqual(['ask set-paused', 'timer reservation']);
    expect(statusOf(floor)).toBe('paused');
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(place(floor, POOL_AGENT)).toEqual([]);
    floor.command({ kind: 'end-break', agent: POOL_AGENT });
    expect(place(floor, POOL_AGENT)).toContain('event scheduled-call-started');
    expect(loginOf(floor)?.awaited).toBe(CALL);
  });

  it('tells that it failed before its progress, and lets the agent go', () => {
    const floor = scheduled();
    floor.input({ kind: 'call-failed', call: CALL, cause: 17, causeText: 'User busy' });
    expect(floor.events.map(({ kind }) => kind)).toEqual(['scheduled-call-failed', 'call-progressed']);
    expect(loginOf(floor)?.awaited).toBeUndefined();
  });

  it('meets its agent without a queue', () => {
    const floor = scheduled();
    floor.advance(6_000);
    floor.input({ kind: 'call-answered', call: CALL, customer: TRUNK });
    floor.effects.length = 0;
    connect(floor);
    expect(floor.events).toMatchObject([{ kind: 'call-linked', queue: undefined, row: ROW }]);
    expect(loginOf(floor)).toMatchObject({ call: CALL, awaited: undefined, reserved: undefined });
    expect(statusOf(floor)).toBe('oncall');
  });

  it('is stopped by hangup and by the end of the login', () => {
    const floor = scheduled();
    expect(asked(floor, { kind: 'hang-up', agent: POOL_AGENT })).toEqual(['ask abort-call']);
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) });
    expect(floor.intents.filter(({ kind }) => kind === 'abort-call')).toHaveLength(2);
  });

  it('keeps nobody after it has failed, if nobody asks for the agent any more', () => {
    const floor = scheduled();
    floor.advance(60_000);
    expect(statusOf(floor)).toBe('paused');
    floor.input({ kind: 'call-failed', call: CALL, cause: 19, causeText: 'No answer' });
    expect(statusOf(floor)).toBe('online');
  });

  it('keeps nobody longer than it was asked for', () => {
    const floor = new FloorHarness();
    logIn(floor);
    reserve(floor);
    floor.advance(60_000);
    expect(statusOf(floor)).toBe('online');
    reserve(floor);
    expect(seen(floor, { kind: 'reservations', until: new Map() })).toEqual(['ask set-paused']);
  });
});
