import { expect, it } from 'vitest';
import { HeldDocuments } from './held-documents.js';

function holding(limit: number) {
  const cut: string[] = [];
  const documents = new HeldDocuments({ limit, onCut: ({ peer, bytes }) => cut.push(`${peer} ${bytes}`) });
  const holder = (peer: string) => ({ peer, cut: () => documents.holds(holders[peer] ?? holder(peer), 0) });
  const holders = Object.fromEntries(['a', 'b', 'c'].map((peer) => [peer, holder(peer)]));
  const holds = (peer: string, bytes: number): void => documents.holds(holders[peer] ?? holder(peer), bytes);
  return { cut, documents, holds };
}

it('whoever holds most gives way when all hold too much together', () => {
  const { cut, documents, holds } = holding(100);
  holds('a', 30);
  holds('b', 50);
  holds('c', 20);
  expect([cut, documents.bytes]).toEqual([[], 100]);
  holds('c', 21);
  expect([cut, documents.bytes]).toEqual([['b 50'], 51]);
  holds('c', 101);
  expect([cut, documents.bytes]).toEqual([['b 50', 'c 101'], 30]);
});

it('what is read and answered, or gone, counts no more', () => {
  const { cut, documents, holds } = holding(100);
  for (let times = 0; times < 10; times += 1) {
    holds('a', 60);
    holds('a', 90);
    holds('a', 0);
    holds('b', 90);
    holds('b', 0);
  }
  expect([cut, documents.bytes]).toEqual([[], 0]);
});
