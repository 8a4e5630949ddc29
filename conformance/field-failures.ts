import { readFileSync } from 'node:fs';
import type { TestRun } from './evidence.js';

/** What has failed in call centers of this kind, and why it does not fail here. */
export interface FailureChapter {
  readonly title: string;
  /** By id: the letter of the chapter and a number, `A-01`. */
  readonly failures: Readonly<Record<string, FieldFailure>>;
}

export type FieldFailure = {
  /** What users saw. */
  readonly seen: string;
  /** What must hold instead. */
  readonly holds: string;
} & Verdict;

export type Verdict =
  /** Titles as they are written, by the file where they are. A row of `it.each` has a title of its own. */
  | { readonly tests: Readonly<Record<string, readonly string[]>> }
  /** It cannot occur, for a reason that the code shows. */
  | { readonly never: string }
  /** It belongs to a part of the product that is not there yet. */
  | { readonly later: string }
  /** It does not hold. */
  | { readonly open: string };

/** How many there are: none is dropped for want of a test. */
export const FAILURE_COUNT = 250;

export const fieldFailures: readonly FailureChapter[] = JSON.parse(
  readFileSync(new URL('field-failures.json', import.meta.url), 'utf8'),
);

export interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly title: string;
}

export function namedTests(chapters: readonly FailureChapter[]): readonly NamedTest[] {
  return entriesOf(chapters).flatMap(([id, failure]) =>
    'tests' in failure
      ? Object.entries(failure.tests).flatMap(([file, titles]) =>
          titles.map((title) => ({ id, file, title })),
        )
      : [],
  );
}

/** How many entries have each verdict. */
export function countsOf(
  chapters: readonly FailureChapter[],
): Readonly<Record<'tests' | 'never' | 'later' | 'open', number>> {
  const failures = entriesOf(chapters).map(([, failure]) => failure);
  const count = (verdict: string): number => failures.filter((failure) => verdict in failure).length;
  return { tests: count('tests'), never: count('never'), later: count('later'), open: count('open') };
}

/** Ids that are missing or out of order: chapters are lettered, their entries numbered from 01. */
export function misnumbered(chapters: readonly FailureChapter[]): readonly string[] {
  return chapters.flatMap(({ failures }, chapter) => {
    const letter = String.fromCharCode('A'.charCodeAt(0) + chapter);
    return Object.keys(failures).filter(
      (id, index) => id !== `${letter}-${String(index + 1).padStart(2, '0')}`,
    );
  });
}

/**
 * Tests that are not where they are said to be.
 *
 * @param read the text of a file of the repository, undefined if there is none
 */
export function unwritten(
  chapters: readonly FailureChapter[],
  read: (file: string) => string | undefined,
): readonly NamedTest[] {
  const sources = new Map<string, string>();
  return namedTests(chapters).filter(({ file, title }) => {
    const source = sources.get(file) ?? withoutComments(read(file) ?? '');
    sources.set(file, source);
    return !["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
  });
}

/** Tests that a run of all tests did not have, whatever it made of them. Those of shared suites have run in another file. */
export function notRun(chapters: readonly FailureChapter[], run: readonly TestRun[]): readonly NamedTest[] {
  return namedTests(chapters).filter(({ file, title }) => {
    const pattern = patternOf(title);
    const isShared = !file.endsWith('.test.ts');
    return !run.some((test) => (isShared || test.file === file) && pattern.test(test.name));
  });
}

function entriesOf(chapters: readonly FailureChapter[]): readonly (readonly [string, FieldFailure])[] {
  return chapters.flatMap(({ failures }) => Object.entries(failures));
}

function withoutComments(source: string): string {
  return source.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
}

/** What a title is in a run, where its placeholders are filled in. */
function patternOf(title: string): RegExp {
  const parts = title.split(/%[sdij]|\$\{.*?\}|\$\w+/);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
}
