import { readFileSync } from 'node:fs';
import { AmiReader } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factText, type ModelBench, modelBench, POOL_AGENT } from './testing/model-bench.js';

/** What both versions say, event by event; recorded with `e2e/contract/record-transcript.ts`. */
const FACTS: readonly string[] = [
  'phone-answered Agent/412 PJSIP/412-00000000',
  'agent-in Agent/412 PJSIP/412-00000000',
  'caller-joined 9000 PJSIP/customer-00000001 5550171',
  'call-connected Agent/412 PJSIP/412-00000000',
  'call-parked 701',
  'call-connected Agent/412 PJSIP/412-00000000',
  'call-ended',
  'agent-out Agent/412 PJSIP/412-00000000',
  'memberships PJSIP/101 8000',
  'caller-joined 8000 PJSIP/customer-00000002 5550171',
  'call-connected PJSIP/101 PJSIP/101-00000003',
  'call-parked 702',
  'call-connected PJSIP/101 PJSIP/101-00000004',
  'call-ended',
  'memberships PJSIP/101',
];

for (const version of [16, 22]) {
  describe(`what Asterisk ${version} sent`, () => {
    const bytes = readFileSync(new URL(`./testing/asterisk-${version}.ami.txt`, import.meta.url));

    it('gives these facts, and nothing is left of it', () => {
      const bench = expecting();
      expect(replay(bench, [bytes])).toEqual(FACTS);
      expect(bench.settle()).toEqual([]);
      expect(bench.unwanted).toEqual([]);
      expect(bench.model.size).toBe(0);
    });

    it('gives the same facts however it is cut', () => {
      const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
      fc.assert(
        fc.property(cuts, (offsets) => {
          const ends = [...new Set([...offsets, bytes.length])].sort((a, b) => a - b);
          const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
          expect(replay(expecting(), pieces)).toEqual(FACTS);
        }),
        { numRuns: 50 },
      );
    });

    it('gives the same facts byte by byte', () => {
      const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
      expect(replay(expecting(), pieces)).toEqual(FACTS);
    });
  });
}

/** A model that knows what the Originates of the transcript were for. */
function expecting(): ModelBench {
  const bench = modelBench();
  const login = {
    kind: 'login',
    agent: POOL_AGENT,
    attempt: 1,
    uniqueid: 'login-1',
    cancelled: false,
  } as const;
  bench.model.originations.expect('action-1', login);
  for (const actionId of ['action-2', 'action-3']) {
    const call = 'any' as CallId;
    bench.model.originations.expect(actionId, {
      kind: 'retrieval',
      call,
      attempt: 1,
      uniqueid: actionId,
      cancelled: false,
    });
  }
  return bench;
}

function replay({ model }: ModelBench, pieces: readonly Uint8Array[]): readonly string[] {
  const reader = new AmiReader({ expectBanner: false });
  return pieces
    .flatMap((piece) => reader.push(piece))
    .flatMap((item) => (item.kind === 'message' ? model.apply(item.message) : []))
    .map(factText);
}
