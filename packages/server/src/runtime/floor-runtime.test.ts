import {
  type AgentName,
  type CallId,
  DEFAULT_SETTINGS,
  Floor,
  type Input,
  type TelephonyFact,
  type TelephonyIntent,
} from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../testing/scripted-asterisk.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { FloorRuntime } from './floor-runtime.js';

const ROSA = 'Agent/412' as AgentName;
const EXTENSION = { number: '412', dial: 'PJSIP/412' };
const LOG_IN = { kind: 'log-in', agent: ROSA, extension: EXTENSION, inactivityLimitS: undefined } as const;

/** A runtime with one agent; effects are noted in order, and a test may react to intents in the midst of them. */
class Stand {
  readonly clock = new VirtualClock();
  readonly floor = new Floor(DEFAULT_SETTINGS, {
    audit: 1,
    callEntry: 1,
    currentCallEntry: 1,
    currentCalls: 1,
    progress: 1,
  });
  readonly noted: string[] = [];
  readonly recorded: Input[] = [];
  /** How many steps were journaled. */
  journaled = 0;
  react: (intent: TelephonyIntent) => void = () => {};
  readonly runtime: FloorRuntime = new FloorRuntime({
    floor: this.floor,
    clock: this.clock,
    commandDeadlineMs: 30_000,
    onEffectError: (effect, error) => this.noted.push(`${effect.kind} failed: ${error}`),
    record: (input) => this.recorded.push(input),
    journal: {
      append: () => {
        this.journaled += 1;
        return 1;
      },
    },
    ports: {
      perform: (intent) => {
        this.noted.push(intent.kind);
        this.react(intent);
      },
      store: (write) => this.noted.push(write.kind),
      lookUp: () => this.noted.push('look-up'),
      publish: (event) => this.noted.push(event.kind),
    },
  });

  constructor() {
    this.runtime.submit({
      kind: 'directory',
      agents: [{ rowId: 1, name: ROSA, displayName: 'Rosa' }],
      breaks: [{ id: 1, name: 'Hold', description: '', active: true, kind: 'hold' }],
      queues: [{ rowId: 1, name: '9000', campaigns: [] }],
      assignments: new Map(),
    });
    this.runtime.submit({
      kind: 'telephony-up',
      epoch: 1,
      snapshot: { parking: true, agents: new Map(), memberships: new Map(), calls: [] },
    });
    this.noted.length = 0;
  }

  talk(): void {
    const call = 'c1' as CallId;
    const customer = { name: 'PJSIP/customer-1', uniqueid: 'c1' };
    const facts: TelephonyFact[] = [
      { kind: 'caller-joined', call, queue: '9000', phone: '555', customer },
      { kind: 'call-connected', call, agent: ROSA, agentChannel: lineOf(ROSA) },
    ];
    for (const fact of facts) this.runtime.submit(fact);
    this.noted.length = 0;
  }

  async logIn(): Promise<void> {
    const answer = this.runtime.command(LOG_IN);
    this.runtime.submit({ kind: 'agent-in', agent: ROSA, channel: lineOf(ROSA) });
    await answer;
    this.noted.length = 0;
  }
}

describe('inputs', () => {
  it('that arrive during an effect wait until the step is done: no step sees half of another', async () => {
    const stand = new Stand();
    stand.react = (intent) => {
      if (intent.kind !== 'call-phone-to-log-in') return;
      const { agent, attempt } = intent;
      stand.runtime.submit({ kind: 'login-started', agent, attempt, accepted: true, message: '' });
      stand.noted.push('reported started');
      stand.runtime.submit({ kind: 'agent-in', agent, channel: lineOf(agent) });
      stand.noted.push('reported in');
    };
    expect(await stand.runtime.command(LOG_IN)).toEqual({ kind: 'logging' });
    expect(stand.noted).toEqual([
      ...['call-phone-to-log-in', 'reported started', 'reported in', 'open-session', 'agent-logged-in'],
    ]);
  });

  it('see the floor as the steps before them left it, while the effects of those go out', () => {
    const stand = new Stand();
    const seen: (string | undefined)[] = [];
    stand.react = () => seen.push(stand.runtime.floor.agents.get(ROSA)?.presence.kind);
    void stand.runtime.command(LOG_IN);
    expect(seen).toEqual(['calling']);
  });

  it('are recorded before they are taken, in order', () => {
    const stand = new Stand();
    void stand.runtime.command(LOG_IN);
    stand.runtime.submit({ kind: 'agent-in', agent: ROSA, channel: lineOf(ROSA) });
    expect(stand.recorded.map(({ kind }) => kind)).toEqual([
      ...['directory', 'telephony-up', 'command', 'agent-in'],
    ]);
  });

  it('go on after an effect that failed, and so do the other effects of its step', async () => {
    const stand = new Stand();
    await stand.logIn();
    stand.talk();
    stand.noted.length = 0;
    stand.react = () => {
      throw new Error('broken port');
    };
    await stand.runtime.command({ kind: 'log-out', agent: ROSA });
    stand.runtime.submit({ kind: 'agent-out', agent: ROSA, channel: lineOf(ROSA) });
    expect(stand.noted).toContain('telephony failed: Error: broken port');
    expect(stand.noted.slice(-1)).toEqual(['agent-logged-out']);
  });
});

describe('commands', () => {
  it('are answered after their events are published', async () => {
    const stand = new Stand();
    await stand.logIn();
    await stand.runtime.command({ kind: 'log-out', agent: ROSA }).then(() => stand.noted.push('answered'));
    expect(stand.noted).toEqual(['end-line', 'answered']);
  });

  it('without an outcome are answered at their deadline; what comes later is for nobody', async () => {
    const stand = new Stand();
    await stand.logIn();
    stand.talk();
    let outcome: unknown;
    const answer = stand.runtime.command({ kind: 'hang-up', agent: ROSA }).then((value) => {
      outcome = value;
    });
    stand.clock.advance(29_999);
    await Promise.resolve();
    expect(outcome).toBeUndefined();
    stand.clock.advance(1);
    await answer;
    expect(outcome).toEqual({
      kind: 'refused',
      refusal: { kind: 'unanswered', message: 'no answer from Asterisk in time' },
    });
    const [command] = stand.recorded.filter((input) => input.kind === 'command').slice(-1);
    if (command?.kind !== 'command') throw new Error('no command');
    stand.runtime.submit({ kind: 'hang-up-answered', command: command.id, accepted: true, message: '' });
    expect(outcome).toMatchObject({ kind: 'refused' });
  });

  it('leave no timer behind', async () => {
    const stand = new Stand();
    const before = stand.clock.pending;
    await stand.runtime.command({ kind: 'ping', agent: ROSA });
    expect(stand.clock.pending).toBe(before);
  });
});

describe('timers', () => {
  it('of one key are moved, not multiplied', async () => {
    const stand = new Stand();
    const answer = stand.runtime.command({ ...LOG_IN, inactivityLimitS: 60 });
    stand.runtime.submit({ kind: 'agent-in', agent: ROSA, channel: lineOf(ROSA) });
    await answer;
    const pending = stand.clock.pending;
    for (let times = 0; times < 10; times += 1) {
      stand.clock.advance(50_000);
      await stand.runtime.command({ kind: 'ping', agent: ROSA });
    }
    expect(stand.clock.pending).toBeLessThanOrEqual(pending);
    expect(stand.noted).not.toContain('end-line');
    stand.clock.advance(59_999);
    expect(stand.noted).not.toContain('end-line');
    stand.clock.advance(1);
    expect(stand.noted.filter((kind) => kind === 'end-line')).toHaveLength(1);
  });

  it('are waited for again when they come early, as those of Node do', async () => {
    const stand = new Stand();
    const after = stand.clock.after.bind(stand.clock);
    stand.clock.after = (ms, callback) => after(ms > 1 ? ms - 1 : ms, callback);
    const answer = stand.runtime.command({ ...LOG_IN, inactivityLimitS: 60 });
    stand.runtime.submit({ kind: 'agent-in', agent: ROSA, channel: lineOf(ROSA) });
    await answer;
    const timers = (): number => stand.recorded.filter(({ kind }) => kind === 'timer').length;
    stand.clock.advance(59_999);
    expect(timers()).toBe(0);
    stand.clock.advance(1);
    expect(timers()).toBe(1);
    expect(stand.noted).toContain('end-line');
  });
});

describe('the journal', () => {
  it('gets what changes something, and not what is only refused', async () => {
    const stand = new Stand();
    const before = stand.journaled;
    await stand.runtime.command({ kind: 'hold', agent: ROSA });
    await stand.runtime.command({ kind: 'ping', agent: 'Agent/777' as AgentName });
    expect(stand.journaled).toBe(before);
    void stand.runtime.command(LOG_IN);
    expect(stand.journaled).toBe(before + 1);
    stand.runtime.close();
  });
});

describe('closing', () => {
  it('answers whoever waits, cancels every timer and takes nothing more', async () => {
    const stand = new Stand();
    const waiting = stand.runtime.command(LOG_IN);
    stand.runtime.close();
    const stopping = {
      kind: 'refused',
      refusal: { kind: 'unanswered', message: 'the server is stopping' },
    };
    expect(await waiting).toEqual(stopping);
    expect(await stand.runtime.command({ kind: 'ping', agent: ROSA })).toEqual(stopping);
    expect(stand.clock.pending).toBe(0);
    stand.noted.length = 0;
    stand.runtime.submit({ kind: 'agent-in', agent: ROSA, channel: lineOf(ROSA) });
    stand.clock.advance(1_000_000);
    expect(stand.noted).toEqual([]);
  });
});
