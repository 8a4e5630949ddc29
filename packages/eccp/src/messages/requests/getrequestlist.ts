import { listElement, listOf } from '../elements.js';
import type { RequestDefinition } from '../request-definition.js';

export interface RequestListReply {
  readonly requests: readonly string[];
}

/** ECCP §8.1 getrequestlist */
export const getrequestlist: RequestDefinition<
  'getrequestlist',
  Readonly<Record<never, never>>,
  RequestListReply
> = {
  name: 'getrequestlist',
  summary: 'Lists the requests that the server implements.',
  authorisation: 'none',
  needsAsterisk: false,
  arguments: [],
  failures: [],
  decodeArguments: () => ({}),
  encodeArguments: () => [],
  encodeReply: (reply) => [listElement('requests', 'request', reply.requests)],
  decodeReply: (payload) => ({ requests: listOf(payload, 'requests', 'request') ?? [] }),
};
