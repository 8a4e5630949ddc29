import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Section, sectionLines, thisMachine, toMarkdown, withSection } from './report.js';
import type { Stand } from './stand.js';

/** A benchmark. Those on the stand need a server with its agents logged in, which is what `memory` leaves behind. */
type Case =
  | { readonly kind: 'alone'; readonly run: () => Promise<Section> }
  | { readonly kind: 'on-stand'; readonly run: (stand: Stand) => Promise<Section> }
  /** Too long for every run: what it found last is kept. */
  | { readonly kind: 'long'; readonly run: (minutes: number) => Promise<Section> };

const RESULTS = new URL('./results.md', import.meta.url);
const LONG = new URL('./long-runs.json', import.meta.url);

/** Imported only after the build: what is measured is what is delivered. */
async function cases(): Promise<ReadonlyMap<string, Case>> {
  const { ami } = await import('./cases/ami.js');
  const { comparison } = await import('./cases/comparison.js');
  const { healing } = await import('./cases/healing.js');
  const { steps } = await import('./cases/steps.js');
  const { memory } = await import('./cases/memory.js');
  const { roundTrips } = await import('./cases/round-trips.js');
  const { fanOut } = await import('./cases/fan-out.js');
  const { campaigns } = await import('./cases/campaigns.js');
  const { consoleStart } = await import('./cases/console-start.js');
  const { consoles } = await import('./cases/consoles.js');
  const { loginStorm } = await import('./cases/login-storm.js');
  const { soak } = await import('./cases/soak.js');
  return new Map<string, Case>([
    ['ami', { kind: 'alone', run: ami }],
    ['comparison', { kind: 'alone', run: comparison }],
    ['healing', { kind: 'alone', run: healing }],
    ['steps', { kind: 'alone', run: steps }],
    ['memory', { kind: 'on-stand', run: memory }],
    ['round-trips', { kind: 'on-stand', run: roundTrips }],
    ['fan-out', { kind: 'on-stand', run: fanOut }],
    ['console-start', { kind: 'on-stand', run: consoleStart }],
    ['consoles', { kind: 'on-stand', run: consoles }],
    ['campaigns', { kind: 'alone', run: campaigns }],
    ['login-storm', { kind: 'alone', run: loginStorm }],
    ['soak', { kind: 'long', run: soak }],
  ]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, minutes: { type: 'string', default: '60' } },
  });
  const machine = thisMachine();
  build();
  const all = await cases();
  const wanted = values.only ?? [...all.keys()];
  const unknown = wanted.find((name) => !all.has(name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark ${unknown}. There are: ${[...all.keys()].join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const sections: Section[] = [];
  const done = (section: Section): void => {
    sections.push(section);
    console.log(sectionLines(section).join('\n'));
    for (const problem of section.broken ?? []) {
      console.error(`${section.title}: ${problem}`);
      process.exitCode = 1;
    }
  };
  for (const name of wanted) {
    const one = all.get(name);
    if (one?.kind === 'alone') done(await one.run());
    if (one?.kind !== 'long' || values.only === undefined) continue;
    const section = await one.run(Number(values.minutes));
    done(section);
    await writeFile(LONG, `${JSON.stringify({ ...(await longRuns()), [name]: section }, undefined, 2)}\n`);
    await writeFile(RESULTS, withSection(await readFile(RESULTS, 'utf8'), section));
    console.log('\nWritten to bench/results.md, and kept there when npm run bench writes it anew.');
  }
  const onStand = wanted.flatMap((name) => {
    const one = all.get(name);
    return one?.kind === 'on-stand' ? [{ name, run: one.run }] : [];
  });
  if (onStand.length > 0) {
    const { Stand } = await import('./stand.js');
    await using stand = await Stand.start();
    if (!wanted.includes('memory')) await stand.logInAgents();
    for (const { run } of onStand) done(await run(stand));
  }
  if (values.only !== undefined) return;
  await writeFile(RESULTS, toMarkdown(machine, [...sections, ...Object.values(await longRuns())]));
  console.log('\nWritten to bench/results.md.');
}

/** What long runs found last, by name. */
async function longRuns(): Promise<Readonly<Record<string, Section>>> {
  return existsSync(LONG) ? JSON.parse(await readFile(LONG, 'utf8')) : {};
}

function build(): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  execFileSync(process.execPath, [fileURLToPath(new URL('./bin/tsc', `file://${compiler}`)), '-b'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  });
}

await main();
