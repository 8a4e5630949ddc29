import { describe, expect, it } from 'vitest';
import { eventExamples } from '../testing/examples/events.js';
import { parse } from '../testing/parse.js';
import { agentOf, decodeEvent, encodeEvent, eventNames, eventNumber, events } from './events.js';

const decode = (document: string) => decodeEvent(parse(document));

describe('examples of ECCP §9', () => {
  it.each(eventExamples)('%s', (payload, event) => {
    const document = `<?xml version="1.0"?>\n<event>${payload}</event>\n`;
    expect(encodeEvent(event)).toBe(document);
    expect(decode(document)).toEqual(event);
  });

  it('cover every event', () => {
    expect([...new Set(eventExamples.map(([, event]) => event.kind))].toSorted()).toEqual(
      eventNames.toSorted(),
    );
  });

  it.each(eventExamples)('names its agent in the element that the filter compares: %s', (payload, event) => {
    const { filter } = events[event.kind];
    const named = filter === undefined ? undefined : new RegExp(`<${filter}>([^<]*)<`).exec(payload)?.[1];
    expect(agentOf(event)).toBe(named);
  });
});

describe('the number of an event', () => {
  const OUT = { kind: 'agentloggedout', agent: 'Agent/412' } as const;

  it('is an attribute of the document', () => {
    const document = encodeEvent(OUT, 17);
    expect(document).toBe(
      '<?xml version="1.0"?>\n<event number="17"><agentloggedout><agent>Agent/412</agent></agentloggedout></event>\n',
    );
    expect(eventNumber(parse(document))).toBe(17);
    expect(decode(document)).toEqual(OUT);
  });

  it.each(['<event/>', '<event number=""/>', '<event number="-1"/>', '<event number="1e3"/>'])(
    'is not there: %s',
    (document) => expect(eventNumber(parse(document))).toBeUndefined(),
  );
});

describe('decodeEvent', () => {
  it('hands out events of another version as they are', () => {
    expect(decode('<event><weather><sky>blue</sky></weather></event>')).toMatchObject({
      kind: 'other',
      name: 'weather',
      payload: { children: [{ name: 'sky' }] },
    });
  });

  it.each(['<event/>', '<event><a/><b/></event>'])('refuses %s', (document) => {
    expect(decode(document)).toBeUndefined();
  });

  it('reads the fractional duration of older servers', () => {
    expect(
      decode('<event><agentunlinked><duration>10.517521858215</duration></agentunlinked></event>'),
    ).toMatchObject({
      duration: 10,
    });
  });
});
