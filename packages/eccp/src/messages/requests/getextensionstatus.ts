import { childText, element } from '../../codec/xml-element.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetExtensionStatusArguments {
  /** `Tech/digits`, e.g. `PJSIP/412`. */
  readonly extension: string;
}

/** An unknown technology is told without a `failure` element, so it counts as success. */
export type ExtensionStatusReply =
  | { readonly kind: 'known'; readonly extension: string; readonly registered: boolean }
  | { readonly kind: 'unknown'; readonly message: string };

/** An extension taken apart. */
export interface TechnologyAndNumber {
  readonly technology: string;
  readonly number: string;
}

const EXTENSION = /^(\w+)\/(\d+)$/;

/** Undefined unless the text has the form `Tech/digits`. */
export function parseExtension(text: string): TechnologyAndNumber | undefined {
  const [, technology, number] = EXTENSION.exec(text) ?? [];
  return technology === undefined || number === undefined ? undefined : { technology, number };
}

/** The reply to a technology other than SIP, PJSIP and IAX2. */
export function unknownTechnology(technology: string): ExtensionStatusReply {
  return { kind: 'unknown', message: `Unknown technology: ${technology}` };
}

/** ECCP §8.6 getextensionstatus */
export const getextensionstatus: RequestDefinition<
  'getextensionstatus',
  GetExtensionStatusArguments,
  ExtensionStatusReply
> = {
  name: 'getextensionstatus',
  summary: 'Tells whether a phone is registered with Asterisk.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: [{ name: 'extension', type: 'Tech/digits', meaning: 'the phone, e.g. `PJSIP/412`' }],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`extension` is absent' },
    { level: 'outer', failure: failures.invalidExtensionFormat, when: 'not of the form `Tech/digits`' },
  ],
  decodeArguments(command) {
    const extension = childText(command, 'extension');
    return extension === undefined ? undefined : { extension };
  },
  encodeArguments: (args) => [element('extension', args.extension)],
  encodeReply: (reply) =>
    reply.kind === 'known'
      ? [element('extension', reply.extension), element('registered', reply.registered ? 'yes' : 'no')]
      : [element('status', 'unknown'), element('message', reply.message)],
  decodeReply(payload) {
    const extension = childText(payload, 'extension');
    return extension === undefined
      ? { kind: 'unknown', message: childText(payload, 'message') ?? '' }
      : { kind: 'known', extension, registered: childText(payload, 'registered') === 'yes' };
  },
};
