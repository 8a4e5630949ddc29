import type { WireDateTime } from '../../codec/time.js';
import { childText, type XmlElement } from '../../codec/xml-element.js';
import { addField, intOf } from '../elements.js';
import type { EventDefinition } from '../event-definition.js';
import { type PauseClass, pauseClassOf } from '../pause-class.js';

export interface PauseEndEvent {
  readonly kind: 'pauseend';
  readonly pauseClass: PauseClass;
  readonly pauseStart: WireDateTime;
  readonly pauseEnd: WireDateTime;
  /** Seconds. */
  readonly pauseDuration: number;
  /** Id of the break; breaks only. */
  readonly pauseType?: number | undefined;
  readonly pauseName?: string | undefined;
  readonly agentNumber: string;
}

/** ECCP §9 pauseend. D-18 */
export const pauseend: EventDefinition<'pauseend', PauseEndEvent> = {
  name: 'pauseend',
  summary: 'A break or a hold of an agent has ended; sent exactly once per pause.',
  filter: 'agent_number',
  fields: [
    { name: 'pause_class', type: 'break | hold', meaning: 'kind of pause' },
    { name: 'pause_start', type: 'datetime', meaning: 'when it began' },
    { name: 'pause_end', type: 'datetime', meaning: 'when it ended' },
    { name: 'pause_duration', type: 'int', meaning: 'seconds' },
    { name: 'pause_type', type: 'int', optional: true, meaning: 'id of the break' },
    { name: 'pause_name', type: 'string', optional: true, meaning: 'name of the break' },
    { name: 'agent_number', type: 'agent', meaning: 'the agent' },
  ],
  encode(event) {
    const elements: XmlElement[] = [];
    addField(elements, 'pause_class', event.pauseClass);
    addField(elements, 'pause_start', event.pauseStart);
    addField(elements, 'pause_end', event.pauseEnd);
    addField(elements, 'pause_duration', event.pauseDuration);
    addField(elements, 'pause_type', event.pauseType);
    addField(elements, 'pause_name', event.pauseName);
    addField(elements, 'agent_number', event.agentNumber);
    return elements;
  },
  decode: (payload) => ({
    kind: 'pauseend',
    pauseClass: pauseClassOf(childText(payload, 'pause_class')),
    pauseStart: childText(payload, 'pause_start') ?? '',
    pauseEnd: childText(payload, 'pause_end') ?? '',
    pauseDuration: intOf(payload, 'pause_duration') ?? 0,
    pauseType: intOf(payload, 'pause_type'),
    pauseName: childText(payload, 'pause_name'),
    agentNumber: childText(payload, 'agent_number') ?? '',
  }),
};
