import type { AgentStatus } from '../messages/agent-status.js';
import type { CampaignType } from '../messages/campaign-words.js';
import type { FilledForm } from '../messages/filled-form.js';
import type { RequestOutcome } from '../messages/request-outcome.js';
import type { AttendedTransferReply } from '../messages/requests/atxfercall.js';
import type { AgentQueuesReply } from '../messages/requests/getagentqueues.js';
import type { ChannelVariablesReply } from '../messages/requests/getchanvars.js';
import type { LoginAgentReply } from '../messages/requests/loginagent.js';
import type { LogoutAgentReply } from '../messages/requests/logoutagent.js';
import type { ScheduledCall } from '../messages/requests/schedulecall.js';
import type { ReplyOf } from '../messages/requests.js';
import type { SuccessReply } from '../messages/success-reply.js';
import { agentHash } from '../session/agent-hash.js';
import type { EccpClient } from './eccp-client.js';

type Answer<Reply> = Promise<RequestOutcome<Reply>>;
type PlainRequest =
  | 'hold'
  | 'unhold'
  | 'hangup'
  | 'pingagent'
  | 'unpauseagent'
  | 'mixmonitorunmute'
  | 'getchanvars';

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

  /** Blind transfer. @param extension digits */
  transfer(extension: string): Answer<SuccessReply> {
    return this.#client.request('transfercall', { ...this.#credentials(), extension });
  }

  /** The agent talks to the extension first and hands the customer over with {@link hangup}. @param extension digits */
  transferAttended(extension: string): Answer<AttendedTransferReply> {
    return this.#client.request('atxfercall', { ...this.#credentials(), extension });
  }

  /** @param targetAgentNumber `Type/number` of an agent who is free */
  transferToAgent(targetAgentNumber: string): Answer<SuccessReply> {
    return this.#client.request('transfercallagent', { ...this.#credentials(), targetAgentNumber });
  }

  /** Enters the customer of the current outgoing call, or of a finished one, into the campaign again. */
  schedule(call: ScheduledCall): Answer<SuccessReply> {
    return this.#client.request('schedulecall', { ...this.#credentials(), ...call });
  }

  /** Keeps the customer out of the recording. @param timeout seconds until it ends by itself */
  mute(timeout?: number): Answer<SuccessReply> {
    return this.#client.request('mixmonitormute', { ...this.#credentials(), timeout });
  }

  unmute(): Answer<SuccessReply> {
    return this.#plain('mixmonitorunmute');
  }

  /** Of the customer's channel. */
  channelVariables(): Answer<ChannelVariablesReply> {
    return this.#plain('getchanvars');
  }

  /** Says which contact the caller of an incoming call is. */
  setContact(callId: number, contactId: number): Answer<SuccessReply> {
    return this.#client.request('setcontact', { ...this.#credentials(), callId, contactId });
  }

  /** Stores what was entered into the forms of a call, running or finished. */
  saveForms(campaignType: CampaignType, callId: number, forms: readonly FilledForm[]): Answer<SuccessReply> {
    return this.#client.request('saveformdata', { ...this.#credentials(), campaignType, callId, forms });
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
