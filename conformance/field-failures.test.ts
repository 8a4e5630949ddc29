import { describe, expect, it } from 'vitest';
import {
  countsOf,
  FAILURE_COUNT,
  type FailureChapter,
  fieldFailures,
  misnumbered,
  notRun,
  unwritten,
} from './field-failures.js';

const SAID = { seen: 'stuck', holds: 'not stuck' };
const CHAPTERS: readonly FailureChapter[] = [
  { title: 'Calls', failures: { 'A-01': { ...SAID, tests: { 'a.test.ts': ['ends', 'is %s'] } } } },
  { title: 'Holds', failures: { 'B-01': { ...SAID, never: 'no hold' }, 'B-02': { ...SAID, open: 'yet' } } },
];
const SOURCE = "it('ends', () => {});\nit.each(['up'])('is %s', () => {});";

function titlesMissingIn(source: string | undefined): readonly string[] {
  return unwritten(CHAPTERS, () => source).map(({ title }) => title);
}

describe('the failures of the field', () => {
  it('are all there, in order', () => {
    expect(misnumbered(fieldFailures)).toEqual([]);
    expect(Object.values(countsOf(fieldFailures)).reduce((sum, count) => sum + count)).toBe(FAILURE_COUNT);
  });

  it('are counted by what is said of them', () => {
    expect(countsOf(CHAPTERS)).toEqual({ tests: 1, never: 1, later: 0, open: 1 });
  });

  it('have the letter of their chapter and no gap', () => {
    const failures = { 'C-01': { ...SAID, never: '' }, 'C-03': { ...SAID, never: '' } };
    expect(misnumbered([...CHAPTERS, { title: 'More', failures }])).toEqual(['C-03']);
    expect(misnumbered([...CHAPTERS.slice(1)])).toEqual(['B-01', 'B-02']);
  });

  it.each([
    ['where they are', SOURCE, []],
    ['renamed', SOURCE.replace('ends', 'ends well'), ['ends']],
    ['commented out', SOURCE.replace('it(', '// it('), ['ends']],
    ['in a file that is gone', undefined, ['ends', 'is %s']],
  ])('name tests that are %s', (_, source, missing) => {
    expect(titlesMissingIn(source)).toEqual(missing);
  });

  it('name tests that are run, whatever becomes of them', () => {
    const run = (name: string, file = 'a.test.ts') => ({ file, name, passed: false, shown: [] });
    expect(notRun(CHAPTERS, [run('a call › ends'), run('a call › is up')])).toEqual([]);
    expect(notRun(CHAPTERS, [run('a call › ends (pool)'), run('a call › is up', 'b.test.ts')])).toEqual([
      { id: 'A-01', file: 'a.test.ts', title: 'is %s' },
    ]);
    const shared = [
      { title: 'Calls', failures: { 'A-01': { ...SAID, tests: { 'contract.ts': ['ends'] } } } },
    ];
    expect(notRun(shared, [run('a call › ends')])).toEqual([]);
    expect(notRun(shared, [])).toHaveLength(1);
  });
});
