// `npm run check`: everything that CI checks besides the tests. All of it runs, then the failures are named.
import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readdirSync(`${root}/packages`);

/** What `npx NAME` would run, without asking anybody else. */
const bin = (name) => realpathSync(`${root}/node_modules/.bin/${name}`);

const checks = [
  { what: 'build', command: ['tsc', '-b'] },
  { what: 'types of tests, scripts and examples', command: ['tsc', '-p', 'tsconfig.check.json'] },
  { what: 'style', command: ['biome', 'check', '.'] },
  { what: 'unused code and dependencies', command: ['knip'] },
  { what: 'the reference is up to date', command: ['tsx', 'scripts/generate-reference.ts', '--check'] },
  {
    what: 'a test shows every entry of the catalogue',
    command: ['tsx', 'scripts/evidence.ts', '--check'],
  },
  ...packages.map((name) => ({
    what: `package ${name} can be published`,
    command: ['publint', `packages/${name}`, '--strict'],
  })),
];

const failed = checks.filter(({ what, command }) => {
  const [tool, ...args] = command;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin(tool), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  console.log(`${status === 0 ? '✓' : '✗'} ${what}`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status !== 0;
});
if (failed.length > 0) {
  console.error(
    `\n${failed.length} of ${checks.length} checks failed: ${failed.map(({ what }) => what).join('; ')}`,
  );
  process.exitCode = 1;
}
