import type { AgentName, Channel } from '../agent/agent.js';
import type { CallId } from '../call/call.js';
import { type CallDetails, NO_DETAILS } from '../call/details.js';
import type { Command, CommandId, Outcome } from '../floor/command.js';
import {
  type DetailsQuestion,
  type Effect,
  type TelephonyIntent,
  type Timer,
  timerKey,
} from '../floor/effect.js';
import type { FloorEvent } from '../floor/events.js';
import { DEFAULT_SETTINGS, Floor, type FloorSettings } from '../floor/floor.js';
import type { Input, TelephonySnapshot } from '../floor/input.js';
import { violations } from '../floor/invariants.js';
import { step } from '../floor/step.js';
import type { StorageWrite } from '../ports/storage-write.js';
import type { Move } from './any-moves.js';

export const POOL_AGENT = 'Agent/412' as AgentName;
export const OTHER_AGENT = 'Agent/9000' as AgentName;
export const CALLBACK_AGENT = 'PJSIP/101' as AgentName;
export const STRANGER = 'Agent/7777' as AgentName;

export const EMPTY_SNAPSHOT: TelephonySnapshot = {
  parking: true,
  agents: new Map(),
  memberships: new Map([
    [POOL_AGENT, new Map([['9000', { paused: false, ringing: false }]])],
    [OTHER_AGENT, new Map([['9000', { paused: false, ringing: false }]])],
  ]),
  calls: [],
};

export const DIRECTORY: Input & { kind: 'directory' } = {
  kind: 'directory',
  agents: [
    { rowId: 1, name: POOL_AGENT, displayName: 'Rosa' },
    { rowId: 2, name: OTHER_AGENT, displayName: 'Luis' },
    { rowId: 3, name: CALLBACK_AGENT, displayName: 'Ana' },
  ],
  breaks: [
    { id: 1, name: 'Hold', description: '', active: true, kind: 'hold' },
    { id: 4, name: 'Lunch', description: '', active: true, kind: 'break' },
    { id: 5, name: 'Coffee', description: '', active: true, kind: 'break' },
    { id: 6, name: 'Old', description: '', active: false, kind: 'break' },
  ],
  queues: [{ rowId: 1, name: '9000', campaigns: [] }],
  assignments: new Map([[CALLBACK_AGENT, new Map([['9000', 0]])]]),
};

/** The floor with its effects collected: drives `step` as the runtime does, on a clock that the test moves. */
export class FloorHarness {
  readonly floor: Floor;
  readonly effects: Effect[] = [];
  readonly outcomes = new Map<CommandId, Outcome[]>();
  readonly timers = new Map<string, { readonly timer: Timer; readonly at: number }>();
  /** What the database knows about every call; undefined while it does not answer. */
  details: CallDetails | undefined = NO_DETAILS;
  now = Date.UTC(2026, 2, 1, 10, 0, 0);
  #command = 0;

  constructor(settings: Partial<FloorSettings> = {}) {
    this.floor = new Floor(
      { ...DEFAULT_SETTINGS, ...settings },
      { audit: 1, callEntry: 1, currentCallEntry: 1, currentCalls: 1, progress: 1 },
    );
    this.input(DIRECTORY);
    this.input({ kind: 'telephony-up', epoch: 1, snapshot: EMPTY_SNAPSHOT });
    this.effects.length = 0;
  }

  /** Applies one input and answers with its effects; throws when an invariant breaks. */
  input(input: Input): readonly Effect[] {
    const { delta, effects } = step(this.floor, input, this.now);
    this.floor.apply(delta);
    const broken = violations(this.floor);
    if (broken.length > 0) {
      throw new Error(`after ${input.kind}: ${broken.map((v) => `${v.rule} of ${v.subject}`).join(', ')}`);
    }
    for (const effect of effects) this.#take(effect);
    for (const effect of effects) {
      if (effect.kind === 'look-up') this.#answer(effect.question);
    }
    return effects;
  }

  /** The database answers at once, unless a test has it wait. */
  #answer({ call }: DetailsQuestion): void {
    if (this.details !== undefined) this.input({ kind: 'details', call, details: this.details });
  }

  #take(effect: Effect): void {
    this.effects.push(effect);
    if (effect.kind === 'set-timer') {
      this.timers.set(timerKey(effect.timer), { timer: effect.timer, at: effect.at });
    } else if (effect.kind === 'reply') {
      this.outcomes.set(effect.command, [...(this.outcomes.get(effect.command) ?? []), effect.outcome]);
    }
  }

  command(command: Command): { readonly id: CommandId; readonly effects: readonly Effect[] } {
    this.#command += 1;
    const id = this.#command as CommandId;
    this.outcomes.set(id, []);
    return { id, effects: this.input({ kind: 'command', id, command }) };
  }

  play(moves: readonly Move[]): void {
    for (const move of moves) {
      if (move.kind === 'input') this.input(move.input);
      else if (move.kind === 'command') this.command(move.command);
      else this.advance(move.ms);
    }
  }

  /** Moves the clock and fires what is due, in order. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [key, { timer, at }] = due;
      this.timers.delete(key);
      this.now = Math.max(this.now, at);
      this.input({ kind: 'timer', timer });
    }
    this.now = end;
  }

  get events(): readonly FloorEvent[] {
    return this.effects.flatMap((effect) => (effect.kind === 'publish' ? [effect.event] : []));
  }
  get intents(): readonly TelephonyIntent[] {
    return this.effects.flatMap((effect) => (effect.kind === 'telephony' ? [effect.intent] : []));
  }
  get writes(): readonly StorageWrite[] {
    return this.effects.flatMap((effect) => (effect.kind === 'store' ? [effect.write] : []));
  }
}

export function line(name: AgentName): Channel {
  const number = name.slice(name.indexOf('/') + 1);
  return { name: `PJSIP/${number}-0000000a`, uniqueid: `line.${number}` };
}

export function caller(id: string): { readonly call: CallId; readonly customer: Channel } {
  return { call: id as CallId, customer: { name: `PJSIP/customer-${id}`, uniqueid: id } };
}

/** What an effect is, shortly, for comparing orders. */
export function summary(effects: readonly Effect[]): readonly string[] {
  return effects.map((effect) => {
    switch (effect.kind) {
      case 'telephony':
        return `ask ${effect.intent.kind}`;
      case 'store':
        return `store ${effect.write.kind}`;
      case 'look-up':
        return 'look up';
      case 'publish':
        return `event ${effect.event.kind}`;
      case 'reply':
        return `reply ${effect.outcome.kind}`;
      case 'set-timer':
        return `timer ${effect.timer.kind}`;
    }
  });
}
