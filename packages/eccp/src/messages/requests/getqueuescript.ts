import { childText, element } from '../../codec/xml-element.js';
import { intOf } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetQueueScriptArguments {
  readonly queue: number;
}

export interface QueueScriptReply {
  /** HTML for the agent's screen; may be empty. */
  readonly script: string;
}

/** ECCP §8.5 getqueuescript */
export const getqueuescript: RequestDefinition<'getqueuescript', GetQueueScriptArguments, QueueScriptReply> =
  {
    name: 'getqueuescript',
    summary: 'Reads what agents are to say to the callers of a queue outside campaigns.',
    authorisation: 'session',
    needsAsterisk: false,
    arguments: [{ name: 'queue', type: 'int', meaning: 'number of the queue' }],
    failures: [
      { level: 'outer', failure: failures.badRequest, when: '`queue` is absent' },
      { level: 'inner', failure: failures.incomingQueueNotFound, when: 'no incoming queue has this number' },
    ],
    decodeArguments(command) {
      const queue = intOf(command, 'queue');
      return queue === undefined ? undefined : { queue };
    },
    encodeArguments: (args) => [element('queue', String(args.queue))],
    encodeReply: (reply) => [element('script', reply.script)],
    decodeReply: (payload) => ({ script: childText(payload, 'script') ?? '' }),
  };
