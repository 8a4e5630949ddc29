import { describe, expect, it } from 'vitest';
import { PlainScanner } from './plain-scanner.js';
import { element } from './xml-element.js';

const scanner = new PlainScanner(['request'], 64);

describe('PlainScanner', () => {
  it('reads a plain document and says where it ends', () => {
    const text = '..<request id="4" a="/>"><getpauses/><b>x > y\n</b>\t</request><request/>';
    expect(scanner.scan(text, 2)).toEqual(
      element('request', [element('getpauses'), element('b', 'x > y\n'), '\t'], { id: '4', a: '/>' }),
    );
    expect(text.slice(scanner.end)).toBe('<request/>');
  });

  it.each([
    ['another root', '<response/>'],
    ['a prefixed name', '<request><a:b/></request>'],
    ['no document', 'request'],
    ['a reference', '<request>&amp;</request>'],
    ['a reference in an attribute', '<request id="&lt;"/>'],
    ['a repeated attribute', '<request id="1" id="2"/>'],
    ['single quotes', "<request id='1'/>"],
    ['a line end in an attribute', '<request id="\n"/>'],
    ['blanks in tags', '<request ></request>'],
    ['blanks in end tags', '<request></request >'],
    ['a comment', '<request><!-- --></request>'],
    ['an instruction', '<request><?a?></request>'],
    ['a section', '<request><![CDATA[x]]></request>'],
    ['a section end', '<request>]]></request>'],
    ['a carriage return', '<request>\r\n</request>'],
    ['a control character', '<request>\u0001</request>'],
    ['other than ASCII', '<request>ñ</request>'],
    ['a name that begins with a digit', '<request><1/></request>'],
    ['end tags that do not match', '<request><a></b></request>'],
    ['a name that only begins alike', '<request></requests>'],
    ['deep nesting', `<request>${'<a>'.repeat(64)}${'</a>'.repeat(64)}</request>`],
  ])('leaves %s to the tokenizer', (_, text) => {
    expect(scanner.scan(text, 0)).toBeUndefined();
  });

  it('leaves everything incomplete to the tokenizer', () => {
    const text = '<request id="4"><hold><agent_number>Agent/412</agent_number></hold></request>';
    for (let length = 0; length < text.length; length += 1) {
      expect(scanner.scan(text.slice(0, length), 0)).toBeUndefined();
    }
    expect(scanner.scan(text, 0)).toBeDefined();
  });
});
