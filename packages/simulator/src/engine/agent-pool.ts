import type { Bridge } from './bridge.js';
import { type Channel, channelFields, UNKNOWN_PARTY } from './channel.js';
import type { Cancel } from './clock.js';
import type { DeviceState } from './device-states.js';
import type { Pbx } from './pbx.js';

/** An agent of `agents.conf`. */
export interface AgentSeed {
  readonly number: string;
  readonly name: string;
}

/**
 * Where an agent is. `prompt`: hears the login prompt; `probation`: just logged in, not trusted with a call yet;
 * `called`: a call waits while the beep plays; `talking`: in a conversation.
 */
export type AgentPhase = 'logged-off' | 'prompt' | 'probation' | 'idle' | 'called' | 'talking';

/** An agent of the pool, logged in or not. */
export interface Agent {
  readonly number: string;
  readonly name: string;
  readonly device: string;
  phase: AgentPhase;
  /** The login channel. */
  channel: Channel | undefined;
  /** Simulated seconds since the epoch. */
  loggedInAt: number;
  /** Since when the agent talks. */
  callStartedAt: number | undefined;
  cancelProbation: Cancel;
  /** Told when the agent is gone while a call waits for the beep to end. */
  onGone: (() => void) | undefined;
}

/** After AgentLogin the device stays unavailable so long. */
const PROBATION_MS = 5000;

/** app_agent_pool: who is logged in, and the bridge in which idle agents hear music. */
export class AgentPool {
  readonly #pbx: Pbx;
  readonly #agents: ReadonlyMap<string, Agent>;
  #bridge: Bridge | undefined;

  constructor(pbx: Pbx, seeds: readonly AgentSeed[]) {
    this.#pbx = pbx;
    const sorted = [...seeds].sort((a, b) => (a.number < b.number ? -1 : 1));
    this.#agents = new Map(sorted.map((seed) => [seed.number, newAgent(seed)]));
  }

  /** In the order `Agents` lists them. */
  get all(): readonly Agent[] {
    return [...this.#agents.values()];
  }

  find(number: string): Agent | undefined {
    return this.#agents.get(number);
  }

  deviceState(number: string): DeviceState {
    const agent = this.#agents.get(number);
    if (agent === undefined) return 'INVALID';
    switch (agent.phase) {
      case 'logged-off':
      case 'prompt':
      case 'probation':
        return 'UNAVAILABLE';
      case 'idle':
        return 'NOT_INUSE';
      case 'called':
      case 'talking':
        return 'INUSE';
    }
  }

  /** The agent's phone is answered and begins to hear the prompt; nobody else can take this agent now. */
  reserve(agent: Agent, channel: Channel): void {
    agent.phase = 'prompt';
    agent.channel = channel;
    agent.loggedInAt = this.#pbx.kernel.seconds();
    // The pool's bridge is there as soon as the first agent of this run calls in.
    this.#bridge ??= this.#pbx.createBridge('agent_hold');
  }

  /** The prompt is over: logged in, on probation, in the pool. */
  login(agent: Agent, channel: Channel): void {
    agent.phase = 'probation';
    this.#pbx.emit('AgentLogin', 'agent', [...channelFields(channel), ['Agent', agent.number]]);
    agent.cancelProbation = this.#pbx.kernel.timer(PROBATION_MS, () => {
      if (agent.phase !== 'probation') return;
      agent.phase = 'idle';
      this.#pbx.devices.refresh(agent.device);
    });
    this.#wait(channel);
  }

  /** A call wants the agent: out of the music, the beep begins. */
  call(agent: Agent, channel: Channel, onGone: () => void): void {
    agent.phase = 'called';
    agent.onGone = onGone;
    const login = agent.channel;
    if (login !== undefined) this.#pbx.setConnected(login, channel.caller);
    this.#pbx.devices.refresh(agent.device);
  }

  /** The beep is over: into the conversation. */
  connect(agent: Agent, bridge: Bridge): void {
    const login = agent.channel;
    if (login === undefined) return;
    agent.phase = 'talking';
    agent.onGone = undefined;
    agent.callStartedAt = this.#pbx.kernel.seconds();
    bridge.enter(login, () => this.release(agent));
  }

  /** The call is over, or never came about: back to the music, available at once. */
  release(agent: Agent): void {
    const login = agent.channel;
    agent.onGone = undefined;
    agent.callStartedAt = undefined;
    if (login === undefined || login.ending) return;
    const inPool = login.bridge === this.#bridge;
    agent.phase = 'idle';
    this.#pbx.setConnected(login, { ...UNKNOWN_PARTY, name: login.caller.name });
    if (inPool) this.#pbx.emit('MusicOnHoldStart', 'call', [...channelFields(login), ['Class', 'default']]);
    else this.#wait(login);
    this.#pbx.devices.refresh(agent.device);
  }

  /** The login channel leaves AgentLogin: hung up or redirected. During the prompt it is logged in all the same. */
  logoff(agent: Agent, channel: Channel): void {
    if (agent.phase === 'prompt') this.login(agent, channel);
    const { phase, onGone } = agent;
    agent.cancelProbation();
    if (phase === 'probation' || phase === 'idle') {
      this.#pbx.emit('MusicOnHoldStop', 'call', channelFields(channel));
    }
    channel.bridge?.leave(channel);
    agent.phase = 'logged-off';
    agent.channel = undefined;
    agent.callStartedAt = undefined;
    agent.onGone = undefined;
    this.#pbx.emit('AgentLogoff', 'agent', [
      ...channelFields(channel),
      ['Agent', agent.number],
      ['Logintime', String(this.#pbx.kernel.seconds() - agent.loggedInAt)],
    ]);
    this.#pbx.devices.refresh(agent.device);
    onGone?.();
  }

  #wait(channel: Channel): void {
    this.#bridge ??= this.#pbx.createBridge('agent_hold');
    this.#bridge.enter(channel, () => {});
    this.#pbx.emit('MusicOnHoldStart', 'call', [...channelFields(channel), ['Class', 'default']]);
  }
}

function newAgent(seed: AgentSeed): Agent {
  return {
    number: seed.number,
    name: seed.name,
    device: `Agent:${seed.number}`,
    phase: 'logged-off',
    channel: undefined,
    loggedInAt: 0,
    callStartedAt: undefined,
    cancelProbation: () => {},
    onGone: undefined,
  };
}
