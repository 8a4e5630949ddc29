import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A program with the arguments that must come first. */
export type Command = { readonly file: string; readonly args: readonly string[] };

const triplets: Readonly<Record<string, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/**
 * The folder of the private roots, shared by all clones. Under `/var/cache` for root, whose home the unprivileged
 * user that the tests start programs as cannot enter.
 */
export function labDir(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['OPENECCP_LAB_DIR'];
  if (chosen) return chosen;
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'openeccp');
  return process.getuid?.() === 0 ? '/var/cache/openeccp' : join(homedir(), '.cache', 'openeccp');
}

/** Debian's name of this machine's architecture as folders of libraries are called. */
export function libraryTriplet(): string {
  const triplet = triplets[process.arch];
  if (process.platform !== 'linux' || triplet === undefined) {
    throw new Error(`The lab runs on Linux on x64 or arm64, not on ${process.platform} ${process.arch}.`);
  }
  return triplet;
}

/**
 * How to run a program of a private root: through the root's own loader, so that it finds the root's libc and
 * libraries. Needs neither root nor chroot.
 */
export function rootCommand(root: string, program: string): Command {
  const triplet = libraryTriplet();
  const libraries = join(root, 'usr/lib', triplet);
  const legacy = join(root, 'lib', triplet);
  const loader = [libraries, legacy].flatMap((dir) => loadersIn(dir))[0];
  if (loader === undefined)
    throw new Error(`${root} holds no dynamic loader. Remove it and run: npm run provision`);
  const path = [libraries, legacy, join(root, 'usr/lib')].join(':');
  return { file: loader, args: ['--library-path', path, join(root, program)] };
}

function loadersIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => /^ld-linux-.*\.so\.\d+$/.test(name))
    .map((name) => join(dir, name));
}
