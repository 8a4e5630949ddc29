// Makes a fresh clone ready to run: dependencies installed, packages built. Plain Node, for nothing else is there yet.
import { spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const MINIMUM_NODE = [20, 19];

/** Written after each install and build that succeeded; what is newer than it has changed since. */
const INSTALLED = join(root, 'node_modules/.package-lock.json');
const BUILT = join(root, 'packages/server/dist/.built');

/** Installs and builds what is missing or older than its sources, and says so. Rejects when that fails. */
export async function prepare() {
  requireNode();
  if (timeOf(INSTALLED) < timeOf(join(root, 'package-lock.json'))) {
    await run(
      'Installing dependencies (once, about a minute) …',
      npm(['ci', '--include=dev', '--no-audit', '--no-fund']),
    );
  }
  if (timeOf(BUILT) < newestSource()) {
    await run('Building …', [process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-b']);
    writeFileSync(BUILT, '');
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Error(
    `OpenECCP needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}. https://nodejs.org has one.`,
  );
}

/** The npm that runs this script, or the one on the path. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, script, ...args] : ['npm', ...args];
}

function run(what, [command, ...args]) {
  console.log(what);
  return new Promise((resolve, reject) => {
    // On Windows npm is a script, which only a shell can start.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `${command === 'npm' ? 'npm' : args[0]} ended with ${signal ?? `code ${code}`}; its messages are above.`,
          ),
        );
    });
  });
}

/** Milliseconds; 0 when the file isn't there. */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestSource() {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const files = packages.flatMap((folder) => [
    join(folder, 'package.json'),
    join(folder, 'tsconfig.json'),
    ...filesBelow(join(folder, 'src')),
  ]);
  return Math.max(timeOf(INSTALLED), timeOf(join(root, 'tsconfig.base.json')), ...files.map(timeOf));
}

function filesBelow(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path;
  });
}
