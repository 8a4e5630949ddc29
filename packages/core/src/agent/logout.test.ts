import { describe, expect, it } from 'vitest';
import type { CallId } from '../call/call.js';
import {
  CALLBACK_AGENT,
  caller,
  DIRECTORY,
  FloorHarness,
  line,
  POOL_AGENT,
  STRANGER,
} from '../testing/floor-harness.js';
import {
  agentOf,
  asked,
  callOf,
  connect,
  held,
  logIn,
  logInCommand,
  loginOf,
  queueCaller,
  refusalOf,
  seen,
  talking,
} from '../testing/situations.js';

const LOG_OUT = { kind: 'log-out', agent: POOL_AGENT } as const;
const QUEUES = new Map([
  ['9000', 0],
  ['9001', 0],
]);
const OUT = { kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) } as const;

describe('logoutagent, ECCP §8.2', () => {
  it('of an agent that is out: answered, nothing else', () => {
    expect(asked(new FloorHarness(), LOG_OUT)).toEqual(['reply done']);
    expect(refusalOf(new FloorHarness(), { kind: 'log-out', agent: STRANGER })).toBe('agent-not-loaded');
  });

  it.each(['calling', 'logging'])('of a login that is %s: cancelled, and the login has failed', (stage) => {
    const floor = new FloorHarness();
    floor.command(logInCommand(POOL_AGENT));
    const attempt = 1;
    floor.input({ kind: 'login-started', agent: POOL_AGENT, attempt, accepted: true, message: '' });
    if (stage === 'logging') {
      floor.input({ kind: 'phone-answered', agent: POOL_AGENT, attempt, channel: line(POOL_AGENT) });
    }
    expect(asked(floor, LOG_OUT)).toEqual(['ask cancel-login', 'event agent-login-failed', 'reply done']);
  });

  it('of a login that Asterisk has not accepted yet: loginagent is answered too', () => {
    const floor = new FloorHarness();
    floor.command(logInCommand(POOL_AGENT));
    expect(asked(floor, LOG_OUT)).toEqual([
      'ask cancel-login',
      'reply logging',
      'event agent-login-failed',
      'reply done',
    ]);
  });

  it('of a pool agent: its line is ended, the rest follows when Asterisk confirms', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(asked(floor, LOG_OUT)).toEqual(['ask end-line', 'reply done']);
    expect(loginOf(floor)).toBeDefined();
    expect(seen(floor, OUT)).toEqual(['store close-audit', 'event agent-logged-out']);
    expect(agentOf(floor).presence.kind).toBe('logged-out');
    expect(seen(floor, OUT)).toEqual([]);
  });

  it('of a callback agent that has been seen in one of its queues: it leaves all of them', () => {
    const floor = new FloorHarness();
    floor.input({ ...DIRECTORY, assignments: new Map([[CALLBACK_AGENT, QUEUES]]) });
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
    floor.command({ kind: 'log-out', agent: CALLBACK_AGENT });
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'leave-queues', queues: ['9000', '9001'] });
  });

  it('of a callback agent that is about to join its queues: it leaves them again', () => {
    const floor = new FloorHarness();
    floor.input({ ...DIRECTORY, assignments: new Map([[CALLBACK_AGENT, QUEUES]]) });
    floor.command(logInCommand(CALLBACK_AGENT));
    floor.effects.length = 0;
    expect(asked(floor, { kind: 'log-out', agent: CALLBACK_AGENT })).toContain('ask leave-queues');
    expect(floor.intents).toMatchObject([{ kind: 'leave-queues', queues: ['9000', '9001'] }]);
  });

  it('of a callback agent in a call: the caller is hung up and the queues are left', () => {
    const floor = new FloorHarness();
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
    queueCaller(floor);
    connect(floor, 'c1', CALLBACK_AGENT);
    expect(asked(floor, { kind: 'log-out', agent: CALLBACK_AGENT })).toEqual([
      'ask hang-up',
      'ask leave-queues',
      'reply done',
    ]);
    expect(floor.intents.slice(-2)).toEqual([
      { kind: 'hang-up', channel: caller('c1').customer, command: undefined },
      { kind: 'leave-queues', agent: CALLBACK_AGENT, queues: ['9000'] },
    ]);
    floor.input({ kind: 'call-ended', call: 'c1' as CallId });
    expect(seen(floor, { kind: 'memberships', agent: CALLBACK_AGENT, memberships: new Map() })).toEqual([
      'store close-audit',
      'event agent-logged-out',
    ]);
  });
});

describe('a log-off as Asterisk shows it, ECCP §6.2', () => {
  it('in a break: the break ends first', () => {
    const floor = new FloorHarness();
    logIn(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(seen(floor, OUT)).toEqual([
      'store close-audit',
      'ask set-paused',
      'event pause-ended',
      'store close-audit',
      'event agent-logged-out',
    ]);
  });

  it('in a call: the call ends and the caller is hung up', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.advance(64_000);
    expect(seen(floor, OUT)).toEqual([
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
      'ask hang-up',
      'store close-audit',
      'event agent-logged-out',
    ]);
    expect(floor.events[0]).toMatchObject({ kind: 'call-unlinked', durationS: 64 });
    expect(callOf(floor)?.phase.kind).toBe('released');
  });

  it('on hold in a break: hold, call, break, session, in this order', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    floor.effects.length = 0;
    floor.input(OUT);
    expect(
      floor.events.map((event) => ('pause' in event ? `${event.pause.kind} ended` : event.kind)),
    ).toEqual(['hold ended', 'call-progressed', 'call-unlinked', 'break ended', 'agent-logged-out']);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['redirect', 'set-paused']);
    // The session row, the break and the hold: every audit row is closed once, oldest last.
    expect(floor.writes.flatMap((write) => (write.kind === 'close-audit' ? [write.id] : []))).toEqual([
      2, 3, 1,
    ]);
  });

  it('on hold: the caller goes to its queue at once (B-14)', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.input(OUT);
    expect(floor.intents).toMatchObject([
      { kind: 'set-paused' },
      { kind: 'redirect', call: 'c1', to: { kind: 'queue', queue: '9000' } },
    ]);
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'released' });
  });

  it('on hold, of a callback agent: its caller stays parked until the queues are left (B-14)', () => {
    const floor = new FloorHarness();
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
    held(floor, 'c1', CALLBACK_AGENT);
    expect(asked(floor, { kind: 'log-out', agent: CALLBACK_AGENT })).toEqual([
      'ask leave-queues',
      'reply done',
    ]);
    const left = { kind: 'memberships', agent: CALLBACK_AGENT, memberships: new Map() } as const;
    expect(seen(floor, left)).toContain('ask redirect');
  });

  it('on hold, while its phone is called back: the request is refused, the caller goes to its queue', () => {
    const floor = new FloorHarness();
    held(floor);
    const { id } = floor.command({ kind: 'unhold', agent: POOL_AGENT });
    floor.input(OUT);
    expect(floor.outcomes.get(id)).toMatchObject([{ kind: 'refused' }]);
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue' } });
  });

  it('on hold, while its caller is sent elsewhere: to its queue only if it does not get there', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '505' });
    const attempt = floor.floor.attempts;
    floor.effects.length = 0;
    floor.input(OUT);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['set-paused']);
    const refused = { kind: 'redirect-answered', call: 'c1' as CallId, attempt, result: 'refused' } as const;
    floor.input({ ...refused, message: 'no' });
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue' } });
  });

  it('while the caller is being parked: the hold is refused first', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command({ kind: 'hold', agent: POOL_AGENT });
    floor.input(OUT);
    expect(floor.outcomes.get(id)).toMatchObject([{ kind: 'refused' }]);
  });

  it('of an earlier line says nothing about this one; without a line it always counts', () => {
    const floor = new FloorHarness();
    logIn(floor);
    expect(seen(floor, { ...OUT, channel: { name: 'PJSIP/412-00000001', uniqueid: 'old' } })).toEqual([]);
    expect(seen(floor, { ...OUT, channel: undefined })).toContain('event agent-logged-out');
    expect(seen(floor, { ...OUT, agent: STRANGER })).toEqual([]);
  });

  it('before the password: the login has failed', () => {
    const floor = new FloorHarness();
    floor.command(logInCommand(POOL_AGENT));
    floor.input({ kind: 'phone-answered', agent: POOL_AGENT, attempt: 1, channel: line(POOL_AGENT) });
    expect(seen(floor, OUT)).toEqual(['ask cancel-login', 'event agent-login-failed']);
  });
});
