import { writeDocument } from '../codec/document-writer.js';
import {
  childOf,
  childrenOf,
  childText,
  element,
  type XmlAttributes,
  type XmlElement,
} from '../codec/xml-element.js';
import { decodeFailure, encodeFailure } from './failure-element.js';
import type { Failure } from './failures.js';
import { accepted, type RequestOutcome, refused, rejected } from './request-outcome.js';
import { definitionOf, type ReplyOf, type RequestName } from './requests.js';

/** Writes the response to a request (ECCP §3.2), echoing its id verbatim. */
export function encodeResponse<Name extends RequestName>(
  name: Name,
  id: string,
  outcome: RequestOutcome<ReplyOf<Name>>,
): string {
  if (outcome.kind === 'refused' && outcome.level === 'outer') return encodeOuterFailure(outcome.failure, id);
  const payload = element(`${name}_response`, encodeOutcome(name, outcome));
  return writeDocument(element('response', [payload], { id }));
}

/** Writes a failure in place of the payload. Only stream and format errors have no id (ECCP §4.2 rows 1 to 3). */
export function encodeOuterFailure(failure: Failure, id?: string): string {
  const attributes: XmlAttributes | undefined = id === undefined ? undefined : { id };
  return writeDocument(element('response', [encodeFailure(failure)], attributes));
}

/** The children of `NAME_response`; of an outer failure the `failure` element. */
export function encodeOutcome<Name extends RequestName>(
  name: Name,
  outcome: RequestOutcome<ReplyOf<Name>>,
): readonly XmlElement[] {
  if (outcome.kind === 'ok') return definitionOf(name).encodeReply(outcome.reply);
  const failure = encodeFailure(outcome.failure);
  return outcome.status === undefined ? [failure] : [element('status', outcome.status), failure];
}

/** Reads a `response` document as the answer to the named request; undefined if it is not one. */
export function decodeResponse<Name extends RequestName>(
  name: Name,
  root: XmlElement,
): RequestOutcome<ReplyOf<Name>> | undefined {
  const outer = decodeFailure(root);
  if (outer !== undefined) return rejected(outer);
  const payload = childOf(root, `${name}_response`);
  if (payload === undefined || childrenOf(root).length !== 1) return undefined;
  const inner = decodeFailure(payload);
  if (inner !== undefined) return refused(inner, childText(payload, 'status'));
  return accepted(definitionOf(name).decodeReply(payload));
}
