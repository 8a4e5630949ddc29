import { describe } from 'vitest';
import { installedVersion } from '../provision/private-root.js';
import { type PartName, type RootSpec, rootSpecs } from '../provision/roots.js';
import { labDir } from './lab-dir.js';

export type RequirementName = 'asterisk' | 'mariadb';

export type Requirement = { readonly available: true } | { readonly available: false; readonly why: string };

/** Calls on an Asterisk need phones and the far end of a trunk. */
const partsOf: Readonly<Record<RequirementName, readonly PartName[]>> = {
  asterisk: ['asterisk', 'phones', 'sipp'],
  mariadb: ['mariadb'],
};

/**
 * Whether this machine has what tests on real peers need.
 *
 * @throws Error when it is missing and `OPENECCP_REQUIRE` (names separated by commas) names it: where everything must
 * run, nothing is left out unseen.
 */
export function requirement(name: RequirementName, env: NodeJS.ProcessEnv = process.env): Requirement {
  const missing = missingRoots(partsOf[name], labDir(env));
  if (missing.length === 0) return { available: true };
  const why = `${missing.join(', ')} not in ${labDir(env)}: run npm run provision`;
  if (requiredNames(env).includes(name)) throw new Error(`OPENECCP_REQUIRE names ${name}, but ${why}`);
  return { available: false, why };
}

/** `describe` for tests on real peers: skipped where they are missing, and the title says why. */
export function describeWith(names: readonly RequirementName[], title: string, body: () => void): void {
  const reasons = names
    .map((name) => requirement(name))
    .flatMap((answer) => (answer.available ? [] : [answer.why]));
  if (reasons.length === 0) describe(title, body);
  else describe.skip(`${title} (left out: ${reasons.join('; ')})`, body);
}

function missingRoots(parts: readonly PartName[], dir: string): string[] {
  const specs: RootSpec[] = Object.values(rootSpecs).filter((spec) => parts.includes(spec.part));
  return specs.filter((spec) => installedVersion(dir, spec) === undefined).map((spec) => spec.name);
}

function requiredNames(env: NodeJS.ProcessEnv): readonly string[] {
  const names = (env['OPENECCP_REQUIRE'] ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !(name in partsOf));
  if (unknown !== undefined) {
    throw new Error(`OPENECCP_REQUIRE names ${unknown}; it knows ${Object.keys(partsOf).join(' and ')}.`);
  }
  return names;
}
