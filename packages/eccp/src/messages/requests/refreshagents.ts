import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.2 refreshagents. D-22 */
export const refreshagents: RequestDefinition<
  'refreshagents',
  Readonly<Record<never, never>>,
  SuccessReply
> = {
  name: 'refreshagents',
  summary: 'Has the agents and their queues read again; the answer does not wait for it.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [],
  failures: [],
  decodeArguments: () => ({}),
  encodeArguments: () => [],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
