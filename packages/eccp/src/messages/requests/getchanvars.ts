import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { itemsOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface ChannelVariable {
  readonly label: string;
  readonly value: string;
}

export interface ChannelVariablesReply {
  /** The customer's channel. */
  readonly clientChannel: string;
  /** In the order in which Asterisk lists them. */
  readonly variables: readonly ChannelVariable[];
}

/** ECCP §8.3 getchanvars */
export const getchanvars: RequestDefinition<'getchanvars', AgentCredentials, ChannelVariablesReply> = {
  name: 'getchanvars',
  summary: "Reads the variables of the customer's channel.",
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: credentialArguments,
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'inner', failure: failures.agentNotFound, when: 'the agent is not loaded' },
    { level: 'inner', failure: failures.agentNotLoggedIn, when: 'not logged in' },
    { level: 'inner', failure: failures.agentNotInCall, when: 'no channel of a customer' },
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk does not list the channel' },
  ],
  decodeArguments: decodeCredentials,
  encodeArguments: encodeCredentials,
  encodeReply: (reply) => [
    element('clientchannel', reply.clientChannel),
    element('chanvars', reply.variables.map(encodeVariable)),
  ],
  decodeReply: (payload) => ({
    clientChannel: childText(payload, 'clientchannel') ?? '',
    variables: itemsOf(payload, 'chanvars', 'chanvar').map(decodeVariable),
  }),
};

function encodeVariable({ label, value }: ChannelVariable): XmlElement {
  return element('chanvar', [element('label', label), element('value', value)]);
}

function decodeVariable(variable: XmlElement): ChannelVariable {
  return { label: childText(variable, 'label') ?? '', value: childText(variable, 'value') ?? '' };
}
