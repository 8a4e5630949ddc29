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
import { barePath, catalogue, eventKey, replyKey } from './catalogue.js';
import { everything, type Kind, ONLY } from './everything.js';
import { readDocument } from './foreign/xml.js';
import { pathsOf } from './showings.js';

const neverSent = (key: string): boolean => Object.hasOwn(catalogue.never, key);

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

/** The listed paths and those on the way to them. */
function listedPaths(entries: readonly string[], never: (path: string) => boolean): readonly string[] {
  const paths = entries.map(barePath).filter((path) => !never(path));
  return [
    ...new Set(
      paths.flatMap((path) => {
        const steps = path.split('/');
        return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
      }),
    ),
  ].toSorted();
}

describe('every element of the catalogue survives our decoder and encoder, and nothing else comes out', () => {
  it.each(eventNames)('event %s', (name) => {
    const entries = catalogue.events[name]?.fields ?? [];
    const again = (of: Kind): string => {
      const event = decodeEvent(element('event', [everything(name, entries, of)]));
      if (event === undefined || event.kind === 'other') throw new Error('no event');
      return encodeEvent(event);
    };
    expect(surviving(again)).toEqual(listedPaths(entries, (path) => neverSent(eventKey(name, path))));
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
    expect(surviving(again)).toEqual(listedPaths(entries, (path) => neverSent(replyKey(name, path))));
  });
});
