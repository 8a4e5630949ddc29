import type { RequestOutcome } from '../../messages/request-outcome.js';
import { accepted } from '../../messages/request-outcome.js';
import type { ArgumentsOf, ReplyOf, RequestName } from '../../messages/requests.js';

/** One example of ECCP §8: the command as written and as decoded. */
export interface Example<Name extends RequestName> {
  readonly name: Name;
  /** The children of the command. */
  readonly command: string;
  readonly args: ArgumentsOf<Name>;
  /** Payload as written, and the outcome that it says. */
  readonly responses: readonly (readonly [string, RequestOutcome<ReplyOf<Name>>])[];
}

export function example<Name extends RequestName>(
  name: Name,
  command: string,
  args: ArgumentsOf<Name>,
  ...responses: Example<Name>['responses']
): Example<Name> {
  return { name, command, args, responses };
}

export const AGENT = { agentNumber: 'Agent/412', agentHash: '9f8ee06c82e6096a295c0047cb221a78' } as const;
export const CREDENTIALS: string = `<agent_number>${AGENT.agentNumber}</agent_number><agent_hash>${AGENT.agentHash}</agent_hash>`;
export const NOTHING = {};
export const SUCCESS = ['<success/>', accepted({})] as const;

/** A refusal as written. */
export function failed(code: number, message: string): string {
  return `<failure><code>${code}</code><message>${message}</message></failure>`;
}
