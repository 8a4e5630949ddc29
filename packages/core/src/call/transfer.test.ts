import { describe, expect, it } from 'vitest';
import type { AgentName } from '../agent/agent.js';
import type { Command } from '../floor/command.js';
import {
  caller,
  DIRECTORY,
  FloorHarness,
  line,
  OTHER_AGENT,
  POOL_AGENT,
  STRANGER,
} from '../testing/floor-harness.js';
import {
  asked,
  callOf,
  connect,
  held,
  logIn,
  loginOf,
  outcomeOf,
  refusalOf,
  seen,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { CallId } from './call.js';

const CALL = 'c1' as CallId;
const ROW = { kind: 'incoming', id: 1 };
const BLIND: Command = { kind: 'transfer', agent: POOL_AGENT, extension: '505' };
const TO_AGENT: Command = { kind: 'transfer-to-agent', agent: POOL_AGENT, target: OTHER_AGENT };

function answered(floor: FloorHarness, result: 'accepted' | 'refused' | 'device-busy' = 'accepted') {
  const attempt = floor.floor.attempts;
  return seen(floor, { kind: 'redirect-answered', call: CALL, attempt, result, message: 'no' });
}

describe('transfercall, ECCP §8.3', () => {
  it('asks Asterisk, then frees the agent, closes its part and notes where the customer went', () => {
    const floor = new FloorHarness();
    talking(floor);
    floor.advance(30_000);
    expect(asked(floor, BLIND)).toEqual(['timer redirect', 'ask redirect']);
    expect(floor.intents.at(-1)).toMatchObject({ call: CALL, to: { kind: 'extension', exten: '505' } });
    floor.effects.length = 0;
    expect(answered(floor)).toEqual([
      'store call-transferred',
      'reply done',
      'store call-unlinked',
      'store call-ended',
      'store progress',
      'event call-unlinked',
    ]);
    expect(floor.writes).toMatchObject([
      { row: ROW, to: '505' },
      {},
      { durationS: 30 },
      { status: 'Hangup' },
    ]);
    expect([statusOf(floor), callOf(floor)?.phase.kind]).toEqual(['online', 'released']);
  });

  it.each([
    [
      'logs off',
      (floor: FloorHarness) =>
        floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) }),
    ],
    [
      'meets another caller',
      (floor: FloorHarness) => {
        floor.input({ kind: 'caller-joined', ...caller('c2'), queue: '9000', phone: '555' });
        connect(floor, 'c2');
      },
    ],
  ])('of an agent who %s before Asterisk answers sends the customer on, or else to its queue', (_, leave) => {
    for (const result of ['accepted', 'refused'] as const) {
      const floor = new FloorHarness();
      talking(floor);
      floor.command(BLIND);
      floor.effects.length = 0;
      leave(floor);
      expect(floor.intents.map(({ kind }) => kind)).not.toContain('hang-up');
      floor.effects.length = 0;
      answered(floor, result);
      const sent = floor.intents.flatMap((intent) => (intent.kind === 'redirect' ? [intent.to.kind] : []));
      expect(sent).toEqual(result === 'accepted' ? [] : ['queue']);
      expect(callOf(floor)?.phase.kind).toBe('released');
    }
  });

  it('is logged as Transfer where clients know the word (D-17)', () => {
    const floor = new FloorHarness({ extended: true });
    talking(floor);
    floor.command(BLIND);
    expect(answered(floor)).toContain('event call-progressed');
    expect(floor.events).toContainEqual(expect.objectContaining({ status: 'Transfer', durationS: 0 }));
  });

  it('of a held customer ends the hold', () => {
    const floor = new FloorHarness();
    held(floor);
    floor.command(BLIND);
    floor.effects.length = 0;
    answered(floor);
    expect(floor.events.map(({ kind }) => kind)).toEqual(['pause-ended', 'call-progressed', 'call-unlinked']);
    expect(loginOf(floor)?.hold).toBeUndefined();
  });

  it('refused by Asterisk changes nothing', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(BLIND);
    expect(answered(floor, 'refused')).toEqual(['reply refused']);
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { kind: 'telephony-refused', message: 'no' } });
    expect([statusOf(floor), callOf(floor)?.phase]).toMatchObject(['oncall', { transfer: undefined }]);
  });

  it('never answered is given up after its deadline', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(BLIND);
    floor.advance(15_000);
    expect(outcomeOf(floor, id)).toMatchObject({ kind: 'refused' });
    expect(statusOf(floor)).toBe('oncall');
    expect(floor.intents.map(({ kind }) => kind)).toEqual(['redirect', 'call-off-redirect']);
    floor.advance(60_000);
    expect(floor.intents).toHaveLength(2);
  });

  it('seen to happen before Asterisk says so counts as done', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(BLIND);
    floor.input({ kind: 'call-separated', call: CALL, agent: POOL_AGENT });
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect(floor.writes).toContainEqual({ kind: 'call-transferred', row: ROW, to: '505' });
    expect(answered(floor)).toEqual([]);
  });

  it.each([
    ['before Asterisk says that it sent it there', ['joined', 'answered']],
    ['after that', ['answered', 'joined']],
  ])('into a monitored queue is a new row of that queue, when the customer is there %s', (_, order) => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(BLIND);
    floor.effects.length = 0;
    for (const what of order) {
      if (what === 'answered') answered(floor);
      else floor.input({ kind: 'caller-joined', ...caller('c1'), queue: '9000', phone: '5550171' });
    }
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect(floor.events).toMatchObject([{ kind: 'call-unlinked', row: ROW }, { status: 'OnQueue' }]);
    expect(floor.writes).toContainEqual({ kind: 'call-transferred', row: ROW, to: '505' });
    expect(callOf(floor)).toMatchObject({ rowId: 2, phase: { kind: 'waiting' } });
    expect(statusOf(floor)).toBe('online');
  });

  it('comes to nothing when the customer hangs up meanwhile', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(BLIND);
    floor.input({ kind: 'call-ended', call: CALL });
    expect(outcomeOf(floor, id)).toMatchObject({ kind: 'refused' });
    expect(floor.writes).not.toContainEqual(expect.objectContaining({ kind: 'call-transferred' }));
    expect([statusOf(floor), callOf(floor)]).toEqual(['online', undefined]);
  });

  it('needs an agent, a call, and no other transfer of it', () => {
    const floor = new FloorHarness();
    expect(refusalOf(floor, { ...BLIND, agent: STRANGER })).toBe('agent-not-loaded');
    expect(refusalOf(floor, BLIND)).toBe('not-in-call');
    talking(floor);
    floor.command(BLIND);
    expect(refusalOf(floor, BLIND)).toBe('telephony-refused');
    expect(refusalOf(floor, { kind: 'hold', agent: POOL_AGENT })).toBe('already-held');
  });
});

const THIRD_AGENT = 'Agent/413' as AgentName;
const NAMELESS = 'Agent/rosa' as AgentName;
const CALLBACK_BY_NAME = 'PJSIP/rosa' as AgentName;

/** The directory with agents that the others of this suite don't need. */
function hire(floor: FloorHarness): void {
  const names = [THIRD_AGENT, NAMELESS, CALLBACK_BY_NAME];
  const more = names.map((name, index) => ({ rowId: 10 + index, name, displayName: '' }));
  const assignments = new Map([[CALLBACK_BY_NAME, new Map([['9000', 0]])]]);
  floor.input({ ...DIRECTORY, agents: [...DIRECTORY.agents, ...more], assignments });
}

function dialIn(floor: FloorHarness, agent: AgentName): void {
  floor.input({ kind: 'agent-in', agent, channel: line(agent) });
}

function joinQueue(floor: FloorHarness): void {
  const memberships = new Map([['9000', { paused: false, ringing: false }]]);
  floor.input({ kind: 'memberships', agent: CALLBACK_BY_NAME, memberships });
}

describe('transfercallagent, ECCP §8.6', () => {
  it('keeps the target free until the customer is there, and every agent keeps its part of the call', () => {
    const floor = new FloorHarness();
    logIn(floor, OTHER_AGENT);
    talking(floor);
    floor.advance(20_000);
    expect(asked(floor, TO_AGENT)).toEqual([
      'ask set-paused',
      'timer reservation',
      'timer redirect',
      'ask redirect',
    ]);
    expect(floor.intents.at(-1)).toMatchObject({ to: { kind: 'agent', agent: OTHER_AGENT } });
    expect(statusOf(floor, OTHER_AGENT)).toBe('paused');
    answered(floor);
    floor.advance(5_000);
    floor.effects.length = 0;
    connect(floor, 'c1', OTHER_AGENT);
    expect(floor.writes).toMatchObject([
      { kind: 'call-linked', row: ROW, agent: OTHER_AGENT },
      { kind: 'progress', status: 'Success', agentRowId: 2 },
    ]);
    expect(loginOf(floor, OTHER_AGENT)).toMatchObject({ call: CALL, reserved: undefined });
    floor.advance(7_000);
    floor.effects.length = 0;
    floor.input({ kind: 'call-ended', call: CALL });
    expect(floor.writes).toContainEqual(expect.objectContaining({ kind: 'call-ended', durationS: 7 }));
  });

  it.each([
    ['unknown', { ...TO_AGENT, target: STRANGER }, () => {}],
    ['logged-out', TO_AGENT, () => {}],
    ['in-call', TO_AGENT, (floor: FloorHarness) => talking(floor, 'c2', OTHER_AGENT)],
    [
      'paused',
      TO_AGENT,
      (floor: FloorHarness) => {
        logIn(floor, OTHER_AGENT);
        floor.command({ kind: 'start-break', agent: OTHER_AGENT, breakId: 4 });
      },
    ],
    [
      'ringing',
      TO_AGENT,
      (floor: FloorHarness) => {
        logIn(floor, OTHER_AGENT);
        const memberships = new Map([['9000', { paused: false, ringing: true }]]);
        floor.input({ kind: 'memberships', agent: OTHER_AGENT, memberships });
      },
    ],
    [
      'paused',
      TO_AGENT,
      (floor: FloorHarness) => {
        logIn(floor, OTHER_AGENT);
        floor.input({ kind: 'reservations', until: new Map([[OTHER_AGENT, floor.now + 60_000]]) });
      },
    ],
    [
      'reserved',
      TO_AGENT,
      (floor: FloorHarness) => {
        logIn(floor, OTHER_AGENT);
        talking(floor, 'c2', THIRD_AGENT);
        floor.command({ ...TO_AGENT, agent: THIRD_AGENT });
      },
    ],
    ['no-number', { ...TO_AGENT, target: NAMELESS }, (floor: FloorHarness) => dialIn(floor, NAMELESS)],
    ['no-extension', { ...TO_AGENT, target: CALLBACK_BY_NAME }, (floor: FloorHarness) => joinQueue(floor)],
  ] as const)('is refused when the target is %s', (reason, command, arrange) => {
    const floor = new FloorHarness();
    hire(floor);
    talking(floor);
    arrange(floor);
    const { id } = floor.command(command);
    expect(outcomeOf(floor, id)).toEqual({
      kind: 'refused',
      refusal: { kind: 'target-unavailable', reason },
    });
  });

  it('notes the number of the agent, not that of the phone where it is', () => {
    const floor = new FloorHarness();
    floor.input({ kind: 'agent-in', agent: OTHER_AGENT, channel: { name: 'PJSIP/103-0a', uniqueid: '103' } });
    talking(floor);
    floor.command(TO_AGENT);
    floor.effects.length = 0;
    answered(floor);
    expect(floor.writes[0]).toEqual({ kind: 'call-transferred', row: ROW, to: '9000' });
  });

  it('frees the target again when its device is busy, or nobody came in time', () => {
    const floor = new FloorHarness();
    logIn(floor, OTHER_AGENT);
    talking(floor);
    const { id } = floor.command(TO_AGENT);
    answered(floor, 'device-busy');
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { reason: 'device-busy' } });
    expect(statusOf(floor, OTHER_AGENT)).toBe('online');

    floor.command(TO_AGENT);
    answered(floor);
    floor.advance(30_000);
    expect(statusOf(floor, OTHER_AGENT)).toBe('online');
  });

  it.each([
    ['hangs up', { kind: 'call-ended', call: CALL }],
    ['is back in a queue', { kind: 'caller-joined', ...caller('c1'), queue: '9000', phone: '5550171' }],
    [
      'is with another agent',
      { kind: 'call-connected', call: CALL, agent: THIRD_AGENT, agentChannel: line(THIRD_AGENT) },
    ],
  ] as const)('frees the target again when the customer %s', (_, fact) => {
    const floor = new FloorHarness();
    hire(floor);
    logIn(floor, OTHER_AGENT);
    logIn(floor, THIRD_AGENT);
    talking(floor);
    floor.command(TO_AGENT);
    answered(floor);
    expect(statusOf(floor, OTHER_AGENT)).toBe('paused');
    floor.input(fact);
    expect(statusOf(floor, OTHER_AGENT)).toBe('online');
  });

  it('follows the customer to an agent that the dial plan reached', () => {
    const floor = new FloorHarness();
    logIn(floor, OTHER_AGENT);
    talking(floor);
    floor.command(BLIND);
    const fact = { call: CALL, agent: OTHER_AGENT, agentChannel: line(OTHER_AGENT) };
    floor.input({ kind: 'call-connected', ...fact });
    expect(floor.events.map(({ kind }) => kind)).toEqual(['call-unlinked', 'call-linked']);
    expect(floor.writes).toContainEqual({ kind: 'call-transferred', row: ROW, to: '505' });
  });
});
