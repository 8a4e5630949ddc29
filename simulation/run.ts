import { step as realStep } from '@openeccp/core';
import { brokenInvariants, SeededRandom, type Simulator, startSimulator } from '@openeccp/simulator';
import { Agents } from './agents.js';
import { AsteriskLine } from './asterisk-line.js';
import { Callers } from './callers.js';
import { DIRECTORY, MANAGER, serverConfig, WORLD } from './center.js';
import { leftBehind, writeDifferences } from './checks/end-state.js';
import { rowDifferences } from './checks/model-and-rows.js';
import { LOOK_MS, ModelWatch } from './checks/model-watch.js';
import { Audience } from './clients/audience.js';
import type { Step } from './daemon.js';
import { MemoryDatabase } from './database/memory-database.js';
import { DatabaseLine } from './database/reached-database.js';
import type { SimulatedDatabase } from './database/rows.js';
import { type Doers, heal, make } from './deeds.js';
import type { Drift } from './drift.js';
import type { InjectedDrift } from './injected-drift.js';
import { Lives } from './lives.js';
import { JournalFile } from './memory-journal.js';
import { type Fault, type Move, plan, planEnds } from './plan.js';
import type { Scene } from './scene.js';
import { dueCalls } from './scheduled-calls.js';
import { Story } from './story.js';
import { VirtualTime } from './virtual-time.js';

export interface RunOptions {
  readonly seed: number;
  /** Callers. */
  readonly calls: number;
  readonly faults: ReadonlySet<Fault>;
  /** Numbers of the plan's moves that are made; all without it. */
  readonly only?: ReadonlySet<number>;
  /** The domain, broken by a test. */
  readonly step?: Step;
  readonly database?: SimulatedDatabase;
  /** Told every step, move and event, one line each. */
  readonly narrate?: (line: string) => void;
  /** `false`: nothing outlives a server. Default true. */
  readonly journal?: boolean;
}

export interface RunResult {
  readonly seed: number;
  readonly calls: number;
  /** What went wrong; empty when nothing did. */
  readonly broken: readonly string[];
  /** Number of moves in the plan, and how many of them had been made when it broke. */
  readonly moves: number;
  readonly made: number;
  /** Hash of everything that the server was told and told. */
  readonly trace: string;
  readonly steps: number;
  readonly lost: number;
  readonly drifts: readonly Drift[];
  /** What became of the differences that lost messages have made. */
  readonly injected: readonly InjectedDrift[];
  /** How many others were over when the connection was there again, or went on. */
  readonly reconnected: number;
  /** Milliseconds of virtual time. */
  readonly virtualMs: number;
}

/** Monday morning. */
const START = Date.UTC(2026, 2, 2, 9);
/** After the last move: what was injected must be healed by then. Milliseconds. */
/** What is asked of a sound database is in it within this time. Milliseconds. */
const WRITTEN_MS = 2_000;
const HEAL_MS = 120_000;
const CLOSE_MS = 90_000;

/** Runs one seed to its end, or until something is broken. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { seed, calls, faults } = options;
  const time = new VirtualTime(START);
  const forks = new Forks(seed);
  const moves = plan(forks.next(), calls, faults);
  const scheduled = dueCalls(forks.next(), calls, START);
  const databaseLine = new DatabaseLine(time, forks.next());
  const simulator = await startSimulator({
    port: 'none',
    clock: time,
    version: seed % 2 === 0 ? '16' : '22',
    seed,
    users: [MANAGER],
    world: WORLD,
    // Some have no lot of ours: they hold as before.
    parking: seed % 4 === 3 ? 'default' : 'on',
  });
  const database = options.database ?? new MemoryDatabase(DIRECTORY, scheduled);
  const running = new Run({ options, time, forks, moves, database, databaseLine, simulator });
  const result = await running.toEnd();
  await simulator.close();
  return result;
}

/** Random numbers of their own for everybody, so that one more here changes nothing there. */
class Forks {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed * 2_654_435_761);
  }

  next(): SeededRandom {
    return new SeededRandom(Math.floor(this.#random.next() * 2 ** 32));
  }
}

interface Parts {
  readonly options: RunOptions;
  readonly time: VirtualTime;
  readonly forks: Forks;
  readonly moves: readonly Move[];
  readonly database: SimulatedDatabase;
  readonly databaseLine: DatabaseLine;
  readonly simulator: Simulator;
}

class Run {
  readonly #parts: Parts;
  readonly #story: Story;
  readonly #watch: ModelWatch;
  readonly #audience: Audience;
  readonly #doers: Doers;
  #made = 0;
  #lost = 0;
  #ended = false;

  constructor(parts: Parts) {
    const { options, time, forks, database, databaseLine, simulator } = parts;
    const { seed, faults } = options;
    this.#parts = parts;
    const story = new Story(time, options.narrate);
    const watch = new ModelWatch(time, story, faults);
    const callers = new Callers(time, simulator);
    const line = new AsteriskLine({
      time,
      random: forks.next(),
      simulator,
      faults: {
        reorder: faults.has('reorder'),
        duplicate: faults.has('duplicate') ? 0.002 : 0,
        lose: faults.has('lost') ? 0.001 : 0,
      },
      onEvent: (event) => {
        story.say('ami', event);
        callers.hear(event);
      },
      onLost: (event) => {
        this.#lost += 1;
        watch.lost(event);
        story.say('lost', event);
      },
    });
    const lives = new Lives({
      config: serverConfig({ profile: seed % 3 === 0 ? 'issabel' : 'elastix', extended: seed % 5 < 2 }),
      time,
      fork: () => forks.next(),
      asterisk: line,
      database,
      databaseLine,
      step: options.step ?? realStep,
      journal: options.journal === false ? undefined : new JournalFile(),
      story,
      onStep: (floor, input) => watch.step(floor, input),
      onKilled: () => this.#audience.abandon(),
    });
    lives.begin();
    this.#audience = new Audience({ time, story, fork: () => forks.next(), server: () => lives.server });
    const { clients } = this.#audience;
    const scene: Scene = { time, story, faults, simulator, line, databaseLine, lives, clients };
    this.#story = story;
    this.#watch = watch;
    this.#doers = { scene, callers, agents: new Agents(scene), watch };
  }

  async toEnd(): Promise<RunResult> {
    const { options, moves, time } = this.#parts;
    const { only, calls, seed } = options;
    const { scene, agents } = this.#doers;
    moves.forEach((move, number) => {
      if (only !== undefined && !only.has(number)) return;
      // What people do is done when it returns; what the server makes of it is another timer.
      time.after(move.at, () => this.#make(move, number));
    });
    this.#look();

    await this.#until(planEnds(calls));
    heal(scene, agents);
    this.#story.say('heal', '');
    await this.#until(planEnds(calls) + HEAL_MS);
    await this.#compare('with calls going on');
    this.#story.say('close', '');
    agents.goHome();
    await this.#until(planEnds(calls) + HEAL_MS + CLOSE_MS);
    await this.#compare('after everybody went home');
    this.#checkNobodyIsLeft();

    this.#ended = true;
    const trace = this.#story.end();
    const virtualMs = time.now() - START;
    scene.lives.end();
    return {
      seed,
      calls,
      broken: this.#story.broken,
      moves: moves.length,
      made: this.#made,
      trace,
      steps: scene.lives.steps,
      lost: this.#lost,
      drifts: this.#watch.drifts,
      injected: this.#watch.injected.healed,
      reconnected: this.#watch.injected.reconnected,
      virtualMs,
    };
  }

  async #until(ms: number): Promise<void> {
    if (this.#story.sound) await this.#parts.time.runUntil(START + ms, () => !this.#story.sound);
  }

  #make({ deed }: Move, number: number): void {
    if (!this.#story.sound) return;
    this.#made = number + 1;
    this.#story.say(`move ${number}`, deed);
    make(deed, this.#doers);
  }

  /** Looks at everything from time to time. */
  #look(): void {
    if (this.#ended) return;
    const { time, simulator } = this.#parts;
    time.setTimer(LOOK_MS, () => this.#look());
    const floor = this.#doers.scene.lives.server?.floor;
    for (const what of brokenInvariants(simulator.pbx)) this.#story.breaks(`Asterisk: ${what}`);
    if (floor?.telephony.kind === 'up') this.#watch.look(floor, simulator.pbx);
    else this.#watch.disturb(0);
    for (const client of this.#audience.clients) {
      const overdue = client.overdue();
      if (overdue !== undefined) this.#story.breaks(overdue);
    }
  }

  /** The model, Asterisk, the database and a client that listened must agree. */
  async #compare(when: string): Promise<void> {
    if (!this.#story.sound) return;
    const breaks = (what: string): void => this.#story.breaks(`${when}: ${what}`);
    const { simulator, database, databaseLine } = this.#parts;
    const { lives } = this.#doers.scene;
    await this.#untilWritten();
    const floor = lives.server?.floor;
    if (floor === undefined) return breaks('the server does not run');
    this.#watch.checkFloor(floor);
    for (const what of this.#watch.differences(floor, simulator.pbx)) breaks(what);
    if (lives.queued > 0) return breaks(`${lives.queued} writes are not in the database`);
    for (const what of rowDifferences(floor, await database.openRows())) breaks(what);
    for (const what of this.#audience.witness.differences(floor)) breaks(what);
    if (!this.#audience.witness.knows) breaks('the witness is not connected');
    for (const what of writeDifferences(lives.asked ?? [], databaseLine.written)) breaks(what);
  }

  /** What has just been asked of the database is there in a moment. */
  async #untilWritten(): Promise<void> {
    const { time } = this.#parts;
    const { lives } = this.#doers.scene;
    const until = time.now() + WRITTEN_MS;
    while (lives.queued > 0 && time.now() < until)
      await time.runUntil(time.now() + 50, () => !this.#story.sound);
  }

  #checkNobodyIsLeft(): void {
    const floor = this.#doers.scene.lives.server?.floor;
    if (!this.#story.sound || floor === undefined) return;
    for (const what of leftBehind(floor, this.#parts.simulator.pbx)) this.#story.breaks(what);
  }
}
