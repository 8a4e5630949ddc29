import { element, type XmlElement } from '../codec/xml-element.js';

/** The reply of requests that have nothing to tell but that they were carried out. */
export type SuccessReply = Readonly<Record<never, never>>;

export const SUCCESS: SuccessReply = Object.freeze({});

const SUCCESS_ELEMENTS: readonly XmlElement[] = [element('success')];

export function encodeSuccess(): readonly XmlElement[] {
  return SUCCESS_ELEMENTS;
}

export function decodeSuccess(): SuccessReply {
  return SUCCESS;
}
