import { describe, expect, it } from 'vitest';
import {
  CALLBACK_AGENT,
  FloorHarness,
  line,
  OTHER_AGENT,
  POOL_AGENT,
  STRANGER,
} from '../testing/floor-harness.js';
import {
  agentOf,
  answerTo,
  asked,
  logIn,
  logInByPhone,
  logInCommand,
  loginOf,
  outcomeOf,
  phoneOf,
  refusalOf,
  seen,
} from '../testing/situations.js';
import type { AgentName } from './agent.js';

const WISH = logInCommand(POOL_AGENT);

function started(accepted: boolean, agent: AgentName = POOL_AGENT, attempt = 1) {
  return { kind: 'login-started', agent, attempt, accepted, message: 'no such extension' } as const;
}

describe('loginagent of a pool agent, ECCP §8.2', () => {
  it('calls the phone and answers only when Asterisk has accepted', () => {
    const floor = new FloorHarness();
    const { id, effects } = floor.command(WISH);
    expect(effects).toEqual([
      {
        kind: 'set-timer',
        timer: { kind: 'login', agent: POOL_AGENT, attempt: 1 },
        at: floor.now + 300_000,
      },
      {
        kind: 'telephony',
        intent: {
          kind: 'call-phone-to-log-in',
          agent: POOL_AGENT,
          attempt: 1,
          extension: phoneOf(POOL_AGENT),
        },
      },
    ]);
    expect(seen(floor, started(true))).toEqual(['reply logging']);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'logging' });
  });

  it('is confirmed by Asterisk: a session row, then the event with the queues (D-09)', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    floor.input(started(true));
    const channel = line(POOL_AGENT);
    expect(seen(floor, { kind: 'phone-answered', agent: POOL_AGENT, attempt: 1, channel })).toEqual([]);
    expect(agentOf(floor).presence).toMatchObject({ kind: 'logging', channel });
    floor.advance(2_000);
    floor.effects.length = 0;
    expect(seen(floor, { kind: 'agent-in', agent: POOL_AGENT, channel })).toEqual([
      'store open-session',
      'event agent-logged-in',
    ]);
    expect(floor.writes).toEqual([
      { kind: 'open-session', id: 1, agentRowId: 1, at: floor.now, extension: 'PJSIP/412' },
    ]);
    expect(floor.events).toEqual([{ kind: 'agent-logged-in', agent: POOL_AGENT, queues: ['9000'] }]);
    expect(loginOf(floor)).toMatchObject({ origin: 'eccp', channel, since: floor.now });
  });

  it('answers before the event even when Asterisk confirms the agent first', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    expect(seen(floor, { kind: 'agent-in', agent: POOL_AGENT, channel: line(POOL_AGENT) })).toEqual([
      'reply logging',
      'store open-session',
      'event agent-logged-in',
    ]);
    expect(seen(floor, started(true))).toEqual([]);
  });

  it('lifts a pause that an earlier login left in the queues', () => {
    const floor = new FloorHarness();
    const memberships = new Map([['9000', { paused: true, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: POOL_AGENT, memberships });
    expect(seen(floor, { kind: 'agent-in', agent: POOL_AGENT, channel: line(POOL_AGENT) })).toEqual([
      'store open-session',
      'ask set-paused',
      'event agent-logged-in',
    ]);
    expect(floor.intents.at(-1)).toMatchObject({ paused: false });
  });

  it('fails in its answer, not in an event, when Asterisk refuses; a retry is free', () => {
    const floor = new FloorHarness();
    const { id } = floor.command(WISH);
    expect(seen(floor, started(false))).toEqual(['reply refused']);
    expect(outcomeOf(floor, id)).toEqual({
      kind: 'refused',
      refusal: { kind: 'telephony-refused', message: 'no such extension' },
    });
    expect(asked(floor, WISH)).toEqual(['timer login', 'ask call-phone-to-log-in']);
  });

  it.each([
    ['agent-not-loaded', STRANGER],
    ['no-queue', CALLBACK_AGENT],
  ] as const)('refuses %s', (kind, name) => {
    const floor = new FloorHarness();
    if (name === CALLBACK_AGENT) {
      const { agents, breaks, queues } = directoryOf(floor);
      floor.input({ kind: 'directory', agents, breaks, queues, assignments: new Map() }); // D-21
    }
    expect(refusalOf(floor, logInCommand(name))).toBe(kind);
  });

  it('refuses while Asterisk is away', () => {
    const floor = new FloorHarness();
    floor.input({ kind: 'telephony-down' });
    expect(refusalOf(floor, WISH)).toBe('telephony-down');
  });

  it('refuses a phone that another agent uses, from its first ring to its log-off', () => {
    const floor = new FloorHarness();
    const wish = { ...logInCommand(OTHER_AGENT), extension: phoneOf(POOL_AGENT) };
    floor.command(WISH);
    expect(answerTo(floor, wish)).toEqual({
      kind: 'refused',
      refusal: { kind: 'extension-in-use', by: POOL_AGENT },
    });
    floor.input({ kind: 'agent-in', agent: POOL_AGENT, channel: line(POOL_AGENT) });
    expect(refusalOf(floor, wish)).toBe('extension-in-use');
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) });
    expect(asked(floor, wish)).toContain('ask call-phone-to-log-in');
  });
});

describe('loginagent again', () => {
  const elsewhere = { ...WISH, extension: { number: '500', dial: 'PJSIP/500' } };

  it('is refused once logged in, naming the extension in use (D-07)', () => {
    const floor = new FloorHarness();
    logIn(floor);
    for (const wish of [WISH, elsewhere]) {
      expect(answerTo(floor, wish)).toEqual({
        kind: 'refused',
        refusal: { kind: 'already-connected', extension: phoneOf(POOL_AGENT) },
      });
    }
  });

  it('is accepted on the same extension in the later behaviour, for ECCP logins alone (D-07)', () => {
    const floor = new FloorHarness({ sameExtensionLogin: 'accept' });
    logIn(floor);
    expect(answerTo(floor, WISH)).toEqual({ kind: 'logged-in' });
    expect(refusalOf(floor, elsewhere)).toBe('already-connected');

    const external = new FloorHarness({ sameExtensionLogin: 'accept' });
    logInByPhone(external);
    expect(refusalOf(external, WISH)).toBe('already-connected');
  });

  it.each(['calling', 'logging'] as const)('starts no second call while %s (D-26)', (stage) => {
    const floor = new FloorHarness();
    floor.command(WISH);
    if (stage === 'logging') {
      floor.input({ kind: 'phone-answered', agent: POOL_AGENT, attempt: 1, channel: line(POOL_AGENT) });
    }
    expect(agentOf(floor).presence.kind).toBe(stage);
    expect(asked(floor, WISH)).toEqual(['reply logging']);
    expect(refusalOf(floor, elsewhere)).toBe('already-connected');
  });
});

describe('a login that comes to nothing, D-10', () => {
  it('not answered: one agentfailedlogin, logged out before it', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    floor.input(started(true));
    expect(seen(floor, { kind: 'login-ended', agent: POOL_AGENT, attempt: 1 })).toEqual([
      'ask cancel-login',
      'event agent-login-failed',
    ]);
    expect(agentOf(floor).presence.kind).toBe('logged-out');
    expect(seen(floor, { kind: 'login-ended', agent: POOL_AGENT, attempt: 1 })).toEqual([]);
  });

  it('hung up at the prompt: the same, with the channel that is to go', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    floor.input({ kind: 'phone-answered', agent: POOL_AGENT, attempt: 1, channel: line(POOL_AGENT) });
    floor.effects.length = 0;
    floor.input({ kind: 'login-ended', agent: POOL_AGENT, attempt: 1 });
    expect(floor.intents).toEqual([
      { kind: 'cancel-login', agent: POOL_AGENT, attempt: 1, channel: line(POOL_AGENT) },
    ]);
    expect(floor.events).toEqual([{ kind: 'agent-login-failed', agent: POOL_AGENT }]);
  });

  it('pending for five minutes: abandoned, not a moment before', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    floor.input(started(true));
    floor.advance(299_999);
    expect(floor.events).toEqual([]);
    floor.advance(1);
    expect(floor.events).toEqual([{ kind: 'agent-login-failed', agent: POOL_AGENT }]);
  });

  it('an answer to an old attempt says nothing about a new one', () => {
    const floor = new FloorHarness();
    floor.command(WISH);
    floor.command({ kind: 'log-out', agent: POOL_AGENT });
    const { id } = floor.command(WISH);
    floor.effects.length = 0;
    expect(seen(floor, started(false))).toEqual([]);
    expect(seen(floor, { kind: 'login-ended', agent: POOL_AGENT, attempt: 1 })).toEqual([]);
    const answered = { kind: 'phone-answered', agent: POOL_AGENT, channel: line(POOL_AGENT) } as const;
    expect(seen(floor, { ...answered, attempt: 1 })).toEqual([]);
    expect(seen(floor, { ...answered, attempt: 2 })).toEqual(['reply logging']);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'logging' });
    floor.advance(299_000);
    expect(agentOf(floor).presence.kind).toBe('logging');
  });
});

describe('loginagent of a callback agent', () => {
  it('joins its queues, out of all others, and is in with the first membership', () => {
    const floor = new FloorHarness();
    floor.input({
      kind: 'memberships',
      agent: CALLBACK_AGENT,
      memberships: new Map([['8000', { paused: false, ringing: false }]]),
    });
    expect(asked(floor, logInCommand(CALLBACK_AGENT))).toEqual(['timer login', 'ask join-queues']);
    expect(floor.intents.at(-1)).toEqual({
      kind: 'join-queues',
      agent: CALLBACK_AGENT,
      attempt: 1,
      displayName: 'Ana',
      leave: ['8000'],
      join: new Map([['9000', 0]]),
    });
    floor.input(started(true, CALLBACK_AGENT));
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    expect(seen(floor, { kind: 'memberships', agent: CALLBACK_AGENT, memberships })).toEqual([
      'store open-session',
      'event agent-logged-in',
    ]);
    expect(loginOf(floor, CALLBACK_AGENT)).toMatchObject({ origin: 'eccp', channel: undefined });
  });
});

describe('logins that nobody asked for', () => {
  it('are kept and marked external, with the extension of their line', () => {
    const floor = new FloorHarness();
    logInByPhone(floor);
    expect(loginOf(floor)).toMatchObject({ origin: 'external', extension: phoneOf(POOL_AGENT) });
    const memberships = new Map([['9000', { paused: false, ringing: false }]]);
    floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships });
    expect(loginOf(floor, CALLBACK_AGENT)).toMatchObject({
      origin: 'external',
      extension: { number: '101', dial: 'PJSIP/101' },
    });
  });

  it('take over the line when Asterisk shows another one; strangers are ignored', () => {
    const floor = new FloorHarness();
    logIn(floor);
    const channel = { name: 'PJSIP/412-0000000b', uniqueid: 'line.2' };
    expect(seen(floor, { kind: 'agent-in', agent: POOL_AGENT, channel })).toEqual([]);
    expect(loginOf(floor)?.channel).toEqual(channel);
    expect(seen(floor, { kind: 'agent-in', agent: STRANGER, channel })).toEqual([]);
  });
});

function directoryOf({ floor }: FloorHarness) {
  return {
    agents: [...floor.agents.values()].map(({ rowId, name, displayName }) => ({ rowId, name, displayName })),
    breaks: [...floor.breaks.values()],
    queues: [...floor.queues.values()],
  };
}
