import { phpInt } from '../../codec/php-int.js';
import { childrenOf, childText, element, type XmlElement } from '../../codec/xml-element.js';
import type { RequestDefinition } from '../request-definition.js';

/** A kind of break (ECCP §8.2 getpauses). */
export interface PauseType {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly description: string;
}

export interface PausesReply {
  /** Ordered by id; hold is never among them. */
  readonly pauses: readonly PauseType[];
}

/** ECCP §8.2 getpauses */
export const getpauses: RequestDefinition<'getpauses', Readonly<Record<never, never>>, PausesReply> = {
  name: 'getpauses',
  summary: 'Lists the kinds of breaks, active or not.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: [],
  failures: [],
  decodeArguments: () => ({}),
  encodeArguments: () => [],
  encodeReply: (reply) => reply.pauses.map(encodePause),
  decodeReply: (payload) => ({ pauses: childrenOf(payload, 'pause').map(decodePause) }),
};

function encodePause(pause: PauseType): XmlElement {
  const children = [
    element('name', pause.name),
    element('status', pause.active ? 'A' : 'I'),
    element('type', 'B'),
    element('description', pause.description),
  ];
  return element('pause', children, { id: String(pause.id) });
}

function decodePause(pause: XmlElement): PauseType {
  return {
    id: phpInt(pause.attributes['id'] ?? ''),
    name: childText(pause, 'name') ?? '',
    active: childText(pause, 'status') === 'A',
    description: childText(pause, 'description') ?? '',
  };
}
