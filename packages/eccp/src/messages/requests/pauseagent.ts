import {
  type AgentCredentials,
  credentialArguments,
  decodeCredentials,
  encodeCredentials,
} from '../agent-credentials.js';
import { addField, intOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

export interface PauseAgentArguments extends AgentCredentials {
  /** Id of a break, as `getpauses` lists them. */
  readonly pauseType: number;
}

/** ECCP §8.2 pauseagent */
export const pauseagent: RequestDefinition<'pauseagent', PauseAgentArguments, SuccessReply> = {
  name: 'pauseagent',
  summary: 'Starts a break of an agent; harmless when it is in this very break already.',
  authorisation: 'agent',
  needsAsterisk: true,
  arguments: [...credentialArguments, { name: 'pause_type', type: 'int', meaning: 'id of the break' }],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`pause_type` is absent' },
    { level: 'inner', failure: failures.breakNotFound, when: 'no active break has this id' },
    { level: 'inner', failure: failures.agentNotLoggedInThroughEccp, when: 'the agent is not loaded' },
    { level: 'inner', failure: failures.agentNotLoggedIn, when: 'not logged in' },
    { level: 'inner', failure: failures.incompatibleBreak, when: 'in another break' },
    { level: 'inner', failure: failures.breakStartFailed, when: 'the audit row or Asterisk fails' },
    { level: 'inner', failure: failures.agentGoneCollision, when: 'unloaded between check and action' },
    {
      level: 'inner',
      failure: failures.agentLoggedOutCollision,
      when: 'logged out between check and action',
    },
    { level: 'inner', failure: failures.agentInBreakCollision, when: 'in a break between check and action' },
  ],
  decodeArguments(command) {
    const credentials = decodeCredentials(command);
    const pauseType = intOf(command, 'pause_type');
    return credentials === undefined || pauseType === undefined ? undefined : { ...credentials, pauseType };
  },
  encodeArguments(args) {
    const elements = encodeCredentials(args);
    addField(elements, 'pause_type', args.pauseType);
    return elements;
  },
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
