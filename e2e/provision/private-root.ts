import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rootCommand } from '../lab/lab-dir.js';
import { createScratchDir } from '../lab/scratch-dir.js';
import { downloadClosure } from './apt-download.js';
import type { AptMirror } from './apt-mirror.js';
import type { RootSpec } from './roots.js';

const run = promisify(execFile);

/** Names what a finished root holds, so that another choice of packages makes a new root. */
const stampFile = '.openeccp-root';

/** Documentation that no program reads. */
const leftOut = ['doc', 'man', 'locale', 'lintian'].map((folder) => `--exclude=./usr/share/${folder}/*`);

/** Arguments: the package, the root, options for tar. */
const unpackScript = `set -o pipefail; deb=$1 root=$2; shift 2
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --no-same-owner --keep-directory-symlink "$@"`;

export type InstalledRoot = { readonly kind: 'present' | 'installed'; readonly version: string };

/** The version of the root's program, or undefined when the root is missing or holds something else. */
export function installedVersion(labDir: string, spec: RootSpec): string | undefined {
  const stamp = join(labDir, spec.name, stampFile);
  if (!existsSync(stamp)) return undefined;
  const [contents, version] = readFileSync(stamp, 'utf8').split('\n');
  return contents === describe(spec) ? version : undefined;
}

/**
 * Makes sure that the root is there: has apt resolve and download all its packages and unpacks them beside
 * each other. The machine's own packages and package lists are not touched, and no package's script runs.
 *
 * @throws Error when the mirror lacks a suite, a package cannot be had, or the unpacked program does not run.
 */
export async function installRoot(labDir: string, spec: RootSpec, mirror: AptMirror): Promise<InstalledRoot> {
  const present = installedVersion(labDir, spec);
  if (present !== undefined) return { kind: 'present', version: present };

  mkdirSync(labDir, { recursive: true });
  const work = createScratchDir(spec.name, labDir);
  try {
    const archives = await downloadClosure(work.folder('apt'), spec, mirror);
    const root = join(work.path, 'root');
    await unpack(archives, root);
    const version = await programVersion(root, spec);
    writeFileSync(join(root, stampFile), `${describe(spec)}\n${version}\n`);
    replaceRoot(root, labDir, spec);
    return { kind: 'installed', version };
  } finally {
    work.remove();
  }
}

async function unpack(archives: string, root: string): Promise<void> {
  // Newer suites ship everything under /usr and take these links for granted, older ones follow them.
  for (const dir of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', dir), { recursive: true });
    symlinkSync(`usr/${dir}`, join(root, dir));
  }
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    await run('bash', ['-c', unpackScript, 'unpack', join(archives, name), root, ...leftOut]);
  }
  await run('chmod', ['-R', 'a+rX', root]); // Packages hide files from all but their own user, whom we do not make.
  // What the sound package’s own script would link.
  const sounds = join(root, 'usr/share/asterisk/sounds');
  const voice = 'en_US_f_Allison';
  if (existsSync(join(sounds, voice)) && !existsSync(join(sounds, 'en')))
    symlinkSync(voice, join(sounds, 'en'));
}

async function programVersion(root: string, spec: RootSpec): Promise<string> {
  const command = rootCommand(root, spec.program);
  // Some programs print their version and then exit with an error all the same.
  const output = await run(command.file, [...command.args, ...spec.version], { timeout: 10_000 }).then(
    (result) => result.stdout + result.stderr,
    (failure: { stdout?: string; stderr?: string }) => `${failure.stdout ?? ''}${failure.stderr ?? ''}`,
  );
  const version = /\d+\.\d+\.\d[^\s,]*/.exec(output)?.[0];
  if (version === undefined) throw new Error(`The unpacked ${spec.program} does not run: ${output.trim()}`);
  return version;
}

/** Puts the finished root in its place; two runs at once end with one of the two. */
function replaceRoot(root: string, labDir: string, spec: RootSpec): void {
  const place = join(labDir, spec.name);
  if (existsSync(place)) {
    if (installedVersion(labDir, spec) !== undefined) return;
    renameSync(place, `${root}-outdated`);
  }
  renameSync(root, place);
}

function describe(spec: RootSpec): string {
  const suites = spec.suites.map((suite) => suite.name).join(' ');
  return `${suites}: ${spec.packages.join(' ')} (${process.arch})`;
}
