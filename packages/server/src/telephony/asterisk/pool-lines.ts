import type { AmiMessage } from '@openeccp/ami';
import { type AgentName, type Channel, parseAgentName, type TelephonyFact } from '@openeccp/core';
import type { ChannelMap } from './channel-map.js';
import { channelOf } from './channel-of.js';
import type { Originated, Originations } from './originations.js';

type Facts = readonly TelephonyFact[];
type Login = Originated & { readonly kind: 'login' };

const NOTHING: Facts = [];

/** The lines on which agents of the pool are, or are about to be, logged in. */
export class PoolLines {
  readonly #channels: ChannelMap;
  readonly #originations: Originations;
  readonly #hangUp: (channel: Channel) => void;
  /** Login lines by uniqueid. */
  readonly #lines = new Map<string, AgentName>();

  /** `hangUp`: a login that was cancelled has got a channel after all. */
  constructor(channels: ChannelMap, originations: Originations, hangUp: (channel: Channel) => void) {
    this.#channels = channels;
    this.#originations = originations;
    this.#hangUp = hangUp;
  }

  get size(): number {
    return this.#lines.size;
  }

  clear(): void {
    this.#lines.clear();
  }

  /** The lines with their agents. */
  get all(): ReadonlyMap<string, AgentName> {
    return this.#lines;
  }

  /** The agent whose line a channel is. */
  agentOn(uniqueid: string): AgentName | undefined {
    return this.#lines.get(uniqueid);
  }

  /** Whether an agent is on a line that nobody is hanging up. */
  has(agent: AgentName): boolean {
    return [...this.#lines].some(([uniqueid, name]) => name === agent && !this.#channels.isEnding(uniqueid));
  }

  adopt(agent: AgentName, channel: Channel): void {
    this.#lines.set(channel.uniqueid, agent);
  }

  /**
   * Ends the watch over a login and answers with its channel. Where Asterisk has not made one yet, it is asked to hang it
   * up as soon as it does.
   */
  drop(agent: AgentName, attempt: number): Channel | undefined {
    const uniqueid = this.#originations.cancelLogin(agent, attempt);
    return uniqueid === undefined ? undefined : this.#channels.get(uniqueid);
  }

  /** A channel is gone. */
  hungUp(uniqueid: string, name: string): Facts {
    const facts: TelephonyFact[] = [];
    const line = this.#lines.get(uniqueid);
    if (line !== undefined) {
      // `AgentLogoff` comes first; this is for the case that it never came.
      this.#lines.delete(uniqueid);
      facts.push({ kind: 'agent-out', agent: line, channel: { uniqueid, name } });
    }
    const found = this.#originations.loginOn(uniqueid);
    if (found !== undefined) facts.push(...this.#endLogin(found.actionId, found.login));
    return facts;
  }

  /** `AgentLogin`. */
  loggedIn(event: AmiMessage): Facts {
    const agent = parseAgentName(`Agent/${event.get('Agent') ?? ''}`);
    const channel = channelOf(event);
    if (agent === undefined) return NOTHING;
    // A phone that is hung up during the greeting is logged in and off again in the same millisecond.
    if (channel !== undefined && this.#isEnding(channel.uniqueid)) return NOTHING;
    if (channel !== undefined) this.#lines.set(channel.uniqueid, agent);
    this.#originations.deleteLoginsOf(agent);
    return [{ kind: 'agent-in', agent, channel }];
  }

  /** `AgentLogoff`. */
  loggedOff(event: AmiMessage): Facts {
    const agent = parseAgentName(`Agent/${event.get('Agent') ?? ''}`);
    const channel = channelOf(event);
    if (agent === undefined) return NOTHING;
    if (channel !== undefined && !this.#lines.delete(channel.uniqueid)) return NOTHING;
    return [{ kind: 'agent-out', agent, channel }];
  }

  /** How the Originate of a login went. */
  originated(actionId: string, login: Login, channel: Channel | undefined): Facts {
    if (channel === undefined) return this.#endLogin(actionId, login);
    // Kept until the agent is in or the channel ends: a hang-up in between ends the login.
    this.#originations.expect(actionId, { ...login, uniqueid: channel.uniqueid });
    if (!login.cancelled) {
      return [{ kind: 'phone-answered', agent: login.agent, attempt: login.attempt, channel }];
    }
    this.#hangUp(channel);
    return NOTHING;
  }

  #isEnding(uniqueid: string): boolean {
    return (
      this.#channels.isEnding(uniqueid) || this.#originations.loginOn(uniqueid)?.login.cancelled === true
    );
  }

  #endLogin(actionId: string, { agent, attempt, cancelled }: Login): Facts {
    this.#originations.delete(actionId);
    return cancelled ? NOTHING : [{ kind: 'login-ended', agent, attempt }];
  }
}
