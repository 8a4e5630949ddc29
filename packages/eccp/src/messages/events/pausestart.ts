import type { WireDateTime } from '../../codec/time.js';
import { childText, type XmlElement } from '../../codec/xml-element.js';
import { addField, intOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';
import { type PauseClass, pauseClassOf } from '../pause-class.js';

export interface PauseStartEvent {
  readonly kind: 'pausestart';
  readonly pauseClass: PauseClass;
  /** Id of the break; breaks only. */
  readonly pauseType?: number | undefined;
  readonly pauseName?: string | undefined;
  readonly pauseStart: WireDateTime;
  readonly agentNumber: string;
}

/** ECCP §9 pausestart */
export const pausestart: EventDefinition<'pausestart', PauseStartEvent> = {
  name: 'pausestart',
  summary: 'A break or a hold of an agent has begun.',
  filter: 'agent_number',
  fields: [
    { name: 'pause_class', type: 'break | hold', meaning: 'kind of pause' },
    { name: 'pause_type', type: 'int', optional: true, meaning: 'id of the break' },
    { name: 'pause_name', type: 'string', optional: true, meaning: 'name of the break' },
    { name: 'pause_start', type: 'datetime', meaning: 'when it began' },
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
  ],
  encode(event) {
    const elements: XmlElement[] = [];
    addField(elements, 'pause_class', event.pauseClass);
    addField(elements, 'pause_type', event.pauseType);
    addField(elements, 'pause_name', event.pauseName);
    addField(elements, 'pause_start', event.pauseStart);
    addField(elements, 'agent_number', event.agentNumber);
    return elements;
  },
  decode: (payload) => ({
    kind: 'pausestart',
    pauseClass: pauseClassOf(childText(payload, 'pause_class')),
    pauseType: intOf(payload, 'pause_type'),
    pauseName: childText(payload, 'pause_name'),
    pauseStart: childText(payload, 'pause_start') ?? '',
    agentNumber: childText(payload, 'agent_number') ?? '',
  }),
};
