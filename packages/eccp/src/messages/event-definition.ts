import type { XmlElement } from '../codec/xml-element.js';

/** The element that a connection's agent filter compares (ECCP §9 "filter"); none for `callprogress`. */
export type FilterElement = 'agent' | 'agent_number' | undefined;

/** One field as the reference page shows it. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly meaning: string;
}

/** Everything that is to be said about one event. The value's `kind` is the event's name. */
export interface EventDefinition<Name extends string, Value extends { readonly kind: string }> {
  readonly name: Name;
  readonly summary: string;
  readonly filter: FilterElement;
  /** In emission order. */
  readonly fields: readonly FieldDescription[];
  /** The children of the event's element in emission order. */
  encode(event: Value): readonly XmlElement[];
  decode(payload: XmlElement): Value;
}
