import {
  type Command,
  type CommandId,
  type DetailsQuestion,
  type Effect,
  type Floor,
  type FloorDelta,
  type FloorEvent,
  type FloorView,
  type Input,
  type JournalEntry,
  type Outcome,
  type StorageWrite,
  step,
  type TelephonyIntent,
  type Timer,
  timerKey,
} from '@openeccp/core';
import type { Clock } from './clock.js';

/** Where effects go. All of them return at once. */
export interface EffectPorts {
  perform(intent: TelephonyIntent): void;
  /** @param number the journal's number of it, where there is one */
  store(write: StorageWrite, number?: number): void;
  /** Asks the database about a call; the answer comes back as input `details`. */
  lookUp(question: DetailsQuestion): void;
  publish(event: FloorEvent): void;
  /** A step is done: it is the present and its effects are carried out. */
  stepped?(delta: FloorDelta): void;
}

export interface FloorRuntimeOptions {
  readonly floor: Floor;
  readonly clock: Clock;
  readonly ports: EffectPorts;
  /** A command whose outcome never came is answered by then. Milliseconds. */
  readonly commandDeadlineMs: number;
  /** An effect threw, which none should: the others of its step are carried out all the same. */
  readonly onEffectError: (effect: Effect, error: unknown) => void;
  /** The domain; a simulation watches it at work. */
  readonly step?: typeof step;
  /** Sees every input before it is taken; a recorded log replays the floor. */
  readonly record?: (input: Input, now: number) => void;
  /** Takes every step that changed something before its effects are carried out. */
  readonly journal?: { append(entry: JournalEntry): number };
  /** Numbers of commands that the server before this one has given. Default 0. */
  readonly lastCommand?: number;
}

/**
 * Runs the floor: takes inputs one at a time, makes each step's changes the present, then carries out its effects
 * in order. An input that arrives during an effect waits for its turn, so a step never sees half of another.
 */
export class FloorRuntime {
  readonly #floor: Floor;
  readonly #clock: Clock;
  readonly #ports: EffectPorts;
  readonly #options: FloorRuntimeOptions;
  readonly #inputs: Input[] = [];
  readonly #waiting = new Map<CommandId, (outcome: Outcome) => void>();
  readonly #timers = new Map<string, () => void>();
  readonly #step: typeof step;
  #lastCommand: number;
  #busy = false;
  #closed = false;

  constructor(options: FloorRuntimeOptions) {
    this.#options = options;
    this.#step = options.step ?? step;
    this.#floor = options.floor;
    this.#clock = options.clock;
    this.#ports = options.ports;
    this.#lastCommand = options.lastCommand ?? 0;
  }

  get floor(): FloorView {
    return this.#floor;
  }

  /** Takes an input; its effects are done when this returns, unless another input is being taken. */
  submit(input: Input): void {
    if (this.#closed) return;
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) this.#take(next);
    } finally {
      this.#busy = false;
    }
  }

  /** Dispatches a command and resolves with its outcome. Events of the command are published before that. */
  command(command: Command): Promise<Outcome> {
    this.#lastCommand += 1;
    const id = this.#lastCommand as CommandId;
    return new Promise((resolve) => {
      if (this.#closed) return resolve(unanswered('the server is stopping'));
      const cancel = this.#clock.after(this.#options.commandDeadlineMs, () =>
        this.#answer(id, unanswered('no answer from Asterisk in time')),
      );
      this.#waiting.set(id, (outcome) => {
        cancel();
        resolve(outcome);
      });
      this.submit({ kind: 'command', id, command });
    });
  }

  /** Stops taking inputs; whoever waits for an outcome hears that there will be none. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    for (const id of [...this.#waiting.keys()]) this.#answer(id, unanswered('the server is stopping'));
  }

  #take(input: Input): void {
    const now = this.#clock.now();
    this.#options.record?.(input, now);
    const { delta, effects } = this.#step(this.#floor, input, now);
    this.#floor.apply(delta);
    const first = this.#journal(input, now, delta, effects);
    let stored = 0;
    for (const effect of effects) {
      const number = first === undefined ? undefined : first + stored;
      if (effect.kind === 'store') stored += 1;
      try {
        this.#carryOut(effect, number);
      } catch (error) {
        this.#options.onEffectError(effect, error);
      }
    }
    this.#ports.stepped?.(delta);
  }

  /** Answers the number of the step's first write. */
  #journal(input: Input, at: number, delta: FloorDelta, effects: readonly Effect[]): number | undefined {
    const { journal } = this.#options;
    const over = input.kind === 'timer' ? input.timer : undefined;
    // What is only answered or told, a refusal for instance, leaves nothing that another server would have to know.
    const acts = effects.some(({ kind }) => kind !== 'reply' && kind !== 'publish');
    const isNothing = over === undefined && delta.agents.size + delta.calls.size === 0 && !acts;
    if (journal === undefined || isNothing) return undefined;
    return journal.append({
      at,
      floor: this.#floor,
      delta,
      over,
      timers: effects.flatMap((effect) =>
        effect.kind === 'set-timer' ? [{ timer: effect.timer, at: effect.at }] : [],
      ),
      writes: effects.flatMap((effect) => (effect.kind === 'store' ? [effect.write] : [])),
      lastCommand: this.#lastCommand,
    });
  }

  #carryOut(effect: Effect, number: number | undefined): void {
    switch (effect.kind) {
      case 'telephony':
        return this.#ports.perform(effect.intent);
      case 'store':
        return this.#ports.store(effect.write, number);
      case 'look-up':
        return this.#ports.lookUp(effect.question);
      case 'publish':
        return this.#ports.publish(effect.event);
      case 'reply':
        return this.#answer(effect.command, effect.outcome);
      case 'set-timer':
        return this.#setTimer(effect.timer, effect.at);
    }
  }

  #answer(id: CommandId, outcome: Outcome): void {
    this.#waiting.get(id)?.(outcome);
    this.#waiting.delete(id);
  }

  #setTimer(timer: Timer, at: number): void {
    const key = timerKey(timer);
    this.#timers.get(key)?.();
    const cancel = this.#clock.after(at - this.#clock.now(), () => {
      // A timer of Node may be a millisecond early, and a clock may be set back.
      if (this.#clock.now() < at) return this.#setTimer(timer, at);
      this.#timers.delete(key);
      this.submit({ kind: 'timer', timer });
    });
    this.#timers.set(key, cancel);
  }
}

function unanswered(message: string): Outcome {
  return { kind: 'refused', refusal: { kind: 'unanswered', message } };
}
