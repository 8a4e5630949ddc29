import { describe, expect, it } from 'vitest';
import type { AgentName, Membership } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import { CALLBACK_AGENT, FloorHarness, line, OTHER_AGENT, POOL_AGENT } from '../testing/floor-harness.js';
import {
  agentOf,
  callOf,
  connect,
  held,
  live,
  logIn,
  logInCommand,
  loginOf,
  queueCaller,
  reconnect,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { LiveCall, TelephonySnapshot } from './input.js';

const CALL = 'c1' as CallId;
const LINE = line(POOL_AGENT);
const NEW_LINE = { name: 'PJSIP/412-0000000b', uniqueid: 'line.2' };
const ATTEMPT = { agent: POOL_AGENT, attempt: 1 };

/** Event kinds of what a reconnection found, memberships aside. */
function news(floor: FloorHarness, snapshot: Partial<TelephonySnapshot>): readonly string[] {
  reconnect(floor, snapshot);
  return floor.events.map(({ kind }) => kind).filter((kind) => kind !== 'membership-changed');
}

describe('a pool agent when Asterisk is back: believed × actual', () => {
  const beliefs: Record<string, (floor: FloorHarness) => void> = {
    'logged out': () => {},
    calling: (floor) => floor.command(logInCommand(POOL_AGENT)),
    logging: (floor) => {
      floor.command(logInCommand(POOL_AGENT));
      floor.input({ kind: 'phone-answered', ...ATTEMPT, channel: LINE });
    },
    'logged in': (floor) => logIn(floor),
  };
  const facts = { nowhere: undefined, 'on the line': LINE, 'on another line': NEW_LINE };

  it.each<[string, keyof typeof facts, readonly string[], string]>([
    ['logged out', 'nowhere', [], 'out'],
    ['logged out', 'on the line', ['agent-logged-in'], 'external'],
    ['logged out', 'on another line', ['agent-logged-in'], 'external'],
    ['calling', 'nowhere', ['agent-login-failed'], 'out'],
    ['calling', 'on the line', ['agent-logged-in'], 'eccp'],
    ['logging', 'nowhere', ['agent-login-failed'], 'out'],
    ['logging', 'on the line', ['agent-logged-in'], 'eccp'],
    ['logged in', 'nowhere', ['agent-logged-out'], 'out'],
    ['logged in', 'on the line', [], 'eccp'],
    ['logged in', 'on another line', ['agent-logged-out', 'agent-logged-in'], 'external'],
  ])('believed %s, actually %s', (belief, fact, events, origin) => {
    const floor = new FloorHarness();
    beliefs[belief]?.(floor);
    floor.effects.length = 0;
    const channel = facts[fact];
    expect(news(floor, { agents: new Map(channel === undefined ? [] : [[POOL_AGENT, channel]]) })).toEqual(
      events,
    );
    expect(loginOf(floor)?.origin ?? 'out').toBe(origin);
    expect(loginOf(floor)?.channel).toEqual(channel);
  });

  it('a login cancelled that way frees phone and request: loginagent may come again', () => {
    const floor = new FloorHarness();
    const { id } = floor.command(logInCommand(POOL_AGENT));
    reconnect(floor);
    expect(floor.outcomes.get(id)).toEqual([{ kind: 'logging' }]);
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['call-phone-to-log-in', 'cancel-login']);
  });
});

describe('a callback agent when Asterisk is back: its queues are its login', () => {
  const IN = new Map<string, Membership>([['9000', { paused: false, ringing: false }]]);

  it.each<[string, 'in' | 'out', readonly string[], string]>([
    ['out', 'out', [], 'out'],
    ['out', 'in', ['agent-logged-in'], 'external'],
    ['calling', 'in', ['agent-logged-in'], 'eccp'],
    ['calling', 'out', [], 'calling'],
    ['in', 'in', [], 'external'],
    ['in', 'out', ['agent-logged-out'], 'out'],
  ])('believed %s, actually %s', (belief, fact, events, end) => {
    const floor = new FloorHarness();
    if (belief === 'calling') floor.command(logInCommand(CALLBACK_AGENT));
    if (belief === 'in') floor.input({ kind: 'memberships', agent: CALLBACK_AGENT, memberships: IN });
    floor.effects.length = 0;
    const memberships = new Map<AgentName, typeof IN>(fact === 'in' ? [[CALLBACK_AGENT, IN]] : []);
    expect(news(floor, { memberships })).toEqual(events);
    const { presence } = agentOf(floor, CALLBACK_AGENT);
    expect(presence.kind === 'logged-in' ? presence.origin : presence.kind.replace('logged-', '')).toBe(end);
  });
});

describe('a call when Asterisk is back: believed × actual, its agent still on the line', () => {
  const beliefs: Record<string, (floor: FloorHarness) => void> = {
    unknown: () => {},
    waiting: (floor) => queueCaller(floor),
    talking: (floor) => talking(floor),
    'being parked': (floor) => {
      talking(floor);
      floor.command({ kind: 'hold', agent: POOL_AGENT });
    },
    held: (floor) => held(floor),
    released: (floor) => {
      talking(floor);
      floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
    },
  };
  const states: Record<string, LiveCall['state']> = {
    waiting: { kind: 'waiting' },
    talking: { kind: 'talking', agent: POOL_AGENT, agentChannel: LINE },
    'with another': { kind: 'talking', agent: OTHER_AGENT, agentChannel: line(OTHER_AGENT) },
    parked: { kind: 'parked', slot: '705', ours: false },
    elsewhere: { kind: 'elsewhere' },
    taken: { kind: 'elsewhere', taken: true },
    'in the waiting room': { kind: 'elsewhere', inWaitingRoom: true },
  };
  const JOIN = 'call-progressed';
  const HOLD_ENDS = ['pause-ended', 'call-progressed'];
  const PARKED = ['pause-started', 'call-progressed'];

  it.each<[string, string, readonly string[], string]>([
    ['unknown', 'gone', [], 'none'],
    ['unknown', 'waiting', [JOIN], 'waiting'],
    ['unknown', 'talking', [JOIN, 'call-linked'], 'talking'],
    ['unknown', 'with another', [JOIN, 'call-linked'], 'talking'],
    ['unknown', 'parked', [], 'none'],
    ['unknown', 'elsewhere', [], 'none'],

    ['waiting', 'gone', ['call-progressed'], 'none'],
    ['waiting', 'waiting', [], 'waiting'],
    ['waiting', 'talking', ['call-linked'], 'talking'],
    ['waiting', 'with another', ['call-linked'], 'talking'],
    ['waiting', 'parked', ['call-progressed'], 'released'],
    ['waiting', 'elsewhere', ['call-progressed'], 'released'],
    ['waiting', 'taken', ['call-progressed'], 'released'],

    ['talking', 'gone', ['call-unlinked'], 'none'],
    ['talking', 'waiting', ['call-unlinked', JOIN], 'waiting'],
    ['talking', 'talking', [], 'talking'],
    ['talking', 'with another', ['call-unlinked', 'call-linked'], 'talking'],
    ['talking', 'parked', PARKED, 'held'],
    ['talking', 'elsewhere', ['call-unlinked'], 'released'],
    ['talking', 'taken', ['call-unlinked'], 'released'],

    ['being parked', 'gone', ['call-unlinked'], 'none'],
    ['being parked', 'talking', [], 'talking'],
    ['being parked', 'with another', ['call-unlinked', 'call-linked'], 'talking'],
    ['being parked', 'parked', PARKED, 'held'],
    ['being parked', 'elsewhere', ['call-unlinked'], 'released'],

    ['held', 'gone', [...HOLD_ENDS, 'call-unlinked'], 'none'],
    ['held', 'waiting', [...HOLD_ENDS, 'call-unlinked', JOIN], 'waiting'],
    ['held', 'talking', HOLD_ENDS, 'talking'],
    ['held', 'with another', [...HOLD_ENDS, 'call-unlinked', 'call-linked'], 'talking'],
    ['held', 'parked', [], 'held'],
    ['held', 'elsewhere', [], 'held without slot'],

    ['released', 'gone', [], 'none'],
    ['released', 'waiting', [JOIN], 'waiting'],
    ['released', 'talking', ['call-linked'], 'talking'],
    ['released', 'parked', [], 'released'],
    ['released', 'elsewhere', [], 'released'],
    ['talking', 'in the waiting room', ['call-unlinked'], 'released'],
    ['released', 'in the waiting room', [], 'released'],
  ])('believed %s, actually %s', (belief, fact, events, end) => {
    const floor = new FloorHarness();
    logIn(floor);
    logIn(floor, OTHER_AGENT);
    beliefs[belief]?.(floor);
    floor.effects.length = 0;
    const agents = new Map([
      [POOL_AGENT, LINE],
      [OTHER_AGENT, line(OTHER_AGENT)],
    ]);
    const state = states[fact];
    expect(news(floor, { agents, calls: state === undefined ? [] : [live('c1', state)] })).toEqual(events);
    const phase = callOf(floor)?.phase;
    const word = phase?.kind === 'held' && phase.slot === undefined ? 'held without slot' : phase?.kind;
    expect(word ?? 'none').toBe(end);
    // Whatever was asked for and can't be answered any more has its answer when its deadline has passed.
    floor.advance(floor.floor.settings.parkDeadlineMs);
    for (const outcomes of floor.outcomes.values()) expect(outcomes).toHaveLength(1);
  });

  const toQueue = 'redirect to its queue';
  it.each<[string, string, string, readonly string[]]>([
    ['talking', 'waiting', 'waiting', []],
    ['talking', 'with another', 'talking', []],
    ['talking', 'parked', 'released', [toQueue]],
    ['talking', 'parked by us', 'released', [toQueue]],
    ['talking', 'elsewhere', 'released', []],
    ['talking', 'taken', 'released', []],
    ['being parked', 'parked', 'released', [toQueue]],
    ['being parked', 'parked by us', 'released', [toQueue]],
    ['being parked', 'taken', 'released', []],
    ['held', 'waiting', 'waiting', []],
    ['held', 'with another', 'talking', []],
    ['held', 'parked by us', 'released', [toQueue]],
    ['held', 'elsewhere', 'released', [toQueue]],
    ['held', 'taken', 'released', []],
    ['being transferred', 'waiting', 'waiting', []],
    ['being transferred', 'with another', 'talking', []],
    ['being transferred', 'parked', 'released', [toQueue]],
    ['being transferred', 'elsewhere', 'released', [toQueue]],
    ['being transferred', 'taken', 'released', []],
    ['consulting', 'waiting', 'waiting', []],
    ['consulting', 'with another', 'talking', []],
    ['consulting', 'elsewhere', 'released', []],
    ['talking', 'in the waiting room', 'released', [toQueue]],
    ['consulting', 'in the waiting room', 'released', []],
  ])('whose agent is gone, believed %s, actually %s: nobody takes it from who has it', (...row) => {
    const [belief, fact, end, expected] = row;
    const floor = new FloorHarness();
    logIn(floor);
    logIn(floor, OTHER_AGENT);
    const more: typeof beliefs = {
      ...beliefs,
      'being transferred': () => {
        talking(floor);
        floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '103' });
      },
      consulting: () => {
        talking(floor);
        floor.command({ kind: 'consult', agent: POOL_AGENT, extension: '103' });
      },
    };
    more[belief]?.(floor);
    floor.effects.length = 0;
    const state = { ...states, 'parked by us': { kind: 'parked', slot: '1', ours: true } as const }[fact];
    if (state === undefined) throw new Error('no such state');
    const agents = new Map([[OTHER_AGENT, line(OTHER_AGENT)]]);
    expect(news(floor, { agents, calls: [live('c1', state)] })).toContain('agent-logged-out');
    const asked = floor.intents.flatMap((intent) => {
      if (intent.kind === 'redirect' && intent.to.kind === 'queue') return [toQueue];
      return intent.kind === 'redirect' || intent.kind === 'hang-up' ? [intent.kind] : [];
    });
    expect(asked).toEqual(expected);
    expect(callOf(floor)?.phase.kind).toBe(end);
  });

  it('whose agent is gone: call and session end, the caller goes to its queue (B-14)', () => {
    const floor = new FloorHarness();
    held(floor);
    expect(news(floor, { calls: [live('c1', { kind: 'parked', slot: '701', ours: true })] })).toEqual([
      'pause-ended',
      'call-progressed',
      'call-unlinked',
      'agent-logged-out',
    ]);
    expect(floor.intents).toContainEqual(
      expect.objectContaining({ kind: 'redirect', to: { kind: 'queue', queue: '9000' } }),
    );
  });

  it.each([
    ['nobody knows', () => {}],
    [
      'no agent has any more',
      (floor: FloorHarness) => {
        talking(floor);
        floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
      },
    ],
  ])(
    'that %s and that waits in our own lot goes to its queue; in another it is somebody else’s',
    (_, arrange) => {
      for (const ours of [true, false]) {
        const floor = new FloorHarness();
        arrange(floor);
        floor.effects.length = 0;
        news(floor, { calls: [live('c1', { kind: 'parked', slot: '1', ours })] });
        const sent = floor.intents.filter(({ kind }) => kind === 'redirect');
        expect(sent).toMatchObject(ours ? [{ call: 'c1', to: { kind: 'queue', queue: '9000' } }] : []);
      }
    },
  );

  it.each([
    ['nobody knows', () => {}],
    ['is believed to talk to its agent', (floor: FloorHarness) => talking(floor)],
    [
      'no agent has any more',
      (floor: FloorHarness) => {
        talking(floor);
        floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
      },
    ],
  ])('that %s and that waits for the end of a consultation of nobody goes to its queue', (_, arrange) => {
    const floor = new FloorHarness();
    arrange(floor);
    floor.effects.length = 0;
    const agents = new Map([[POOL_AGENT, LINE]]);
    news(floor, { agents, calls: [live('c1', { kind: 'elsewhere', inWaitingRoom: true })] });
    const sent = floor.intents.filter(({ kind }) => kind === 'redirect');
    expect(sent).toMatchObject([{ call: 'c1', to: { kind: 'queue', queue: '9000' } }]);
  });

  it('talks, though the server before had begun to park it, and may be put on hold again at once', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command({ kind: 'hold', agent: POOL_AGENT });
    const snapshot = {
      agents: new Map([[POOL_AGENT, LINE]]),
      calls: [live('c1', { kind: 'talking', agent: POOL_AGENT, agentChannel: LINE })],
    };
    news(floor, snapshot);
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'talking', parking: undefined });
    expect(floor.outcomes.get(id)).toMatchObject([{ kind: 'refused' }]);
    floor.effects.length = 0;
    floor.command({ kind: 'hold', agent: POOL_AGENT });
    expect(floor.intents).toContainEqual(expect.objectContaining({ kind: 'park', call: 'c1' }));
  });

  it('is on hold, though the server before had begun to send it on, and nobody will say what became of that', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command({ kind: 'transfer', agent: POOL_AGENT, extension: '103' });
    floor.effects.length = 0;
    news(floor, {
      agents: new Map([[POOL_AGENT, LINE]]),
      calls: [live('c1', { kind: 'parked', slot: '701', ours: true })],
    });
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'held', transfer: undefined });
    expect(floor.outcomes.get(id)).toMatchObject([{ kind: 'refused' }]);
  });

  it.each([
    ['in any lot', { kind: 'parked', slot: '701', ours: false }],
    ['in the dial plan', { kind: 'elsewhere' }],
  ] as const)(
    'whom nobody has, on its way to its queue when the connection broke, and now %s, is sent there again',
    (_, state) => {
      const floor = new FloorHarness();
      held(floor);
      floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: LINE });
      const attempt = floor.intents.findLast((intent) => intent.kind === 'redirect')?.attempt ?? 0;
      floor.input({ kind: 'telephony-down' });
      const message = 'no connection';
      floor.input({ kind: 'redirect-answered', call: CALL, attempt, result: 'refused', message });
      expect(floor.intents).not.toContainEqual(expect.objectContaining({ kind: 'hang-up' }));
      floor.effects.length = 0;
      news(floor, { calls: [live('c1', state)] });
      expect(floor.intents).toMatchObject([
        { kind: 'redirect', call: 'c1', to: { kind: 'queue', queue: '9000' } },
      ]);
    },
  );

  it('whose agent nobody knew of: both are adopted, the agent first', () => {
    const floor = new FloorHarness();
    const agents = new Map([[POOL_AGENT, LINE]]);
    expect(
      news(floor, {
        agents,
        calls: [live('c1', { kind: 'talking', agent: POOL_AGENT, agentChannel: LINE })],
      }),
    ).toEqual(['agent-logged-in', 'call-progressed', 'call-linked']);
    expect(statusOf(floor)).toBe('oncall');
  });

  it('one ends and another begins unseen: the agent has one call at every moment', () => {
    const floor = new FloorHarness();
    talking(floor, 'c1');
    const state = { kind: 'talking', agent: POOL_AGENT, agentChannel: LINE } as const;
    expect(news(floor, { agents: new Map([[POOL_AGENT, LINE]]), calls: [live('c2', state)] })).toEqual([
      'call-unlinked',
      'call-progressed',
      'call-linked',
    ]);
  });
});

describe('pauses when Asterisk is back', () => {
  const agents = new Map([[POOL_AGENT, LINE]]);

  function pausesAsked(floor: FloorHarness, paused: boolean): readonly boolean[] {
    floor.effects.length = 0;
    const memberships = new Map([[POOL_AGENT, new Map([['9000', { paused, ringing: false }]])]]);
    reconnect(floor, { agents, memberships });
    return floor.intents.flatMap((intent) => (intent.kind === 'set-paused' ? [intent.paused] : []));
  }

  it.each([
    [true, true, []],
    [true, false, [true]],
    [false, true, [false]],
    [false, false, []],
  ])('in a break: %s, paused there: %s', (onBreak, paused, expected) => {
    const floor = new FloorHarness();
    logIn(floor);
    if (onBreak) floor.command({ kind: 'start-break', agent: POOL_AGENT, breakId: 4 });
    expect(pausesAsked(floor, paused)).toEqual(expected);
  });

  it('of an agent that is out are nobody’s business', () => {
    const floor = new FloorHarness();
    const memberships = new Map([[POOL_AGENT, new Map([['9000', { paused: true, ringing: false }]])]]);
    reconnect(floor, { memberships });
    expect(floor.intents).toEqual([]);
  });
});

describe('while Asterisk is away', () => {
  it('what is known stays known', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.input({ kind: 'telephony-down' });
    expect([statusOf(floor), floor.effects]).toEqual(['oncall', []]);
    connect(floor, 'c1', POOL_AGENT);
    expect(callOf(floor)?.phase.kind).toBe('talking');
  });
});
