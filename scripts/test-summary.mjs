// What a run of vitest says, from its JSON reports. Pure functions.

/** Passed, failed and skipped tests of all reports. */
export function totals(reports) {
  const sum = (key) => reports.reduce((total, report) => total + (report[key] ?? 0), 0);
  return {
    passed: sum('numPassedTests'),
    failed: sum('numFailedTests'),
    skipped: sum('numPendingTests') + sum('numTodoTests'),
  };
}

/** Titles of what was skipped, with their reasons, each once. */
export function leftOut(reports) {
  const titles = new Set();
  for (const { suites, test } of tests(reports)) {
    if (test.status === 'passed' || test.status === 'failed') continue;
    titles.add(suites.find((suite) => suite.includes('(left out:')) ?? [...suites, test.title].join(' › '));
  }
  return [...titles];
}

const BACK_END = /^seed scenarios on (.+?)( \(left out: .*)?$/;
const SCENARIO = /^#(\d+) (.+)$/;

/** Scenario × back end as a table; a scenario of two halves passes when both do. Empty when none ran. */
export function matrixOf(reports) {
  const backEnds = new Map();
  const titles = new Map();
  for (const { suites, test } of tests(reports)) {
    const [, backEnd] = suites.map((suite) => BACK_END.exec(suite)).find((match) => match !== null) ?? [];
    const [, id, title] = SCENARIO.exec(test.title) ?? [];
    if (backEnd === undefined || id === undefined) continue;
    if (!titles.has(id)) titles.set(id, title);
    const results = backEnds.get(backEnd) ?? new Map();
    backEnds.set(backEnd, results.set(id, worst(results.get(id), test.status)));
  }
  if (backEnds.size === 0) return '';
  const names = [...backEnds.keys()].sort((a, b) =>
    a === 'simulator' ? -1 : b === 'simulator' ? 1 : a.localeCompare(b),
  );
  const ids = [...titles.keys()].sort((a, b) => Number(a) - Number(b));
  const rows = [
    ['#', 'scenario', ...names],
    ...ids.map((id) => [id, titles.get(id), ...names.map((name) => word(backEnds.get(name).get(id)))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const results = names.flatMap((name) => ids.map((id) => backEnds.get(name).get(id)));
  const count = (status) => results.filter((result) => result === status).length;
  const ran = count('passed') + count('failed');
  const leftOutToo = ran < results.length ? `, ${results.length - ran} left out` : '';
  return [...lines, `${count('passed')} of ${ran} pass${leftOutToo}`].map((line) => `  ${line}`).join('\n');
}

function* tests(reports) {
  for (const report of reports) {
    for (const file of report.testResults) {
      for (const test of file.assertionResults) yield { suites: test.ancestorTitles, test };
    }
  }
}

function worst(one, other) {
  const order = ['failed', 'passed'];
  if (one === undefined) return other;
  return order.find((status) => one === status || other === status) ?? one;
}

function word(status) {
  return status === 'passed' ? 'pass' : status === 'failed' ? 'FAIL' : 'left out';
}
