// `npm test`: installs, builds, runs every test that this machine can run, says what was left out and why.
// With OPENECCP_REQUIRE=asterisk,mariadb nothing may be left out; see e2e/README.md.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';
import { leftOut, matrixOf, totals } from './test-summary.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
const filters = process.argv.slice(2);

/** Scenarios on real peers mostly wait, so more of them than there are cores run side by side. */
const projects = [
  { name: 'unit', workers: [] },
  { name: 'e2e', workers: ['--maxWorkers=6'] },
];

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'openeccp-test-'));
try {
  const results = [];
  for (const { name, workers } of projects) {
    const file = join(folder, `${name}.json`);
    const code = await run([
      'run',
      '--project',
      name,
      '--passWithNoTests',
      ...workers,
      ...reporters(file),
      ...filters,
    ]);
    results.push({ name, code, file, report: reportOf(file) });
  }
  const files = results.flatMap(({ file, report }) => (report === undefined ? [] : [file]));
  // A part of the tests says nothing about the evidence of all.
  const refuted = filters.length === 0 && !checkEvidence(files);
  process.exitCode = Math.max(summarise(results), Number(refuted));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function reporters(file) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Whether the tests still show what the reference says of them. */
function checkEvidence(files) {
  const command = [tsx, join(root, 'scripts/evidence.ts'), '--check', ...files];
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status === 0;
}

function reportOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function summarise(results) {
  const reports = results.flatMap(({ report }) => (report === undefined ? [] : [report]));
  const matrix = matrixOf(reports);
  if (matrix !== '') console.log(`\nThe scenarios of the starting document:\n${matrix}`);
  const missing = leftOut(reports);
  if (missing.length > 0) console.log(`\nLeft out:\n${missing.map((line) => `  ${line}`).join('\n')}`);
  const { passed, failed, skipped } = totals(reports);
  // A file that can't even be loaded, or a runner that died, fails no test of its own.
  const broken = results.filter(
    ({ code, report }) => code !== 0 && (report?.numFailedTests ?? 0) === 0,
  ).length;
  console.log(`\n${passed} passed, ${failed + broken} failed, ${skipped} skipped`);
  return results.some(({ code }) => code !== 0) ? 1 : 0;
}
