import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

/** ECCP §8.1 logout: the server flushes the response and closes the connection. */
export const logout: RequestDefinition<'logout', Readonly<Record<never, never>>, SuccessReply> = {
  name: 'logout',
  summary: 'Ends the session; the server answers and closes the connection. Agents stay logged in.',
  authorisation: 'none',
  needsAsterisk: false,
  arguments: [],
  failures: [],
  decodeArguments: () => ({}),
  encodeArguments: () => [],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
