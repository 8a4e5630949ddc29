import type { Key } from './catalogue.js';

/** Which tests show which entries of the catalogue: file, test, entries. */
export type Evidence = Readonly<Record<string, Readonly<Record<string, readonly Key[]>>>>;

/** A test as a run has left it. */
export interface TestRun {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  /** What a live server has sent in it. */
  readonly shown: readonly Key[];
}

/** The part of vitest's JSON report that evidence is taken from. */
export interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly meta?: { readonly eccp?: readonly Key[] };
    }[];
  }[];
}

export interface Claim {
  readonly file: string;
  readonly test: string;
  readonly key: Key;
}

/** The tests of a run. @param root folder of the repository, with a slash at its end */
export function testsOf(report: JsonReport, root: string): readonly TestRun[] {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, meta }) => ({
      file: name.startsWith(root) ? name.slice(root.length) : name,
      name: [...ancestorTitles, title].join(' › '),
      passed: status === 'passed',
      shown: meta?.eccp ?? [],
    })),
  );
}

export function claimsOf(evidence: Evidence): readonly Claim[] {
  return Object.entries(evidence).flatMap(([file, tests]) =>
    Object.entries(tests).flatMap(([test, keys]) => keys.map((key) => ({ file, test, key }))),
  );
}

/**
 * Claims that a run has refuted: their file was run, but no such test has passed in it and shown the entry. Files that were left
 * out, and tests that were skipped or failed for reasons of their own, refute nothing.
 */
export function refuted(evidence: Evidence, run: readonly TestRun[]): readonly Claim[] {
  const files = new Set(run.map(({ file }) => file));
  const tests = new Map(run.map((test) => [testKey(test.file, test.name), test]));
  return claimsOf(evidence).filter(({ file, test, key }) => {
    if (!files.has(file)) return false;
    const found = tests.get(testKey(file, test));
    return found === undefined || (found.passed && !found.shown.includes(key));
  });
}

/** Entries without a test. */
export function missing(evidence: Evidence, demanded: readonly Key[]): readonly Key[] {
  const claimed = new Set(claimsOf(evidence).map(({ key }) => key));
  return demanded.filter((key) => !claimed.has(key));
}

/**
 * The evidence after a run: what it has not refuted stays as it is, so that the table changes no more than it must; for
 * the rest a test is chosen, if the run has one, whose name speaks of the entry and which shows little else.
 */
export function renewed(evidence: Evidence, demanded: readonly Key[], run: readonly TestRun[]): Evidence {
  const gone = new Set(refuted(evidence, run).map(claimKey));
  const wanted = new Set(demanded);
  const kept = claimsOf(evidence).filter((claim) => !gone.has(claimKey(claim)) && wanted.has(claim.key));
  const settled = new Set(kept.map(({ key }) => key));
  const passed = run.filter((test) => test.passed && test.shown.length > 0).toSorted(byName);
  const found = demanded.flatMap((key): readonly Claim[] => {
    if (settled.has(key)) return [];
    const candidates = passed.filter((test) => test.shown.includes(key));
    const [best] = candidates.toSorted(
      (a, b) => wordsIn(b.name, key) - wordsIn(a.name, key) || a.shown.length - b.shown.length,
    );
    return best === undefined ? [] : [{ file: best.file, test: best.name, key }];
  });
  return grouped([...kept, ...found], demanded);
}

function grouped(claims: readonly Claim[], order: readonly Key[]): Evidence {
  const rank = new Map(order.map((key, index) => [key, index]));
  const files = new Map<string, Map<string, Key[]>>();
  const sorted = claims.toSorted(
    (a, b) =>
      compare(a.file, b.file) || compare(a.test, b.test) || (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0),
  );
  for (const { file, test, key } of sorted) {
    const tests = files.get(file) ?? new Map<string, Key[]>();
    files.set(file, tests);
    tests.set(test, [...(tests.get(test) ?? []), key]);
  }
  return Object.fromEntries([...files].map(([file, tests]) => [file, Object.fromEntries(tests)]));
}

/** How many words of the entry the name of the test has. */
function wordsIn(name: string, key: Key): number {
  return key.split(/\W+/).filter((word) => name.includes(word)).length;
}

function byName(a: TestRun, b: TestRun): number {
  return compare(a.file, b.file) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function claimKey({ file, test, key }: Claim): string {
  return `${testKey(file, test)}\n${key}`;
}

function testKey(file: string, name: string): string {
  return `${file}\n${name}`;
}
