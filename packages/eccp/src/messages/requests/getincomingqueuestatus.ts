import { childText, type XmlElement } from '../../codec/xml-element.js';
import { type CampaignStatus, decodeCampaignStatus, encodeCampaignStatus } from '../campaign-status.js';
import { addStartDate, decodeStartDate, type StartDate, startDateArgument } from '../date-arguments.js';
import { addField } from '../elements.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface GetIncomingQueueStatusArguments extends StartDate {
  readonly queue: string;
}

/** ECCP §8.5 getincomingqueuestatus; the reply counts as an incoming campaign does. */
export const getincomingqueuestatus: RequestDefinition<
  'getincomingqueuestatus',
  GetIncomingQueueStatusArguments,
  CampaignStatus
> = {
  name: 'getincomingqueuestatus',
  summary: 'Counts the calls of a queue outside campaigns and shows its agents and the calls that wait.',
  authorisation: 'session',
  needsAsterisk: true,
  arguments: [
    { name: 'queue', type: 'string', meaning: 'number of the queue' },
    startDateArgument('only calls of this day and later are counted'),
  ],
  failures: [
    { level: 'outer', failure: failures.noAmiConnection, when: 'Asterisk is away' },
    { level: 'outer', failure: failures.badRequest, when: '`queue` is absent' },
    { level: 'outer', failure: failures.invalidStartDate, when: '`datetime_start` is no date' },
    { level: 'inner', failure: failures.queueNotFound, when: 'never: an unknown queue has zero calls' },
  ],
  decodeArguments(command) {
    const queue = childText(command, 'queue');
    return queue === undefined ? undefined : { queue, ...decodeStartDate(command) };
  },
  encodeArguments(args) {
    const elements: XmlElement[] = [];
    addField(elements, 'queue', args.queue);
    addStartDate(elements, args);
    return elements;
  },
  encodeReply: encodeCampaignStatus,
  decodeReply: decodeCampaignStatus,
};
