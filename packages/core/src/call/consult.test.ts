import { describe, expect, it } from 'vitest';
import type { Command } from '../floor/command.js';
import { FloorHarness, line, OTHER_AGENT, POOL_AGENT } from '../testing/floor-harness.js';
import {
  asked,
  callOf,
  connect,
  held,
  logIn,
  outcomeOf,
  refusalOf,
  seen,
  statusOf,
  talking,
} from '../testing/situations.js';
import type { CallId } from './call.js';

const CALL = 'c1' as CallId;
const CONSULT: Command = { kind: 'consult', agent: POOL_AGENT, extension: '505' };
const HANG_UP: Command = { kind: 'hang-up', agent: POOL_AGENT };

/** The agent consults 505; nobody has answered there yet. */
function calling(): FloorHarness {
  const floor = new FloorHarness();
  talking(floor);
  floor.command(CONSULT);
  started(floor);
  floor.effects.length = 0;
  return floor;
}

/** The agent talks to 505. */
function consulting(): FloorHarness {
  const floor = calling();
  floor.input({ kind: 'consultation-answered', ...of(floor) });
  floor.effects.length = 0;
  return floor;
}

function of(floor: FloorHarness): { readonly call: CallId; readonly attempt: number } {
  return { call: CALL, attempt: floor.floor.attempts };
}

function started(floor: FloorHarness, accepted = true): readonly string[] {
  return seen(floor, { kind: 'consultation-started', ...of(floor), accepted, message: 'no' });
}

/** Where everything stands once it is over. */
function end(floor: FloorHarness): unknown {
  return { status: statusOf(floor), call: callOf(floor)?.phase.kind };
}

const kinds = (floor: FloorHarness): readonly string[] => floor.events.map(({ kind }) => kind);
const intents = (floor: FloorHarness): readonly string[] => floor.intents.map(({ kind }) => kind);

describe('atxfercall, ECCP §8.3', () => {
  it('pauses the agent, tells everybody, asks; answers when Asterisk has accepted', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id, effects } = floor.command(CONSULT);
    expect(effects.map(({ kind }) => kind)).toEqual(['telephony', 'set-timer', 'publish', 'telephony']);
    expect(floor.intents).toMatchObject([{ paused: true, reason: 'Consultation' }, { target: '505' }]);
    expect(started(floor)).toEqual(['reply done', 'store call-transferred', 'timer consultation']);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect([statusOf(floor), kinds(floor)]).toEqual(['oncall', ['consultation-started']]);
  });

  it('refused by Asterisk leaves everything as it was', () => {
    const floor = new FloorHarness();
    talking(floor);
    const { id } = floor.command(CONSULT);
    expect(started(floor, false)).toEqual(['reply refused', 'ask set-paused', 'event consultation-ended']);
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { message: 'no' } });
    expect(end(floor)).toEqual({ status: 'oncall', call: 'talking' });
  });

  it('needs a customer on the line whose channel is a real one', () => {
    const floor = new FloorHarness();
    expect(refusalOf(floor, CONSULT)).toBe('not-in-call');
    held(floor);
    expect(refusalOf(floor, CONSULT)).toBe('no-agent-channel');
    const other = new FloorHarness();
    talking(other);
    const customer = { name: 'Local/555@out-0000001a;1', uniqueid: 'c1' };
    other.input({ kind: 'customer-moved', call: CALL, customer });
    expect(refusalOf(other, CONSULT)).toBe('no-customer-channel');
    const pending = new FloorHarness();
    talking(pending);
    pending.command({ kind: 'transfer', agent: POOL_AGENT, extension: '9' });
    expect(refusalOf(pending, CONSULT)).toBe('telephony-refused');
  });
});

describe('the ways a consultation ends', () => {
  it('hangup with the target on the line: customer and target are joined, the agent is free', () => {
    const floor = consulting();
    const { id } = floor.command(HANG_UP);
    expect(floor.intents).toMatchObject([{ kind: 'complete-transfer', call: CALL }]);
    floor.input({ kind: 'transfer-answered', ...of(floor), accepted: true, message: '' });
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    expect(kinds(floor)).toEqual(['consultation-ended', 'call-unlinked']);
    expect(end(floor)).toEqual({ status: 'online', call: 'released' });
  });

  it('joining them fails: the agent still has both and may try again', () => {
    const floor = consulting();
    const { id } = floor.command(HANG_UP);
    floor.input({ kind: 'transfer-answered', ...of(floor), accepted: false, message: 'gone' });
    expect(outcomeOf(floor, id)).toMatchObject({ refusal: { message: 'gone' } });
    expect(callOf(floor)?.phase).toMatchObject({ kind: 'consulting', stage: 'talking' });
    expect(asked(floor, HANG_UP)).toEqual(['timer consultation', 'ask complete-transfer']);
  });

  it('hangup while the target rings: the agent goes back to its customer', () => {
    const floor = calling();
    const { id } = floor.command(HANG_UP);
    expect(outcomeOf(floor, id)).toEqual({ kind: 'done' });
    floor.input({ kind: 'consultation-ended', ...of(floor) });
    expect(intents(floor)).toEqual(['end-consultation', 'return-to-customer']);
    floor.effects.length = 0;
    connect(floor);
    expect(floor.writes).toEqual([{ kind: 'call-transferred', row: { kind: 'incoming', id: 1 }, to: '' }]);
    expect([kinds(floor), end(floor)]).toEqual([
      ['consultation-ended'],
      { status: 'oncall', call: 'talking' },
    ]);
  });

  it.each([
    ['the target is busy or does not answer', calling],
    ['the target hangs up', consulting],
  ])('%s: the agent goes back to its customer', (_, arrange) => {
    const floor = arrange();
    floor.input({ kind: 'consultation-ended', ...of(floor) });
    expect(intents(floor)).toEqual(['return-to-customer']);
    connect(floor);
    expect(end(floor)).toEqual({ status: 'oncall', call: 'talking' });
  });

  it('the customer hangs up: the target is hung up on, the agent is free', () => {
    const floor = consulting();
    floor.input({ kind: 'call-ended', call: CALL });
    expect(intents(floor)).toEqual(['set-paused', 'end-consultation']);
    expect(kinds(floor)).toEqual(['consultation-ended', 'call-unlinked']);
    expect(end(floor)).toEqual({ status: 'online', call: undefined });
  });

  it.each([
    ['the target rings', calling, false, ['redirect']],
    ['Asterisk joined customer and target', consulting, true, []],
  ] as const)('the agent’s phone hangs up while %s', (_, arrange, joined, expected) => {
    const floor = arrange();
    floor.input({ kind: 'consultation-abandoned', ...of(floor), joined });
    expect(intents(floor).filter((kind) => kind !== 'set-paused')).toEqual(expected);
    expect(end(floor)).toEqual({ status: 'online', call: 'released' });
  });

  describe('the agent logs off', () => {
    function loggedOff(): FloorHarness {
      const floor = consulting();
      floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) });
      expect(kinds(floor)).toEqual(['consultation-ended', 'call-unlinked', 'agent-logged-out']);
      floor.effects.length = 0;
      return floor;
    }

    it('and Asterisk joins customer and target: so be it', () => {
      const floor = loggedOff();
      floor.input({ kind: 'consultation-abandoned', ...of(floor), joined: true });
      floor.input({ kind: 'consultation-abandoned', ...of(floor), joined: false });
      expect(floor.intents).toEqual([]);
    });

    it.each([
      ['the customer is alone', { kind: 'consultation-abandoned', joined: false }],
      ['the target has left', { kind: 'consultation-ended' }],
    ] as const)('and %s: it is sent to whom the agent consulted', (_, fact) => {
      const floor = loggedOff();
      floor.input({ ...fact, ...of(floor) });
      expect(floor.intents).toMatchObject([{ kind: 'redirect', to: { exten: '505' } }]);
      floor.input({ kind: 'redirect-answered', ...of(floor), result: 'accepted', message: '' });
      expect(floor.intents).toHaveLength(1);
    });

    it('and its phone goes on with the target: the customer waits no longer than the deadline', () => {
      const floor = loggedOff();
      const { consultationDeadlineMs } = floor.floor.settings;
      floor.advance(consultationDeadlineMs - 1);
      expect(floor.intents).toEqual([]);
      floor.advance(1);
      expect(floor.intents).toMatchObject([{ kind: 'redirect', to: { kind: 'queue', queue: '9000' } }]);
      floor.input({ kind: 'consultation-abandoned', ...of(floor), joined: false });
      expect(floor.intents).toHaveLength(1);
    });

    it('and customer and target are joined: the deadline means nothing to them', () => {
      const floor = loggedOff();
      floor.input({ kind: 'consultation-abandoned', ...of(floor), joined: true });
      floor.advance(floor.floor.settings.consultationDeadlineMs);
      expect(floor.intents).toEqual([]);
    });

    it('and nobody can be called: the customer goes to the queue again', () => {
      const floor = loggedOff();
      floor.input({ kind: 'consultation-abandoned', ...of(floor), joined: false });
      floor.input({ kind: 'redirect-answered', ...of(floor), result: 'refused', message: 'no' });
      expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue', queue: '9000' } });
    });
  });

  it('the agent can’t be brought back: its customer goes to the queue again', () => {
    const floor = consulting();
    floor.input({ kind: 'consultation-ended', ...of(floor) });
    floor.input({ kind: 'return-failed', ...of(floor) });
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue', queue: '9000' } });
    expect(end(floor)).toEqual({ status: 'online', call: 'released' });
    floor.effects.length = 0;
    floor.input({ kind: 'caller-joined', ...customer(), queue: '9000', phone: '5550171' });
    expect(floor.writes).toMatchObject([{ kind: 'call-joined', row: { id: 2 } }, { status: 'OnQueue' }]);
  });

  it('the agent logs off on the way back: its customer goes to the queue again', () => {
    const floor = consulting();
    floor.input({ kind: 'consultation-ended', ...of(floor) });
    floor.effects.length = 0;
    floor.input({ kind: 'agent-out', agent: POOL_AGENT, channel: line(POOL_AGENT) });
    expect(floor.intents.at(-1)).toMatchObject({ kind: 'redirect', to: { kind: 'queue', queue: '9000' } });
    floor.effects.length = 0;
    floor.input({ kind: 'return-failed', ...of(floor) });
    expect(floor.intents).toEqual([]);
  });

  it('hangup on the way back ends the call', () => {
    const floor = consulting();
    floor.input({ kind: 'consultation-ended', ...of(floor) });
    expect(asked(floor, HANG_UP)).toEqual(['ask hang-up']);
  });

  it('the target was an agent: the call is that one’s now', () => {
    const floor = consulting();
    logIn(floor, OTHER_AGENT);
    floor.command(HANG_UP);
    floor.effects.length = 0;
    connect(floor, 'c1', OTHER_AGENT);
    expect(kinds(floor)).toEqual(['consultation-ended', 'call-unlinked', 'call-linked']);
    expect([statusOf(floor), statusOf(floor, OTHER_AGENT)]).toEqual(['online', 'oncall']);
  });

  it.each([
    ['accepts', () => asking(), ['reply refused', 'ask set-paused', 'event consultation-ended']],
    ['calls', calling, ['ask end-consultation', 'timer consultation', 'ask return-to-customer']],
  ] as const)('Asterisk never tells what became of it once it %s', (_, arrange, expected) => {
    const floor = arrange();
    const timer = { kind: 'consultation', ...of(floor) } as const;
    expect(seen(floor, { kind: 'timer', timer })).toEqual(expected);
  });

  it('talking to the target may take as long as it likes', () => {
    const floor = consulting();
    floor.advance(3_600_000);
    expect([floor.effects, callOf(floor)?.phase]).toMatchObject([[], { stage: 'talking' }]);
  });
});

function asking(): FloorHarness {
  const floor = new FloorHarness();
  talking(floor);
  floor.command(CONSULT);
  floor.effects.length = 0;
  return floor;
}

function customer() {
  return { call: CALL, customer: { name: 'PJSIP/customer-c1', uniqueid: 'c1' } };
}
