import type { AptMirror } from './apt-mirror.js';

/** The parts that `--only` can name. */
export const partNames = ['asterisk', 'phones', 'sipp', 'mariadb'] as const;
export type PartName = (typeof partNames)[number];

/** A suite of Debian, in the archive or among the security updates. */
type Suite = { readonly from: keyof AptMirror; readonly name: string };

/**
 * A program of Debian with everything it needs, its libc included, unpacked into a folder of its own.
 * The suite is fixed, so that every machine tests against the same version.
 */
export type RootSpec = {
  readonly name: string;
  readonly part: PartName;
  readonly suites: readonly Suite[];
  readonly packages: readonly string[];
  /** The program, relative to the root, and the arguments that make it print its version. */
  readonly program: string;
  readonly version: readonly string[];
};

const bookworm: readonly Suite[] = [
  { from: 'archive', name: 'bookworm' },
  { from: 'security', name: 'bookworm-security' },
];

export const rootSpecs = {
  asterisk16: {
    name: 'asterisk16',
    part: 'asterisk',
    suites: [
      { from: 'archive', name: 'bullseye' },
      { from: 'security', name: 'bullseye-security' },
    ],
    packages: ['asterisk', 'asterisk-modules', 'asterisk-core-sounds-en-gsm'],
    program: 'usr/sbin/asterisk',
    version: ['-V'],
  },
  asterisk22: {
    name: 'asterisk22',
    part: 'asterisk',
    suites: [{ from: 'archive', name: 'sid' }],
    packages: ['asterisk', 'asterisk-modules', 'asterisk-core-sounds-en-gsm'],
    program: 'usr/sbin/asterisk',
    version: ['-V'],
  },
  baresip: {
    name: 'baresip',
    part: 'phones',
    suites: bookworm,
    packages: ['baresip-core'],
    program: 'usr/bin/baresip',
    version: ['-h'],
  },
  sipp: {
    name: 'sipp',
    part: 'sipp',
    suites: bookworm,
    packages: ['sip-tester'],
    program: 'usr/bin/sipp',
    version: ['-v'],
  },
  mariadb: {
    name: 'mariadb',
    part: 'mariadb',
    suites: bookworm,
    packages: ['mariadb-server'],
    program: 'usr/sbin/mariadbd',
    version: ['--version'],
  },
} as const satisfies Record<string, RootSpec>;

export type RootName = keyof typeof rootSpecs;

/** The lines of apt's `sources.list` for a root. */
export function sourceLines(spec: RootSpec, mirror: AptMirror, keyring: string): string[] {
  return spec.suites.map((suite) => `deb [signed-by=${keyring}] ${mirror[suite.from]} ${suite.name} main`);
}
