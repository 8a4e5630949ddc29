// Which test shows which entry of the protocol's catalogue on a live server: conformance/evidence.json.
//   tsx scripts/evidence.ts REPORT…           renews it from JSON reports of vitest
//   tsx scripts/evidence.ts --check REPORT…   says what is missing, what the reports of all tests refute, and which tests
//                                             of conformance/field-failures.json they don't have
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue, demanded } from '../conformance/catalogue.js';
import {
  claimsOf,
  type Evidence,
  type JsonReport,
  missing,
  refuted,
  renewed,
  testsOf,
} from '../conformance/evidence.js';
import { fieldFailures, notRun } from '../conformance/field-failures.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = fileURLToPath(new URL('../conformance/evidence.json', import.meta.url));
const reports = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const run = reports.flatMap((path) => testsOf(JSON.parse(readFileSync(path, 'utf8')) as JsonReport, root));
const committed: Evidence = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const wanted = demanded(catalogue);

if (process.argv.includes('--check')) {
  const complaints = [
    ...missing(committed, wanted).map((key) => `no test shows: ${key}`),
    ...refuted(committed, run).map(
      ({ file: path, test, key }) => `${path}: "${test}" no longer shows: ${key}`,
    ),
    ...run.flatMap(({ file: path, name, shown }) =>
      shown
        .filter((key) => Object.hasOwn(catalogue.never, key))
        .map((key) => `${path}: "${name}" shows what the catalogue says is never sent: ${key}`),
    ),
    ...claimsOf(committed)
      .filter(({ file: path }) => !existsSync(`${root}${path}`))
      .map(({ file: path, key }) => `${path} is gone, which showed: ${key}`),
    ...(run.length === 0 ? [] : notRun(fieldFailures, run)).map(
      ({ id, file: path, title }) => `${path}: "${title}" was not run, which would catch failure ${id}`,
    ),
  ];
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) {
    console.error('Write the tests that are missing, then run: npm run evidence');
    process.exitCode = 1;
  }
} else {
  const evidence = renewed(committed, wanted, run);
  writeFileSync(file, `${JSON.stringify(evidence, undefined, 2)}\n`);
  const left = missing(evidence, wanted);
  console.log(`${wanted.length - left.length} of ${wanted.length} entries are shown`);
  for (const key of left) console.log(`  no test shows: ${key}`);
}
