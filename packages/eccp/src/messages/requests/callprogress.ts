import { element } from '../../codec/xml-element.js';
import { flagOf } from '../elements.js';
import type { RequestDefinition } from '../request-definition.js';
import { decodeSuccess, encodeSuccess, type SuccessReply } from '../success-reply.js';

export interface CallProgressArguments {
  readonly enable: boolean;
}

/** ECCP §8.1 callprogress */
export const callprogress: RequestDefinition<'callprogress', CallProgressArguments, SuccessReply> = {
  name: 'callprogress',
  summary: 'Switches the `callprogress` events of this connection on or off.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [{ name: 'enable', type: 'int', optional: true, meaning: 'non-zero is on; absent counts as 0' }],
  failures: [],
  decodeArguments: (command) => ({ enable: flagOf(command, 'enable') ?? false }),
  encodeArguments: (args) => [element('enable', args.enable ? '1' : '0')],
  encodeReply: encodeSuccess,
  decodeReply: decodeSuccess,
};
