import { createHash } from 'node:crypto';
import {
  type AgentName,
  agentOf,
  type DueCall,
  type FloorView,
  type Input,
  loginOf,
  orderKey,
  step as realStep,
  type StorageWrite,
  violations,
} from '@openeccp/core';
import { agentHash } from '@openeccp/eccp';
import {
  type AsteriskVersion,
  brokenInvariants,
  type Channel,
  type CustomerCall,
  type Pbx,
  SeededRandom,
  type Simulator,
  startSimulator,
} from '@openeccp/simulator';
import type { ServerConfig, ServerParts } from 'openeccp';
import { AsteriskLine } from './asterisk-line.js';
import { DIRECTORY, MANAGER, PASSWORD, SEATS, type Seat, serverConfig, WORLD } from './center.js';
import { modelDifferences, partnerOf } from './checks/model-and-asterisk.js';
import { rowDifferences } from './checks/model-and-rows.js';
import { underWay } from './checks/under-way.js';
import { Client } from './clients/client.js';
import { ALL_AGENTS, Witness } from './clients/witness.js';
import { Daemon, type Step } from './daemon.js';
import { MemoryDatabase } from './database/memory-database.js';
import { DatabaseLine } from './database/reached-database.js';
import type { OpenRows } from './database/rows.js';
import { type Drift, DriftWatch } from './drift.js';
import { type InjectedDrift, InjectedDrifts } from './injected-drift.js';
import { JournalFile } from './memory-journal.js';
import { type Caller, CONSOLES, contacts, type Deed, type Fault, type Move, plan, planEnds } from './plan.js';
import { VirtualTime } from './virtual-time.js';

/** A database that the simulation can look into. */
export type SimulatedDatabase = ServerParts['storage'] & { openRows(): OpenRows | Promise<OpenRows> };

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
  /** How many of these were over with a new connection. */
  readonly reconnected: number;
  /** Milliseconds of virtual time. */
  readonly virtualMs: number;
}

/** Monday morning. */
const START = Date.UTC(2026, 2, 2, 9);
/** Between two looks at everything. Milliseconds. */
const LOOK_MS = 250;
/** After the last move: what was injected must be healed by then. Milliseconds. */
const HEAL_MS = 120_000;
const CLOSE_MS = 90_000;
/** While nothing is wrong on the way to Asterisk the model may differ from it for so long. Milliseconds. */
const CALM_MS = 12_000;
/** The same where messages get lost. */
const LOST_HEALED_MS = 15_000;
/** The same where nothing goes wrong at all. */
const FAULTLESS_MS = 2_000;
/** Beyond its own deadline nothing is under way for longer. Milliseconds. */
const GRACE_MS = 2_000;
/** A server that begins gives so long to what the one before has left under way. Milliseconds. */
const RESTORED_MS = 15_000;
/** No more is reported of one run. */
const ENOUGH = 5;

/** Runs one seed to its end, or until something is broken. */
export async function run(options: RunOptions): Promise<RunResult> {
  return new Run(options).toEnd();
}

class Run {
  readonly #options: RunOptions;
  readonly #time = new VirtualTime(START);
  readonly #random: SeededRandom;
  readonly #config: ServerConfig;
  readonly #moves: readonly Move[];
  readonly #database: SimulatedDatabase;
  readonly #databaseLine: DatabaseLine;
  readonly #trace = createHash('sha1');
  readonly #drift = new DriftWatch();
  readonly #injected = new InjectedDrifts();
  #underWay = new DriftWatch();
  readonly #broken: string[] = [];
  readonly #asked: StorageWrite[] = [];
  readonly #journal: JournalFile | undefined;
  /** Those who will hang up in the worst moment, by the event that marks it. */
  readonly #hasty = new Map<string, Map<string, { readonly call: CustomerCall; readonly afterMs: number }>>();
  readonly #version: AsteriskVersion;
  #simulator: Simulator | undefined;
  #line: AsteriskLine | undefined;
  #daemon: Daemon | undefined;
  #clients: readonly Client[] = [];
  #witness: Witness | undefined;
  #made = 0;
  #steps = 0;
  #lost = 0;
  #kills = 0;
  /** The server is killed at this write. */
  #killAt: { writes: number; readonly downMs: number } | undefined;
  /** When the server of now began. Epoch milliseconds. */
  #beganAt = START;
  /** Since when nothing stands between the server and Asterisk. Epoch milliseconds. */
  #calmSince = START;
  #ended = false;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#random = new SeededRandom(options.seed * 2_654_435_761);
    this.#version = options.seed % 2 === 0 ? '16' : '22';
    this.#config = serverConfig({
      profile: options.seed % 3 === 0 ? 'issabel' : 'elastix',
      extended: options.seed % 5 < 2,
    });
    this.#moves = plan(this.#fork(), options.calls, options.faults);
    this.#journal = options.journal === false ? undefined : new JournalFile();
    const scheduled = dueCalls(this.#fork(), options.calls);
    this.#database = options.database ?? new MemoryDatabase(DIRECTORY, scheduled);
    this.#databaseLine = new DatabaseLine(this.#time, this.#fork());
  }

  async toEnd(): Promise<RunResult> {
    const { faults, only, calls } = this.#options;
    const simulator = await startSimulator({
      port: 'none',
      clock: this.#time,
      version: this.#version,
      seed: this.#options.seed,
      users: [MANAGER],
      world: WORLD,
      // Some have no lot of ours: they hold as before.
      parking: this.#options.seed % 4 === 3 ? 'default' : 'on',
    });
    this.#simulator = simulator;
    this.#line = new AsteriskLine({
      time: this.#time,
      random: this.#fork(),
      simulator,
      faults: {
        reorder: faults.has('reorder'),
        duplicate: faults.has('duplicate') ? 0.002 : 0,
        lose: faults.has('lost') ? 0.001 : 0,
      },
      onEvent: (event) => this.#seen(event),
      onLost: (event) => {
        this.#lost += 1;
        this.#injected.lost(event, this.#time.now());
        this.#say('lost', event);
      },
    });
    this.#startDaemon();
    this.#startClients();
    this.#moves.forEach((move, number) => {
      if (only !== undefined && !only.has(number)) return;
      // What people do is done when it returns; what the server makes of it is another timer.
      this.#time.after(move.at, () => this.#make(move.deed, number));
    });
    this.#look();

    await this.#until(planEnds(calls));
    this.#heal();
    await this.#until(planEnds(calls) + HEAL_MS);
    await this.#untilWritten();
    if (this.#sound) await this.#compare('with calls going on');
    this.#closeDown();
    await this.#until(planEnds(calls) + HEAL_MS + CLOSE_MS);
    if (this.#sound) await this.#compare('after everybody went home');
    if (this.#sound) this.#checkClosed();
    this.#ended = true;
    const virtualMs = this.#time.now() - START;
    this.#daemon?.kill();
    await simulator.close();
    return {
      seed: this.#options.seed,
      calls,
      broken: this.#broken,
      moves: this.#moves.length,
      made: this.#made,
      trace: this.#trace.digest('hex'),
      steps: this.#steps,
      lost: this.#lost,
      drifts: this.#drift.healed,
      injected: this.#injected.healed,
      reconnected: this.#injected.reconnected,
      virtualMs,
    };
  }

  get #sound(): boolean {
    return this.#broken.length === 0;
  }

  #until(ms: number): Promise<void> {
    return this.#sound ? this.#time.runUntil(START + ms, () => !this.#sound) : Promise.resolve();
  }

  /** Random numbers of their own for everybody, so that one more here changes nothing there. */
  #fork(): SeededRandom {
    return new SeededRandom(Math.floor(this.#random.next() * 2 ** 32));
  }

  #breaks(what: string): void {
    if (this.#ended || this.#broken.length >= ENOUGH) return;
    const at = ((this.#time.now() - START) / 1000).toFixed(3);
    this.#broken.push(`${at} s: ${what}`);
    this.#say('BROKEN', what);
  }

  #say(kind: string, what: string | object): void {
    const { narrate } = this.#options;
    if (narrate === undefined) return;
    const at = ((this.#time.now() - START) / 1000).toFixed(3);
    const text = typeof what === 'string' ? what.replaceAll('\r\n', ' ') : JSON.stringify(what);
    narrate(`${at} ${kind} ${text}`);
  }

  #startDaemon(): void {
    if (this.#line === undefined) return;
    const daemon: Daemon = new Daemon({
      config: this.#config,
      time: this.#time,
      random: this.#fork(),
      asterisk: this.#line,
      database: this.#database,
      databaseLine: this.#databaseLine,
      step: this.#options.step ?? realStep,
      onStep: (floor, input, now) => {
        this.#steps += 1;
        if (input.kind === 'restored') this.#restored();
        this.#noteRepair(floor, input);
        this.#checkFloor(floor);
        const text = JSON.stringify(input, plainMaps);
        this.#trace.update(`${now} ${text}\n`);
        this.#say('step', text);
      },
      onWrite: (write) => this.#asks(write, daemon),
      onBroken: (what) => this.#breaks(what),
      journal: this.#journal,
      onNotStarted: () => this.#startAgainIn(1_000),
    });
    this.#daemon = daemon;
  }

  /** The comparison with Asterisk has found something. */
  #noteRepair(floor: FloorView, input: Input): void {
    if (input.kind !== 'pause-adrift' && !('missed' in input)) return;
    const call = 'call' in input ? input.call : undefined;
    const customer = call === undefined ? undefined : floor.calls.get(call)?.customer.uniqueid;
    const joined = input.kind === 'caller-joined' ? input.customer.uniqueid : undefined;
    const agent = 'agent' in input ? input.agent : undefined;
    const about = [customer, joined, agent].filter((one) => one !== undefined);
    this.#injected.found(about, this.#time.now());
  }

  /** What the server before has left begins anew. */
  #restored(): void {
    this.#underWay = new DriftWatch();
    this.#beganAt = this.#time.now();
  }

  /** A life of the server is over: the next one begins after a while. */
  #startAgainIn(ms: number): void {
    this.#time.after(ms, () => this.#startDaemon());
  }

  #kill(downMs: number): void {
    this.#killAt = undefined;
    this.#kills += 1;
    this.#say('kill', '');
    this.#daemon?.kill();
    for (const client of this.#clients) client.abandon();
    this.#startAgainIn(downMs);
  }

  #asks(write: StorageWrite, daemon: Daemon): void {
    this.#asked.push(write);
    this.#say('write', write);
    if (this.#killAt === undefined || daemon !== this.#daemon) return;
    this.#killAt.writes -= 1;
    // In the middle of the effects of a step.
    if (this.#killAt.writes <= 0) this.#kill(this.#killAt.downMs);
  }

  #startClients(): void {
    const shared = {
      time: this.#time,
      server: () => this.#daemon?.server,
      onBroken: this.#breaks.bind(this),
    };
    const consoles = Array.from(
      { length: CONSOLES },
      (_, index) => new Client({ ...shared, name: `console ${index + 1}`, random: this.#fork() }),
    );
    const witness = new Witness((what) => this.#breaks(what));
    const listener: Client = new Client({
      ...shared,
      name: 'witness',
      random: this.#fork(),
      onLoggedIn: () => this.#askForStates(listener, witness),
      onEvent: (event) => {
        this.#say('event', event);
        witness.hear(event);
      },
      onText: (text) => this.#trace.update(text),
      onClosed: () => witness.forget(),
    });
    this.#witness = witness;
    this.#clients = [...consoles, listener];
  }

  #askForStates(client: Client, witness: Witness): void {
    client.request('getmultipleagentstatus', { agentNumbers: ALL_AGENTS }, (outcome) => {
      if (outcome.kind === 'ok') return witness.begin(outcome.reply.agents);
      // Asterisk is not reached yet.
      this.#time.after(1_000, () => {
        if (client.loggedIn && !witness.knows) this.#askForStates(client, witness);
      });
    });
  }

  /** Looks at everything from time to time. */
  #look(): void {
    if (this.#ended) return;
    this.#time.setTimer(LOOK_MS, () => this.#look());
    const pbx = this.#simulator?.pbx;
    const floor = this.#daemon?.server?.floor;
    if (pbx === undefined) return;
    for (const what of brokenInvariants(pbx)) this.#breaks(`Asterisk: ${what}`);
    if (floor?.telephony.kind === 'up') this.#lookAtModel(floor, pbx);
    else this.#disturb(0);
    for (const client of this.#clients) {
      const overdue = client.overdue();
      if (overdue !== undefined) this.#breaks(overdue);
    }
  }

  #lookAtModel(floor: FloorView, pbx: Pbx): void {
    const now = this.#time.now();
    const differences = [...modelDifferences(floor, pbx)];
    this.#injected.look(differences, now, this.#calmSince);
    this.#drift.look(
      differences.map(({ what }) => what),
      now,
    );
    for (const [what, since] of this.#drift.open) {
      const lastsMs = now - Math.max(since, this.#calmSince);
      if (lastsMs > this.#driftLimitMs) this.#breaks(`for ${lastsMs} ms: ${what}`);
    }
    const waiting = [...underWay(floor)];
    const limits = new Map(waiting.map(({ what, limitMs }) => [what, limitMs]));
    this.#underWay.look(limits.keys(), now);
    for (const [what, since] of this.#underWay.open) {
      const isLeft = since < this.#beganAt + LOOK_MS * 4;
      const limitMs = Math.max(limits.get(what) ?? 0, isLeft ? RESTORED_MS : 0) + GRACE_MS;
      if (now - since > limitMs) this.#breaks(`${what} has been under way for ${now - since} ms`);
    }
  }

  /** Nothing must be heard of Asterisk for so long. Milliseconds. */
  #disturb(ms: number): void {
    this.#calmSince = Math.max(this.#calmSince, this.#time.now() + ms);
  }

  get #driftLimitMs(): number {
    const { faults } = this.#options;
    // Where nothing goes wrong nothing is to be healed.
    if (faults.size === 0) return FAULTLESS_MS;
    return faults.has('lost') ? LOST_HEALED_MS : CALM_MS;
  }

  #checkFloor(floor: FloorView): void {
    for (const { rule, subject } of violations(floor)) this.#breaks(`invariant ${rule}: ${subject}`);
  }

  /** Something is said by Asterisk: callers for whom this is the worst moment hang up in it. */
  #seen(event: string): void {
    this.#say('ami', event);
    const hasty = this.#hasty.get(event.slice('Event: '.length, event.indexOf('\r\n')));
    if (hasty === undefined) return;
    for (const [uniqueid, { call, afterMs }] of hasty) {
      if (call.alive && !event.includes(uniqueid)) continue;
      hasty.delete(uniqueid);
      if (call.alive) this.#time.setTimer(afterMs, () => this.#hangUp(call));
    }
  }

  /** The first from that seat on that has a call. */
  #nextBusy(seat: number): number {
    for (let n = 0; n < SEATS.length; n++) {
      const index = (seat + n) % SEATS.length;
      if (this.#customerOf(index) !== undefined) return index;
    }
    return seat;
  }

  #customerOf(seat: number): Channel | undefined {
    const floor = this.#daemon?.server?.floor;
    const agent = floor?.agents.get(SEATS[seat]?.agent ?? ('' as AgentName));
    const login = agent && loginOf(agent);
    const call = login?.call === undefined ? undefined : floor?.calls.get(login.call);
    return call === undefined ? undefined : this.#simulator?.pbx.channels.find(call.customer.uniqueid);
  }

  #hangUp(call: CustomerCall): void {
    if (call.alive) call.hangUp();
  }

  #make(deed: Deed, number: number): void {
    if (!this.#sound || this.#simulator === undefined || this.#line === undefined) return;
    this.#made = number + 1;
    this.#say(`move ${number}`, deed);
    const { hands } = this.#simulator;
    switch (deed.kind) {
      case 'caller':
        return this.#callIn(deed.caller);
      case 'agent':
        return this.#act(deed);
      case 'handset': {
        const seat = SEATS[deed.seat];
        if (seat === undefined) return;
        if (deed.deed === 'hang-up') hands.agentPhoneHangsUp(seat.phone);
        else if (deed.deed === 'pick-up') hands.phonePicksUp(seat.phone);
        else if (seat.kind === 'pool') hands.phoneDials(seat.phone, `*11${numberOf(seat)}`);
        return;
      }
      case 'customer-hangs-up': {
        const { pbx } = this.#simulator;
        const channel = this.#customerOf(deed.seat);
        if (channel !== undefined && !channel.ending)
          pbx.kernel.run(() => pbx.hangup(channel, { remote: true }));
        return;
      }
      case 'target-hangs-up':
        hands.agentPhoneHangsUp(deed.number);
        return;
      case 'phone':
        return this.#change(deed.number, deed.change, deed.ms);
      case 'stall':
        this.#disturb(deed.ms);
        return this.#line.stall(deed.ms);
      case 'cut':
        return this.#line.cut(deed.ms);
      case 'asterisk-restart':
        this.#line.cut(deed.ms);
        this.#hasty.clear();
        return this.#simulator.restart();
      case 'kill':
        if (this.#daemon?.server !== undefined) this.#killAt = { writes: deed.afterWrites, downMs: deed.ms };
        return;
      case 'stop': {
        const daemon = this.#daemon;
        if (daemon?.server === undefined) return;
        this.#killAt = undefined;
        void daemon.stop().then(() => this.#startAgainIn(deed.ms));
        return;
      }
      case 'database':
        switch (deed.trouble) {
          case 'away':
            return this.#databaseLine.goAway(deed.ms);
          case 'locked':
            return this.#databaseLine.lock(deed.ms);
          case 'slow':
            return this.#databaseLine.slowDown(deed.ms);
          case 'answer-lost':
            return this.#databaseLine.loseAnswer();
        }
        return;
      case 'client': {
        const client = this.#clients[deed.client];
        if (deed.deed === 'dies') client?.die();
        else client?.stopReading(deed.ms);
        return;
      }
    }
  }

  #callIn(caller: Caller): void {
    const simulator = this.#simulator;
    if (simulator === undefined) return;
    const call = simulator.hands.customerCalls(caller.queue, { number: caller.number });
    const { worst } = caller;
    if (worst !== undefined) {
      const waiting = this.#hasty.get(worst.event) ?? new Map();
      this.#hasty.set(worst.event, waiting.set(call.uniqueid, { call, afterMs: worst.afterMs }));
    }
    const talks = (): boolean => {
      const channel = simulator.pbx.channels.find(call.uniqueid);
      return channel?.bridge?.type === 'basic';
    };
    this.#time.setTimer(caller.patienceMs, () => {
      if (!talks()) return this.#hangUp(call);
      this.#time.setTimer(caller.talkMs, () => this.#hangUp(call));
    });
  }

  #change(number: string, change: 'unplugged' | 'silent' | 'rejects', ms: number): void {
    const hands = this.#simulator?.hands;
    switch (change) {
      case 'unplugged':
        hands?.setPhone(number, { registered: false });
        // Asterisk notices when nobody answers its packets.
        this.#time.setTimer(Math.min(ms, 5_000), () => hands?.agentPhoneHangsUp(number));
        break;
      case 'silent':
        hands?.setPhone(number, { answers: 'manual' });
        break;
      case 'rejects':
        hands?.setPhone(number, { answers: 'rejects' });
    }
    this.#time.setTimer(ms, () => this.#mend(number));
  }

  #mend(number: string): void {
    this.#simulator?.hands.setPhone(number, { registered: true, answers: 'auto' });
  }

  /** An agent does what is to be done where it stands, or something else. */
  #act({ seat: wanted, busy, pick, other }: Extract<Deed, { kind: 'agent' }>): void {
    const index = busy ? this.#nextBusy(wanted) : wanted;
    const seat = SEATS[index];
    const client = this.#clients[index % CONSOLES];
    const floor = this.#daemon?.server?.floor;
    if (seat === undefined || client?.cookie === undefined || floor === undefined) return;
    const wish = wishOf(floor, seat, pick);
    this.#say('wish', `${seat.agent} ${wish}`);
    const proof = {
      agentNumber: seat.agent,
      agentHash: agentHash(client.cookie, seat.agent, PASSWORD),
    };
    const note = (outcome: object): void => this.#say(`answer ${seat.agent} ${wish}`, outcome);
    switch (wish) {
      case 'log-in':
        return client.request('loginagent', { ...proof, extension: seat.phone }, note);
      case 'log-out':
        return client.request('logoutagent', proof, note);
      case 'break':
        return client.request('pauseagent', { ...proof, pauseType: 2 + (index % 2) }, note);
      case 'end-break':
        return client.request('unpauseagent', proof, note);
      case 'hold':
        return client.request('hold', proof, note);
      case 'unhold':
        // Some ask for their customer and do not pick up.
        if (this.#options.faults.has('phones') && (pick * 7_919) % 1 < 0.2) {
          this.#change(seat.phone, 'silent', 20_000);
        }
        return client.request('unhold', proof, note);
      case 'hang-up':
        return client.request('hangup', proof, note);
      case 'transfer':
        return client.request('transfercall', { ...proof, extension: other }, note);
      case 'consult':
        return client.request('atxfercall', { ...proof, extension: other }, note);
      case 'transfer-to-agent': {
        const target = SEATS[(index + 1 + Math.floor(pick * 1_000)) % SEATS.length] ?? seat;
        return client.request('transfercallagent', { ...proof, targetAgentNumber: target.agent }, note);
      }
      case 'mute':
        return client.request('mixmonitormute', proof, note);
      case 'unmute':
        return client.request('mixmonitorunmute', proof, note);
      case 'answer':
        this.#simulator?.hands.phonePicksUp(seat.phone);
        return;
    }
  }

  /** Nothing goes wrong any more. */
  #heal(): void {
    this.#killAt = undefined;
    this.#line?.heal();
    this.#databaseLine.heal();
    for (const { phone } of SEATS) this.#mend(phone);
    this.#say('heal', '');
  }

  /** Everybody goes home. */
  #closeDown(): void {
    this.#say('close', '');
    const { simulator, clients, floor } = {
      simulator: this.#simulator,
      clients: this.#clients,
      floor: this.#daemon?.server?.floor,
    };
    const again = (left: number): void => {
      for (const device of ['PJSIP/customer', 'PJSIP/trunk']) {
        for (const channel of [...(simulator?.pbx.channels.ofDevice(device) ?? [])]) {
          simulator?.pbx.kernel.run(() => simulator.pbx.hangup(channel, { remote: true }));
        }
      }
      for (const [index, seat] of SEATS.entries()) {
        const agent = floor?.agents.get(seat.agent);
        const client = clients[index % CONSOLES];
        if (agent === undefined || agent.presence.kind === 'logged-out' || client?.cookie === undefined)
          continue;
        const hash = agentHash(client.cookie, seat.agent, PASSWORD);
        client.request('logoutagent', { agentNumber: seat.agent, agentHash: hash });
      }
      if (left > 0) this.#time.after(15_000, () => again(left - 1));
    };
    again(3);
    // Those who were only called by agents.
    this.#time.setTimer(60_000, () => {
      for (const number of ['150', '151', ...SEATS.map(({ phone }) => phone)]) {
        simulator?.hands.agentPhoneHangsUp(number);
      }
    });
  }

  /** What has just been asked of the database is there in a moment. */
  async #untilWritten(): Promise<void> {
    for (let turns = 0; turns < 40 && (this.#daemon?.queued ?? 0) > 0; turns += 1) {
      await this.#time.runUntil(this.#time.now() + 50, () => !this.#sound);
    }
  }

  /** The model, Asterisk, the database and a client that listened must agree. */
  async #compare(when: string): Promise<void> {
    const floor = this.#daemon?.server?.floor;
    const pbx = this.#simulator?.pbx;
    if (floor === undefined || pbx === undefined) return this.#breaks(`${when}: the server does not run`);
    this.#checkFloor(floor);
    for (const { what } of modelDifferences(floor, pbx)) {
      const since = this.#drift.open.get(what) ?? this.#time.now();
      // A step that needs an answer is no difference.
      if (this.#time.now() - since > 2_000)
        this.#breaks(`${when}: ${what} (for ${this.#time.now() - since} ms)`);
    }
    if (this.#daemon !== undefined && this.#daemon.queued > 0) {
      return this.#breaks(`${when}: ${this.#daemon.queued} writes are not in the database`);
    }
    const rows = await this.#database.openRows();
    for (const what of rowDifferences(floor, rows)) this.#breaks(`${when}: ${what}`);
    for (const what of this.#witness?.differences(floor) ?? []) this.#breaks(`${when}: ${what}`);
    if (this.#witness?.knows !== true) this.#breaks(`${when}: the witness is not connected`);
    this.#checkWrites(when);
  }

  /** Every write is in the database, once, and in order with the others of its call or agent. */
  #checkWrites(when: string): void {
    // What a killed server had not written yet is what the journal is for.
    if (this.#kills > 0 && this.#journal === undefined) return;
    const asked = byKey(this.#journal?.asked ?? this.#asked);
    const written = byKey([...new Set(this.#databaseLine.written)]);
    for (const [key, writes] of asked) {
      const there = written.get(key) ?? [];
      const same = there.length === writes.length && writes.every((write, index) => write === there[index]);
      if (!same)
        this.#breaks(`${when}: of ${key} ${writes.length} writes were asked, ${there.length} are there`);
    }
  }

  #checkClosed(): void {
    const floor = this.#daemon?.server?.floor;
    const channels = this.#simulator?.pbx.channels.all ?? [];
    if (floor === undefined) return;
    for (const call of floor.calls.values()) {
      this.#breaks(`call ${call.id} is ${call.phase.kind} with ${agentOf(call)} when all have gone`);
    }
    for (const agent of floor.agents.values()) {
      if (agent.presence.kind !== 'logged-out')
        this.#breaks(`${agent.name} is ${agent.presence.kind} when all have gone`);
    }
    for (const channel of channels) {
      this.#breaks(`${channel.name} is there when all have gone, with ${partnerOf(channel)?.name}`);
    }
  }
}

type Wish =
  | 'log-in'
  | 'log-out'
  | 'break'
  | 'end-break'
  | 'hold'
  | 'unhold'
  | 'hang-up'
  | 'transfer'
  | 'transfer-to-agent'
  | 'consult'
  | 'mute'
  | 'unmute'
  | 'answer';

const ANYTHING: readonly Wish[] = [
  'log-in',
  'log-out',
  'break',
  'end-break',
  'hold',
  'unhold',
  'hang-up',
  'transfer',
  'transfer-to-agent',
  'consult',
  'mute',
  'unmute',
  'answer',
];

const OFFLINE: readonly Wish[] = ['log-in', 'log-in', 'log-in', 'answer'];
const LOGGING_IN: readonly Wish[] = ['answer', 'answer', 'log-in', 'log-out'];
const FREE: readonly Wish[] = ['answer', 'answer', 'answer', 'break', 'break', 'log-out', 'hang-up'];
const ON_BREAK: readonly Wish[] = ['end-break', 'end-break', 'end-break', 'break', 'log-out'];
const TALKING: readonly Wish[] = [
  'hold',
  'hold',
  'hold',
  'hang-up',
  'hang-up',
  'transfer',
  'transfer-to-agent',
  'consult',
  'consult',
  'break',
  'mute',
  'unmute',
  'log-out',
];
const HOLDING: readonly Wish[] = [
  'unhold',
  'unhold',
  'unhold',
  'hang-up',
  'transfer',
  'consult',
  'break',
  'log-out',
];
const CONSULTING: readonly Wish[] = ['hang-up', 'hang-up', 'hang-up', 'hold', 'consult', 'log-out', 'break'];

/** What an agent wants, mostly what makes sense. */
function wishOf(floor: FloorView, { agent: name }: Seat, pick: number): Wish {
  const agent = floor.agents.get(name);
  const login = agent && loginOf(agent);
  const call = login?.call === undefined ? undefined : floor.calls.get(login.call);
  const choose = (wishes: readonly Wish[]): Wish =>
    (pick < 0.1 ? ANYTHING : wishes)[
      Math.floor(((pick * 97) % 1) * (pick < 0.1 ? ANYTHING : wishes).length)
    ] ?? 'answer';
  if (login === undefined) return choose(agent?.presence.kind === 'logged-out' ? OFFLINE : LOGGING_IN);
  switch (call?.phase.kind) {
    case 'talking':
      return choose(TALKING);
    case 'held':
      return choose(HOLDING);
    case 'consulting':
      return choose(CONSULTING);
    default:
      return choose(login.break === undefined ? FREE : ON_BREAK);
  }
}

/** The calls that are scheduled for agents, as rows of the database. */
function dueCalls(random: SeededRandom, calls: number): readonly DueCall[] {
  return contacts(random, calls).flatMap(({ at, seat, phone, trunk }, index) => {
    const agent = SEATS[seat]?.agent;
    if (agent === undefined) return [];
    const campaign = { id: 1, queue: '9000', context: 'from-internal', trunk, callerId: undefined };
    return [{ rowId: index + 1, agent, phone, from: START + at, retry: 1, before: undefined, campaign }];
  });
}

function numberOf({ agent }: Seat): string {
  return agent.slice(agent.indexOf('/') + 1);
}

function byKey(writes: readonly StorageWrite[]): ReadonlyMap<string, readonly StorageWrite[]> {
  const keys = new Map<string, StorageWrite[]>();
  for (const write of writes) {
    const key = orderKey(write);
    const known = keys.get(key);
    if (known === undefined) keys.set(key, [write]);
    else known.push(write);
  }
  return keys;
}

/** Maps as lists, for JSON. */
function plainMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
