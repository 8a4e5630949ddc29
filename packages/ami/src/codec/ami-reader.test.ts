import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANNER, COMMAND_FOLLOWS, QUEUE_CALLER_JOIN, STREAM, STREAM_FIELDS } from '../testing/samples.js';
import { type AmiItem, AmiReader, type AmiReaderOptions } from './ami-reader.js';

const bytes = Buffer.from(STREAM);

function read(chunks: readonly Uint8Array[], options: Partial<AmiReaderOptions> = {}): readonly AmiItem[] {
  const reader = new AmiReader({ expectBanner: true, ...options });
  return chunks.flatMap((chunk) => [...reader.push(chunk)]);
}

/** Comparable form: a line guard and a message guard may both apply, and the cut decides which is met first. */
function plain(items: readonly AmiItem[]): unknown {
  return items.map((item) => {
    if (item.kind === 'message') return item.message.fields;
    return item.kind === 'banner' ? item.text : 'fatal';
  });
}

const EXPECTED = ['Asterisk Call Manager/5.0.2', ...STREAM_FIELDS];

describe('cutting', () => {
  test('whole', () => {
    expect(plain(read([bytes]))).toEqual(EXPECTED);
  });

  test('split in two at every byte', () => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(plain(read([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(EXPECTED);
    }
  });

  test('byte by byte', () => {
    expect(plain(read(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(EXPECTED);
  });

  test('LF alone ends lines too, and empty lines between messages are nothing', () => {
    const text = `\n\r\n${STREAM.slice(BANNER.length).replaceAll('\r\n', '\n')}\n\n\r\n`;
    expect(plain(read([Buffer.from(text)], { expectBanner: false }))).toEqual(STREAM_FIELDS);
  });

  test('mixed line ends', () => {
    const text = 'Event: A\nX: 1\r\n\r\nEvent: B\r\nX: 2\n\nEvent: C\n\r\n';
    expect(plain(read([Buffer.from(text)], { expectBanner: false }))).toEqual([
      [
        ['Event', 'A'],
        ['X', '1'],
      ],
      [
        ['Event', 'B'],
        ['X', '2'],
      ],
      [['Event', 'C']],
    ]);
  });
});

describe('hostile bytes', () => {
  test('no byte sequence makes it throw, and no cut changes what is read', () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(
          '\r\n',
          '\n',
          '\r\n\r\n',
          '\n\n',
          ': ',
          '\r',
          '--END COMMAND--',
          'Response: Follows\r\n',
        )
        .map((s) => Buffer.from(s)),
      fc
        .record({ at: fc.nat(bytes.length), length: fc.nat(120) })
        .map(({ at, length }) => bytes.subarray(at, at + length)),
    );
    fc.assert(
      fc.property(
        fc.array(junk, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        (parts, cuts, expectBanner) => {
          const all = Buffer.concat(parts);
          const options = { expectBanner, maxLineBytes: 100, maxMessageBytes: 300 };
          const places = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length];
          const chunks = places.slice(1).map((end, i) => all.subarray(places[i], end));
          expect(plain(read(chunks, options))).toEqual(plain(read([all], options)));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('invalid UTF-8 is replaced', () => {
    const text = Buffer.concat([
      Buffer.from('Event: A\r\nName: x'),
      Buffer.of(0xff, 0xc3),
      Buffer.from('y\r\n\r\n'),
    ]);
    expect(plain(read([text], { expectBanner: false }))).toEqual([
      [
        ['Event', 'A'],
        ['Name', 'x\ufffd\ufffdy'],
      ],
    ]);
  });

  test('a line without a colon is a field without a name', () => {
    expect(plain(read([Buffer.from('Event: A\r\nno colon here\r\n\r\n')], { expectBanner: false }))).toEqual([
      [
        ['Event', 'A'],
        ['', 'no colon here'],
      ],
    ]);
  });
});

describe('bounds', () => {
  const cases = [
    ['a line without end', 'x'.repeat(101), 'line longer'],
    ['a long line in a message', `Event: A\r\n${'x'.repeat(101)}\r\n\r\n`, 'line longer'],
    ['a message without end', 'A: 1\r\n'.repeat(60), 'message longer'],
    ['a long message', `${'A: 1\r\n'.repeat(60)}\r\n`, 'message longer'],
    ['output of a command without end', `Response: Follows\r\n${'out\n\n'.repeat(70)}`, 'message longer'],
  ] as const;

  test.each(cases)('%s is fatal', (_, text, reason) => {
    const reader = new AmiReader({ expectBanner: false, maxLineBytes: 100, maxMessageBytes: 300 });
    expect(reader.push(Buffer.from(text))).toEqual([
      { kind: 'fatal', reason: expect.stringContaining(reason) },
    ]);
    expect(reader.push(Buffer.from('Event: A\r\n\r\n'))).toEqual([]);
  });

  test('a banner without end is fatal', () => {
    expect(read([Buffer.alloc(101, 'x')], { maxLineBytes: 100 })).toMatchObject([{ kind: 'fatal' }]);
  });

  test('the longest line and message allowed pass', () => {
    const line = `A: ${'x'.repeat(96)}\r`;
    const text = `${line}\n${line}\n${'B: 1\r\n'.repeat(16)}\r\n`;
    expect(text.length).toBe(300);
    expect(
      read([Buffer.from(text)], { expectBanner: false, maxLineBytes: 100, maxMessageBytes: 300 }),
    ).toMatchObject([{ kind: 'message' }]);
  });

  test('what came before the fatal item is delivered', () => {
    const items = read([Buffer.from(QUEUE_CALLER_JOIN + 'x'.repeat(500))], {
      expectBanner: false,
      maxLineBytes: 400,
    });
    expect(items.map((item) => item.kind)).toEqual(['message', 'fatal']);
  });
});

test('output that prints no last line break, and output that is empty', () => {
  const text = 'Response: Follows\r\nabc--END COMMAND--\r\n\r\nResponse: Follows\r\n--END COMMAND--\r\n\r\n';
  expect(plain(read([Buffer.from(text)], { expectBanner: false }))).toEqual([
    [
      ['Response', 'Follows'],
      ['Output', 'abc'],
    ],
    [['Response', 'Follows']],
  ]);
});

test('a received message does not depend on the buffer it came in', () => {
  const chunk = Buffer.from(COMMAND_FOLLOWS + QUEUE_CALLER_JOIN);
  const items = read([chunk], { expectBanner: false });
  chunk.fill(0);
  expect(plain(items)).toEqual(STREAM_FIELDS.slice(3));
});
