import { childText, element, type XmlElement } from '../../codec/xml-element.js';
import { intOf, itemsOf, type OpenWord } from '../elements.js';
import { failures } from '../failures.js';
import { addPage, decodePage, type Page, pageArguments } from '../page-arguments.js';
import type { RequestDefinition } from '../request-definition.js';

/** A queue whose calls belong to no campaign. */
export interface IncomingQueue {
  readonly id: number;
  readonly queue: string;
  readonly status: OpenWord<'active' | 'inactive'>;
}

export interface IncomingQueueListReply {
  /** Ordered by id. */
  readonly queues: readonly IncomingQueue[];
}

/** ECCP §8.5 getincomingqueuelist */
export const getincomingqueuelist: RequestDefinition<'getincomingqueuelist', Page, IncomingQueueListReply> = {
  name: 'getincomingqueuelist',
  summary: 'Lists the queues that take calls outside campaigns.',
  authorisation: 'session',
  needsAsterisk: false,
  arguments: pageArguments,
  failures: [{ level: 'outer', failure: failures.offsetWithoutLimit, when: '`offset` without `limit`' }],
  decodeArguments: decodePage,
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addPage(elements, args);
    return elements;
  },
  encodeReply: (reply) => [element('queues', reply.queues.map(encodeQueue))],
  decodeReply: (payload) => ({ queues: itemsOf(payload, 'queues', 'queue').map(decodeQueue) }),
};

function encodeQueue({ id, queue, status }: IncomingQueue): XmlElement {
  return element('queue', [element('id', String(id)), element('queue', queue), element('status', status)]);
}

function decodeQueue(queue: XmlElement): IncomingQueue {
  return {
    id: intOf(queue, 'id') ?? 0,
    queue: childText(queue, 'queue') ?? '',
    status: childText(queue, 'status') ?? '',
  };
}
