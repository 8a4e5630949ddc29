import { describe, expect, it } from 'vitest';
import { type Evidence, missing, refuted, renewed, type TestRun, testsOf } from './evidence.js';

const COMMITTED: Evidence = {
  'a.test.ts': { 'login fails': ['login failure', 'gone'] },
  'b.test.ts': { 'a call': ['event'] },
};
const DEMANDED = ['login failure', 'event', 'new'];

function run(file: string, name: string, shown: readonly string[], passed = true): TestRun {
  return { file, name, passed, shown };
}

describe('evidence', () => {
  it('is read from a report of vitest', () => {
    const assertionResults = [
      { ancestorTitles: ['a', 'b'], title: 'c', status: 'passed', meta: { eccp: ['x'] } },
      { ancestorTitles: [], title: 'd', status: 'failed' },
    ];
    expect(testsOf({ testResults: [{ name: '/r/e.test.ts', assertionResults }] }, '/r/')).toEqual([
      run('e.test.ts', 'a › b › c', ['x']),
      run('e.test.ts', 'd', [], false),
    ]);
  });

  it('is missing where no test is claimed', () => {
    expect(missing(COMMITTED, DEMANDED)).toEqual(['new']);
  });

  it.each<[string, readonly TestRun[], readonly string[]]>([
    ['nothing, if all is shown', [run('a.test.ts', 'login fails', ['login failure', 'gone'])], []],
    ['what is no longer shown', [run('a.test.ts', 'login fails', ['gone'])], ['login failure']],
    ['a test that is gone', [run('a.test.ts', 'other', [])], ['login failure', 'gone']],
    ['nothing, if the test failed for a reason of its own', [run('a.test.ts', 'login fails', [], false)], []],
    ['nothing of files that were left out', [run('c.test.ts', 'x', [])], []],
  ])('refuted by a run is %s', (_, tests, keys) => {
    expect(refuted(COMMITTED, tests).map(({ key }) => key)).toEqual(keys);
  });

  it('stays where it holds, is replaced where not, and takes the test that speaks of it', () => {
    const tests = [
      run('0.test.ts', 'everything', ['login failure', 'event', 'new']),
      run('a.test.ts', 'login fails', ['login failure']),
      run('b.test.ts', 'a call', []),
      run('c.test.ts', 'the event', ['event']),
      run('c.test.ts', 'a failing new event', ['event', 'new'], false),
    ];
    expect(renewed(COMMITTED, DEMANDED, tests)).toEqual({
      '0.test.ts': { everything: ['new'] },
      'a.test.ts': { 'login fails': ['login failure'] },
      'c.test.ts': { 'the event': ['event'] },
    });
  });
});
