import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from './document-reader.js';
import { writeDocument, writeElement } from './document-writer.js';
import { element, textOf } from './xml-element.js';

describe('writeDocument, ECCP §2.3', () => {
  it('writes declaration, LF, one line, LF', () => {
    const root = element('response', [element('getpauses_response', [element('queues')])], { id: '7' });
    expect(writeDocument(root)).toBe(
      '<?xml version="1.0"?>\n<response id="7"><getpauses_response><queues/></getpauses_response></response>\n',
    );
  });

  it.each([
    ['Baño', 'Ba&#xF1;o'],
    ['😀', '&#x1F600;'],
    ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
    ['"quoted" \'too\'', '"quoted" \'too\''],
    ['one\ntwo\tthree\rfour', 'one\ntwo\tthree&#xD;four'],
    ['a\u0000b\u0008c\u001fd\uFFFEe\uFFFFf', 'abcdef'],
    ['lone \ud800 high, lone \udc00 low', 'lone  high, lone  low'],
    ['\u007f\u0085', '\u007f&#x85;'],
  ])('text %j', (text, written) => {
    expect(writeElement(element('a', text))).toBe(`<a>${written}</a>`);
  });

  it('attributes', () => {
    expect(writeElement(element('a', '', { b: '"&<>\n\t\rñ\u0001' }))).toBe(
      '<a b="&quot;&amp;&lt;&gt;&#10;&#9;&#13;&#xF1;"/>',
    );
  });

  it('writes an element whose text is dropped altogether as an empty one', () => {
    expect(writeElement(element('a', '\u0001'))).toBe('<a/>');
  });

  it('is ASCII and reads back as it was, whatever the text', () => {
    const printable = fc
      .string({ unit: 'binary' })
      .map((text) => text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/g, ''));
    fc.assert(
      fc.property(printable, printable, (text, id) => {
        const document = writeDocument(element('response', [element('a', text)], { id }));
        expect(document).toMatch(/^[\n\t -\u007f]*$/);
        const [item] = new DocumentReader({ roots: ['response'] }).push(Buffer.from(document));
        if (item?.kind !== 'document') throw new Error(item?.reason);
        expect(item.root.attributes['id']).toBe(id);
        expect(textOf(item.root.children[0] as typeof item.root)).toBe(text);
      }),
    );
  });
});
