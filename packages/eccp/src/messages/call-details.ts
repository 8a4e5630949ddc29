import { childOf, childrenOf, childText, element, type XmlElement } from '../codec/xml-element.js';
import { addField, intOf, itemsOf } from './elements.js';

/** One known fact about the called or calling person (ECCP §8.4 `call_attributes`). */
export interface CallAttribute {
  readonly label: string;
  readonly value: string;
  /** Starts at 1. D-11 */
  readonly order: number;
}

/** A contact whose phone equals the caller id (ECCP §8.4 `matching_contacts`). */
export interface MatchingContact {
  readonly id: string;
  readonly attributes: readonly CallAttribute[];
}

/** Values saved for one form (ECCP §8.4 `call_survey`). */
export interface SurveyForm {
  readonly id: string;
  readonly fields: readonly SurveyField[];
}

export interface SurveyField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** The groups that follow the scalars of a call. `matchingContacts` belongs to incoming calls only. */
export interface CallDetails {
  readonly attributes: readonly CallAttribute[];
  readonly matchingContacts?: readonly MatchingContact[] | undefined;
  readonly survey: readonly SurveyForm[];
}

export function encodeCallDetails(details: CallDetails): readonly XmlElement[] {
  const elements = [element('call_attributes', details.attributes.map(encodeAttribute))];
  if (details.matchingContacts !== undefined) {
    elements.push(element('matching_contacts', details.matchingContacts.map(encodeContact)));
  }
  elements.push(element('call_survey', details.survey.map(encodeForm)));
  return elements;
}

export function decodeCallDetails(parent: XmlElement): CallDetails {
  const contacts = childOf(parent, 'matching_contacts');
  return {
    attributes: itemsOf(parent, 'call_attributes', 'attribute').map(decodeAttribute),
    matchingContacts: contacts === undefined ? undefined : childrenOf(contacts, 'contact').map(decodeContact),
    survey: itemsOf(parent, 'call_survey', 'form').map(decodeForm),
  };
}

function encodeAttribute(attribute: CallAttribute): XmlElement {
  const elements: XmlElement[] = [];
  addField(elements, 'label', attribute.label);
  addField(elements, 'value', attribute.value);
  addField(elements, 'order', attribute.order);
  return element('attribute', elements);
}

function decodeAttribute(attribute: XmlElement): CallAttribute {
  return {
    label: childText(attribute, 'label') ?? '',
    value: childText(attribute, 'value') ?? '',
    order: intOf(attribute, 'order') ?? 0,
  };
}

function encodeContact(contact: MatchingContact): XmlElement {
  return element('contact', contact.attributes.map(encodeAttribute), { id: contact.id });
}

function decodeContact(contact: XmlElement): MatchingContact {
  return {
    id: contact.attributes['id'] ?? '',
    attributes: childrenOf(contact, 'attribute').map(decodeAttribute),
  };
}

function encodeForm(form: SurveyForm): XmlElement {
  return element('form', form.fields.map(encodeField), { id: form.id });
}

function encodeField(field: SurveyField): XmlElement {
  return element('field', [element('label', field.label), element('value', field.value)], { id: field.id });
}

function decodeForm(form: XmlElement): SurveyForm {
  return { id: form.attributes['id'] ?? '', fields: childrenOf(form, 'field').map(decodeField) };
}

function decodeField(field: XmlElement): SurveyField {
  return {
    id: field.attributes['id'] ?? '',
    label: childText(field, 'label') ?? '',
    value: childText(field, 'value') ?? '',
  };
}
