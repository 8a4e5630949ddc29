import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from './html-entities.js';

describe('entities of old scripts', () => {
  it.each([
    [
      '&lt;b&gt;Buenos d&iacute;as&lt;/b&gt; &amp; &iquest;c&oacute;mo est&aacute;?',
      '<b>Buenos días</b> & ¿cómo está?',
    ],
    ['a&nbsp;&ntilde;&Ntilde;&yuml;&euro;&frac12;', 'a\u00a0ñÑÿ€½'],
    ['&quot;it&#39;s&#x2019;&quot; &apos;', `"it's’" '`],
    ['&amp;lt;', '&lt;'],
    ['&nothing; &; &#0; &#xD800; &#1114112; & a&b', '&nothing; &; &#0; &#xD800; &#1114112; & a&b'],
  ])('%s reads %s', (escaped, text) => {
    expect(decodeEntities(escaped)).toBe(text);
  });

  it('of text that was escaped once give the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
        expect(decodeEntities(escaped)).toBe(text);
      }),
    );
  });
});
