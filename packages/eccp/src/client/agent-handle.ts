import type { AgentStatus } from '../messages/agent-status.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { AgentQueuesReply } from '../messages/requests/getagentqueues.js';
import type { LoginAgentReply } from '../messages/requests/loginagent.js';
import type { LogoutAgentReply } from '../messages/requests/logoutagent.js';
import type { ReplyOf } from '../messages/requests.js';
import type { SuccessReply } from '../messages/success-reply.js';
import { agentHash } from '../session/agent-hash.js';
import type { EccpClient } from './eccp-client.js';

type Answer<Reply> = Promise<RequestOutcome<Reply>>;
type PlainRequest = 'hold' | 'unhold' | 'hangup' | 'pingagent' | 'unpauseagent';

/** Requests on behalf of one agent; adds `agent_number` and `agent_hash` to each. */
export class AgentHandle {
  readonly agentNumber: string;
  readonly #client: EccpClient;
  readonly #password: string;

  constructor(client: EccpClient, agentNumber: string, password: string) {
    this.#client = client;
    this.agentNumber = agentNumber;
    this.#password = password;
  }

  status(): Answer<AgentStatus> {
    return this.#client.request('getagentstatus', { agentNumber: this.agentNumber });
  }

  queues(): Answer<AgentQueuesReply> {
    return this.#client.request('getagentqueues', { agentNumber: this.agentNumber });
  }

  /** @param timeout inactivity limit in seconds */
  login(extension: string, timeout?: number): Answer<LoginAgentReply> {
    return this.#client.request('loginagent', { ...this.#credentials(), extension, timeout });
  }

  logout(): Answer<LogoutAgentReply> {
    return this.#client.request('logoutagent', this.#credentials());
  }

  /** @param pauseType id of a break, see request `getpauses` */
  pause(pauseType: number): Answer<SuccessReply> {
    return this.#client.request('pauseagent', { ...this.#credentials(), pauseType });
  }

  unpause(): Answer<SuccessReply> {
    return this.#plain('unpauseagent');
  }

  hold(): Answer<SuccessReply> {
    return this.#plain('hold');
  }

  unhold(): Answer<SuccessReply> {
    return this.#plain('unhold');
  }

  hangup(): Answer<SuccessReply> {
    return this.#plain('hangup');
  }

  ping(): Answer<SuccessReply> {
    return this.#plain('pingagent');
  }

  #plain<Name extends PlainRequest>(name: Name): Answer<ReplyOf<Name>> {
    return this.#client.request(name, this.#credentials());
  }

  #credentials(): { readonly agentNumber: string; readonly agentHash: string } {
    const { agentNumber } = this;
    // Without a session the hash is meaningless; the server answers 401 before it looks at it.
    return { agentNumber, agentHash: agentHash(this.#client.cookie ?? '', agentNumber, this.#password) };
  }
}
