import { isDeepStrictEqual } from 'node:util';
import { DocumentReader, type ReaderItem } from '../codec/document-reader.js';
import { Random } from './random.js';

/** What can be put into a stream to harm its reader. */
const POISON: readonly string[] = [
  '<',
  '>',
  '</request>',
  '<request id="9"><hold/></request>',
  '<?xml version="1.0"?>',
  '<?xml version="1.0"?>\n',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x1F600;',
  '&constructor;',
  '"',
  "'",
  '/',
  '\u0000',
  '\uFEFF',
  'ñ€😀',
  '<a:b xmlns:a="c"/>',
  '<?pi ?>',
];

/**
 * Feeds mutated documents to a reader and checks what must hold for any bytes: it never throws, nothing follows a
 * fatal item, only admitted roots come out, and the result does not depend on how the stream was cut.
 *
 * @returns how many of the streams ended fatally
 * @throws naming the seed of the offending case
 */
export function fuzzReader(samples: readonly string[], cases: number, firstSeed = 1): number {
  let fatal = 0;
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const random = new Random(seed);
    const bytes = mutate(Buffer.from(random.pick(samples) + random.pick(samples)), random);
    const whole = readAll([bytes]);
    const cut = readAll(segments(bytes, random));
    if (!isDeepStrictEqual(whole, cut)) {
      throw new Error(`seed ${seed}: ${JSON.stringify(bytes.toString('latin1'))} reads differently when cut`);
    }
    const end = whole.indexOf('fatal');
    if (end >= 0 && end !== whole.length - 1) throw new Error(`seed ${seed}: items after a fatal one`);
    if (end >= 0) fatal += 1;
  }
  return fatal;
}

/** The bytes with one to four of them, or of their stretches, changed. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let times = random.below(4); times >= 0; times -= 1) {
    const at = random.below(mutated.length + 1);
    const length = random.below(8);
    const middle = mutated.subarray(at, at + length);
    switch (random.below(5)) {
      case 0:
        mutated = Buffer.concat([
          mutated.subarray(0, at),
          Buffer.from(random.pick(POISON)),
          mutated.subarray(at),
        ]);
        break;
      case 1:
        mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at + length)]);
        break;
      case 2:
        mutated = Buffer.concat([mutated.subarray(0, at), middle, mutated.subarray(at)]);
        break;
      case 3:
        mutated = Buffer.concat([
          mutated.subarray(0, at),
          Buffer.from([random.below(256)]),
          mutated.subarray(at),
        ]);
        break;
      default:
        if (at < mutated.length) {
          mutated = Buffer.from(mutated);
          mutated[at] = (mutated[at] ?? 0) ^ (1 << random.below(8));
        }
    }
  }
  return mutated;
}

/** The bytes in pieces, as a network may deliver them. */
export function segments(bytes: Buffer, random: Random): Buffer[] {
  const pieces: Buffer[] = [];
  const longest = random.pick([1, 2, 7, 40]);
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.below(longest);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

function readAll(chunks: readonly Buffer[]): unknown[] {
  const reader = new DocumentReader({ roots: ['request'] });
  return chunks.flatMap((chunk) => reader.push(chunk)).map(outcome);
}

function outcome(item: ReaderItem): unknown {
  if (item.kind === 'fatal') return 'fatal';
  if (item.root.name !== 'request') throw new Error(`root ${item.root.name} came out`);
  return item.root;
}
