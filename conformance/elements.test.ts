import {
  DocumentReader,
  decodeEvent,
  decodeResponse,
  element,
  encodeEvent,
  encodeResponse,
  eventNames,
  requestNames,
  writeDocument,
  type XmlElement,
} from '@openeccp/eccp';
import { describe, expect, it } from 'vitest';
import { barePath, catalogue, eventKey, type Key, replyKey } from './catalogue.js';
import { everything, type Kind, ONLY } from './everything.js';
import { readDocument } from './foreign/xml.js';
import { pathsOf } from './showings.js';

function rootOf(document: string): XmlElement {
  const [item] = new DocumentReader({ roots: ['event', 'response'] }).push(Buffer.from(document));
  if (item?.kind !== 'document') throw new Error(document);
  return item.root;
}

/** The paths below the payload of a document. */
function pathsIn(document: string): readonly string[] {
  const root = readDocument(document)?.root;
  const [payload] = root?.nodes ?? [];
  return typeof payload === 'object' ? pathsOf(payload, '') : [];
}

/** Leaves that both kinds together bring through our decoder and encoder. */
function surviving(again: (of: Kind) => string): readonly string[] {
  return [...new Set([...pathsIn(again('incoming')), ...pathsIn(again('outgoing'))])].toSorted();
}

/** The paths of entries and those on the way to them. */
function pathsTo(entries: readonly string[]): readonly string[] {
  const paths = entries.flatMap((entry) => {
    const steps = barePath(entry).split('/');
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  });
  return [...new Set(paths)].toSorted();
}

/** All that is listed, but for what this server never sends: of that a codec may know. */
function expectListed(
  found: readonly string[],
  entries: readonly string[],
  keyOf: (path: string) => Key,
): void {
  const sent = entries.filter((entry) => !Object.hasOwn(catalogue.never, keyOf(barePath(entry))));
  expect(pathsTo(entries)).toEqual(expect.arrayContaining([...found]));
  expect(found).toEqual(expect.arrayContaining([...pathsTo(sent)]));
}

describe('every element of the catalogue survives our decoder and encoder, and nothing else comes out', () => {
  it.each(eventNames)('event %s', (name) => {
    const entries = catalogue.events[name]?.fields ?? [];
    const again = (of: Kind): string => {
      const event = decodeEvent(element('event', [everything(name, entries, of)]));
      if (event === undefined || event.kind === 'other') throw new Error('no event');
      return encodeEvent(event);
    };
    expectListed(surviving(again), entries, (path) => eventKey(name, path));
  });

  it.each(requestNames)('answer to %s', (name) => {
    const entries = catalogue.requests[name]?.reply ?? [];
    const again = (of: Kind): string => {
      const excluded = ONLY[of === 'incoming' ? 'outgoing' : 'incoming'][name] ?? [];
      const own = entries.filter((entry) => !excluded.includes(barePath(entry)));
      const payload = everything(`${name}_response`, own, of);
      const outcome = decodeResponse(
        name,
        rootOf(writeDocument(element('response', [payload], { id: '1' }))),
      );
      if (outcome === undefined) throw new Error('no answer');
      return encodeResponse(name, '1', outcome);
    };
    expectListed(surviving(again), entries, (path) => replyKey(name, path));
  });
});
