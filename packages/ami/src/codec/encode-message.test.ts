import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AmiField, AmiFieldError } from './ami-field.js';
import { AmiReader } from './ami-reader.js';
import { banner, bannerVersion } from './banner.js';
import { encodeMessage } from './encode-message.js';

const NAME = fc.stringMatching(/^[!-9;-~]{1,20}$/);
const VALUE = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((value) => !/[\r\n]/.test(value) && !value.includes('\0'));

function decode(text: string): unknown {
  const items = new AmiReader({ expectBanner: false }).push(Buffer.from(text));
  return items.map((item) => (item.kind === 'message' ? item.message.fields : item.kind));
}

test('writes CRLF lines and an empty one', () => {
  expect(
    encodeMessage([
      ['Action', 'Ping'],
      ['ActionID', '7'],
    ]),
  ).toBe('Action: Ping\r\nActionID: 7\r\n\r\n');
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(NAME, VALUE), { minLength: 1, maxLength: 10 }), (fields) => {
      const plain: AmiField[] = [['Event', 'X'], ...fields];
      expect(decode(encodeMessage(plain))).toEqual([plain]);
    }),
  );
});

describe('refuses', () => {
  test('CR, LF and NUL anywhere in a value, and does not repeat the value', () => {
    fc.assert(
      fc.property(
        VALUE,
        fc.constantFrom('\r', '\n', '\0', '\r\nAction: Originate'),
        VALUE,
        (before, evil, after) => {
          const secret = `s3cret${before}${evil}${after}`;
          expect(() =>
            encodeMessage([
              ['Action', 'Login'],
              ['Secret', secret],
            ]),
          ).toThrow(AmiFieldError);
          expect(() => encodeMessage([['Secret', secret]])).not.toThrow(/s3cret/);
        },
      ),
    );
  });

  test.each(['', 'a b', 'a:b', 'a\r\nb', 'a\nb', 'a\0', 'é', 'a\n'])('the name %j', (name) => {
    expect(() => encodeMessage([[name, 'x']])).toThrow(AmiFieldError);
  });
});

test('banner', () => {
  expect(banner('5.0.2')).toBe('Asterisk Call Manager/5.0.2\r\n');
  expect(bannerVersion('Asterisk Call Manager/11.0.0')).toBe('11.0.0');
  expect(bannerVersion('SSH-2.0-OpenSSH_9.2')).toBeUndefined();
});
