import { phpInt } from '../codec/php-int.js';
import { childOf, childText, element, type XmlElement } from '../codec/xml-element.js';
import type { Failure } from './failures.js';

/** Writes `<failure><code/><message/></failure>` (ECCP §4.1). */
export function encodeFailure(failure: Failure): XmlElement {
  return element('failure', [element('code', String(failure.code)), element('message', failure.message)]);
}

/** Reads the `failure` child of a response or payload; a request failed if and only if there is one (ECCP §4.1). */
export function decodeFailure(parent: XmlElement): Failure | undefined {
  const failure = childOf(parent, 'failure');
  if (failure === undefined) return undefined;
  return { code: phpInt(childText(failure, 'code') ?? ''), message: childText(failure, 'message') ?? '' };
}
