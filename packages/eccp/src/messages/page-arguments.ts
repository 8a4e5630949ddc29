import type { XmlElement } from '../codec/xml-element.js';
import { addField, intOf } from './elements.js';
import { type Failure, failures } from './failures.js';
import type { ArgumentDescription } from './request-definition.js';

/** Which part of a list is wanted. */
export interface Page {
  /** How many rows are left out at the beginning; only with a limit. */
  readonly offset?: number | undefined;
  /** How many rows are wanted at most. */
  readonly limit?: number | undefined;
}

export const pageArguments: readonly ArgumentDescription[] = [
  { name: 'offset', type: 'int', optional: true, meaning: 'rows to leave out; needs `limit`' },
  { name: 'limit', type: 'int', optional: true, meaning: 'rows at most' },
];

export function decodePage(command: XmlElement): Page {
  return { offset: intOf(command, 'offset'), limit: intOf(command, 'limit') };
}

export function addPage(to: XmlElement[], { offset, limit }: Page): void {
  addField(to, 'offset', offset);
  addField(to, 'limit', limit);
}

/** What a request answers to a page that can't be told (ECCP §8.5). */
export function pageFailure({ offset, limit }: Page): Failure | undefined {
  return offset !== undefined && limit === undefined ? failures.offsetWithoutLimit : undefined;
}
