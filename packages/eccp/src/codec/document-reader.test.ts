import { describe, expect, it, vi } from 'vitest';
import { fuzzReader } from '../testing/fuzz.js';
import { DocumentReader, type ReaderItem } from './document-reader.js';
import { TreeBuilder } from './tree-builder.js';
import { childrenOf, childText, element, textOf, type XmlElement } from './xml-element.js';

const PHP =
  '<?xml version="1.0"?>\n<request id="1"><getagentstatus><agent_number>Agent/412</agent_number></getagentstatus></request>\n';
const JAVA =
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?><request id="2"><login><username>ñandú €😀</username><password>&lt;&amp;&#241;&#x1F600;</password></login></request>';
const HAND_WRITTEN =
  "\uFEFF<!-- a > b --> <?xml version='1.0'?>\r\n<request\n id='3' >\n  <hold><!-- </request> --><a b=\"/request>\"/><![CDATA[</request>]]></hold>\n</request >\t";
const SAMPLES = [PHP, JAVA, HAND_WRITTEN];

function reader(
  options: { maxBytes?: number; maxBytesFromStrangers?: number; maxDepth?: number } = {},
): DocumentReader {
  return new DocumentReader({ roots: ['request'], ...options });
}

function read(...chunks: (string | Uint8Array)[]): readonly ReaderItem[] {
  const target = reader();
  return chunks.flatMap((chunk) => target.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
}

function roots(items: readonly ReaderItem[]): readonly XmlElement[] {
  return items.map((item) => {
    if (item.kind === 'fatal') throw new Error(item.reason);
    return item.root;
  });
}

/** A document of exactly so many bytes. */
function documentOf(bytes: number, character = 'x'): Buffer {
  const [head, tail] = ['<?xml version="1.0"?>\n<request id="1"><a>', '</a></request>'];
  const room = bytes - head.length - tail.length;
  const width = Buffer.byteLength(character);
  return Buffer.from(head + character.repeat(Math.floor(room / width)) + 'y'.repeat(room % width) + tail);
}

describe('documents', () => {
  it('reads what PHP, Java and hand-written clients send', () => {
    const [php, java, hand] = SAMPLES.map((sample) => roots(read(sample))[0]);
    expect(php).toEqual(
      element('request', [element('getagentstatus', [element('agent_number', 'Agent/412')])], { id: '1' }),
    );
    const login = childrenOf(java ?? element(''))[0] ?? element('');
    expect(childText(login, 'username')).toBe('ñandú €😀');
    expect(childText(login, 'password')).toBe('<&ñ😀');
    const hold = childrenOf(hand ?? element(''))[0] ?? element('');
    expect(textOf(hold)).toBe('</request>');
    expect(childrenOf(hold, 'a')[0]?.attributes).toEqual({ b: '/request>' });
  });

  it.each(SAMPLES)('reads the same document split at every byte: %#', (sample) => {
    const bytes = Buffer.from(sample);
    const expected = roots(read(bytes));
    expect(expected).toHaveLength(1);
    for (let at = 1; at < bytes.length; at += 1) {
      expect(roots(read(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(expected);
    }
    expect(roots(read(...Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(expected);
  });

  it('reads documents joined in one segment, one by one', () => {
    const joined = SAMPLES.join('') + SAMPLES.toReversed().join('');
    expect(roots(read(joined)).map((root) => root.attributes['id'])).toEqual(['1', '2', '3', '3', '2', '1']);
    const target = reader();
    target.write(Buffer.from(joined));
    expect(target.drained).toBe(false);
    for (let count = 0; count < 6; count += 1) expect(target.read()?.kind).toBe('document');
    expect(target.read()).toBeUndefined();
    expect(target.drained).toBe(true);
  });

  it('tolerates blanks, comments and byte-order marks between documents, however they are cut', () => {
    const between = ['\n', ' \t\r\n', '\uFEFF', '<!-- c -->', '\n<!-- > </request> -->\n'];
    for (const gap of between) {
      expect(roots(read(`${PHP}${gap}${PHP}`))).toHaveLength(2);
      expect(roots(read(PHP, gap, PHP))).toHaveLength(2);
      expect(
        roots(read(...Array.from(Buffer.from(PHP + gap + PHP), (byte) => Uint8Array.of(byte)))),
      ).toHaveLength(2);
    }
  });

  it('makes no tokenizer for a comment between documents, and one for each that is cut', () => {
    const made = vi.spyOn(TreeBuilder.prototype, 'attach');
    const comments = ['<!---->', '<!-- - > \r\n\t -->', '<!--ñ€😀-->'].join('\n').repeat(3_000);
    expect(roots(read(comments, PHP))).toHaveLength(1);
    expect(made).not.toHaveBeenCalled();
    const target = reader();
    const bytes = Buffer.from(comments + PHP);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) =>
      bytes.subarray(at * 1000, (at + 1) * 1000),
    );
    expect(roots(chunks.flatMap((chunk) => target.push(chunk)))).toHaveLength(1);
    expect(made.mock.calls.length).toBeLessThanOrEqual(chunks.length);
    made.mockRestore();
  });

  it('counts comments behind a declaration to its document, for which one tokenizer is enough', () => {
    const made = vi.spyOn(TreeBuilder.prototype, 'attach');
    for (const declaration of ['<?xml version="1.0"?>\n', "<?xml version='1.0'?>"]) {
      made.mockClear();
      const text = declaration + '<!-- c -->'.repeat(1_000);
      expect(roots(read(`${text}<request id="1"/>${PHP}`))).toHaveLength(2);
      expect(made).toHaveBeenCalledTimes(1);
      const stranger = reader({ maxBytesFromStrangers: 4096 });
      expect(stranger.push(Buffer.from(text))).toMatchObject([{ kind: 'fatal' }]);
      expect(read(text + PHP)).toMatchObject([{ kind: 'fatal' }]);
    }
    made.mockRestore();
  });

  it.each(['<!-- a -- b -->', '<!-- a --->', '<!--\u0001-->', '<!--\uFFFF-->', `<!--${'x'.repeat(4096)}-->`])(
    'refuses what is no comment, or too long, also between documents: %#',
    (comment) => {
      const target = reader({ maxBytesFromStrangers: 4096 });
      expect(target.push(Buffer.from(PHP + comment + PHP)).map((item) => item.kind)).toEqual([
        'document',
        'fatal',
      ]);
    },
  );

  it('keeps silent about half a document', () => {
    const target = reader();
    expect(target.push(Buffer.from(PHP.slice(0, 60)))).toEqual([]);
    expect(target.drained).toBe(true);
    expect(target.push(Buffer.from(PHP.slice(60)))).toHaveLength(1);
  });

  it('serves a client with its roots', () => {
    const client = new DocumentReader({ roots: ['response', 'event'] });
    expect(client.push(Buffer.from('<event><a/></event><response id="1"/><request/>'))).toMatchObject([
      { root: { name: 'event' } },
      { root: { name: 'response' } },
      { kind: 'fatal' },
    ]);
  });

  it('does not take an inherited property for an entity', () => {
    expect(read('<request id="1">&constructor;</request>')).toMatchObject([{ kind: 'fatal' }]);
  });
});

describe('stream errors, ECCP §2.2', () => {
  it.each([
    ['malformed', '<request id="1"><a></b></request>'],
    ['malformed attribute', '<request id=1/>'],
    ['repeated attribute', '<request id="1" id="2"/>'],
    ['unknown entity', '<request>&nbsp;</request>'],
    ['text before', 'hello'],
    ['end tag first', '</request>'],
    ['other root', '<response/>'],
    ['other case', '<Request/>'],
    ['prefixed root', '<e:request xmlns:e="x"/>'],
    ['DOCTYPE', '<!DOCTYPE request><request/>'],
    ['DOCTYPE with subset', '<!DOCTYPE r [<!ENTITY a "b">]><request/>'],
    ['forbidden character', '<request>\u0001</request>'],
    ['forbidden reference', '<request>&#8;</request>'],
    ['noncharacter', '<request>\uFFFF</request>'],
    ['processing instruction outside', '<?php echo ?><request/>'],
    ['second declaration', '<?xml version="1.0"?>\n<?xml version="1.0"?>\n<request/>'],
    ['bare CDATA', '<![CDATA[x]]><request/>'],
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
  ])('%s', (_, text) => {
    const items = read(text);
    expect(items).toHaveLength(1);
    expect(items[0]?.kind).toBe('fatal');
    expect(
      read(...Array.from(Buffer.from(text), (byte) => Uint8Array.of(byte))).map((item) => item.kind),
    ).toEqual(['fatal']);
  });

  it.each([`</${'q'.repeat(900_000)}>`, `<request ${`${'q'.repeat(400_000)}="" `.repeat(2)}/>`])(
    'gives a short reason for a long mistake: %#',
    (text) => {
      const [item] = read(text);
      expect(item?.kind === 'fatal' ? item.reason.length : 0).toBeLessThanOrEqual(200);
    },
  );

  it('hands out the documents before the error and nothing behind it', () => {
    const target = reader();
    expect(target.push(Buffer.from(`${PHP}<request id="2"/> junk ${PHP}`)).map((item) => item.kind)).toEqual([
      'document',
      'document',
      'fatal',
    ]);
    expect(target.push(Buffer.from(PHP))).toEqual([]);
    expect(target.drained).toBe(true);
  });

  it.each([
    ['lone continuation', [0x80]],
    ['overlong', [0xc0, 0xaf]],
    ['surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['cut short', [0xe2, 0x82, 0x3c]],
    ['Latin-1', [0xf1, 0x61]],
  ])('invalid UTF-8: %s', (_, damage) => {
    const bytes = Buffer.concat([
      Buffer.from(`${JAVA}<request>ñ`),
      Buffer.from(damage),
      Buffer.from('</request>'),
    ]);
    const kinds = ['document', 'fatal'];
    expect(read(bytes).map((item) => item.kind)).toEqual(kinds);
    expect(read(...Array.from(bytes, (byte) => Uint8Array.of(byte))).map((item) => item.kind)).toEqual(kinds);
  });

  it.each(['x', '€'])('accepts 1 MiB and refuses a byte more (%s)', (character) => {
    expect(
      reader()
        .push(documentOf(1024 * 1024, character))
        .map((item) => item.kind),
    ).toEqual(['document']);
    expect(
      reader()
        .push(documentOf(1024 * 1024 + 1, character))
        .map((item) => item.kind),
    ).toEqual(['fatal']);
  });

  it('refuses an endless document before it ends, in any segmentation', () => {
    const target = reader({ maxBytes: 128 * 1024 });
    let items: readonly ReaderItem[] = [];
    let written = 0;
    for (; items.length === 0 && written < 1024 * 1024; written += 1000) {
      items = target.push(Buffer.from(written === 0 ? `<!--${'x'.repeat(996)}` : 'x'.repeat(1000)));
    }
    expect(items).toMatchObject([{ kind: 'fatal', reason: 'document above 131072 bytes' }]);
    expect(written).toBeLessThanOrEqual(133_000);
  });

  it('does not count blanks and comments between documents', () => {
    const target = reader({ maxBytes: 128 * 1024 });
    for (let count = 0; count < 300; count += 1) {
      expect(target.push(Buffer.from(`${' '.repeat(500)}<!--${'x'.repeat(500)}-->`))).toEqual([]);
    }
    expect(target.push(Buffer.from(PHP))).toHaveLength(1);
  });

  it('accepts 64 levels and refuses 65', () => {
    const nested = (depth: number) =>
      `<request>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</request>`;
    expect(read(nested(64)).map((item) => item.kind)).toEqual(['document']);
    expect(read(nested(65)).map((item) => item.kind)).toEqual(['fatal']);
    expect(read(`<request>${'<a><b/></a>'.repeat(100)}</request>`)).toHaveLength(1);
  });

  it('never lets the limit fall below 128 KiB', () => {
    expect(
      reader({ maxBytes: 1 })
        .push(documentOf(128 * 1024))
        .map((item) => item.kind),
    ).toEqual(['document']);
  });

  it('reads small documents alone until it trusts the peer, in any segmentation', () => {
    const [largest, larger] = [documentOf(4096), documentOf(4097)];
    const fatal = { kind: 'fatal', reason: 'document above 4096 bytes' };
    for (const size of [4097, 100]) {
      const feed = (target: DocumentReader, bytes: Buffer) =>
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          target.push(bytes.subarray(at * size, (at + 1) * size)),
        ).flat();
      const stranger = reader({ maxBytesFromStrangers: 4096 });
      expect(feed(stranger, largest)).toMatchObject([{ kind: 'document', bytes: 4096 }]);
      expect(feed(stranger, larger)).toEqual([fatal]);
      const friend = reader({ maxBytesFromStrangers: 4096 });
      friend.trust();
      expect(feed(friend, larger)).toMatchObject([{ kind: 'document', bytes: 4097 }]);
    }
  });

  it('says how much of a document it has, until it has all of it or will have no more', () => {
    const target = reader();
    target.push(Buffer.from(`${PHP}<!-- between -->`));
    expect(target.unfinishedBytes).toBe(0);
    target.push(Buffer.from(PHP.slice(0, 60)));
    expect(target.unfinishedBytes).toBe(60);
    expect(target.push(Buffer.from(PHP.slice(60)))).toMatchObject([{ bytes: PHP.length - '\n'.length }]);
    expect(target.unfinishedBytes).toBe(0);
    target.push(Buffer.from('<request><a></b>'));
    expect(target.unfinishedBytes).toBe(0);
  });

  it('takes time in proportion to its input when end tags are promised and not kept', () => {
    const hostile = `<request>${'<a/>'.repeat(200_000)}</request`;
    const target = reader({ maxBytes: 16 * 1024 * 1024 });
    expect(target.push(Buffer.from(hostile))).toEqual([]);
    expect(target.push(Buffer.from('>'))).toHaveLength(1);
  });
});

describe('fuzz', () => {
  // A CI run sets OPENECCP_FUZZ=200000.
  const cases = Number(process.env['OPENECCP_FUZZ'] ?? 3000);

  it(`survives ${cases} mutated streams, the same in any segmentation`, { timeout: 600_000 }, () => {
    const fatal = fuzzReader(SAMPLES, cases);
    expect(fatal).toBeGreaterThan(cases / 10);
    expect(fatal).toBeLessThan(cases);
  });
});
