import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.2 dumpstatus. D-22 */
export const dumpstatus: RequestDefinition<'dumpstatus', Readonly<Record<never, never>>, SuccessReply> = {
  name: 'dumpstatus',
  summary: "Writes the state of all agents and calls to the server's log.",
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [],
  failures: [],
  decodeArguments: () => ({}),
  encodeArguments: () => [],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
