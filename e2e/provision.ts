import { labDir } from './lab/lab-dir.js';
import { machineMirror } from './provision/apt-mirror.js';
import { installRoot } from './provision/private-root.js';
import { type PartName, partNames, type RootSpec, rootSpecs } from './provision/roots.js';

const usage = `usage: npm run provision -- [--only ${partNames.join(',')}]

Unpacks what the end-to-end tests drive (Asterisk 16 and 22, SIP phones, a SIP trunk, MariaDB) from Debian packages
into a private folder. Nothing is installed on the machine, root is not needed, a second run finds it all there.

  OPENECCP_LAB_DIR         the folder (default: openeccp in the user's cache, /var/cache for root)
  OPENECCP_DEBIAN_MIRROR   the Debian archive (default: the one in the machine's apt sources)`;

type CommandLine =
  | { readonly kind: 'run'; readonly parts: readonly PartName[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

function parseArguments(args: readonly string[]): CommandLine {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (args.length === 0) return { kind: 'run', parts: partNames };
  const [option, value] = args[0]?.startsWith('--only=') ? ['--only', args[0].slice('--only='.length)] : args;
  if (option !== '--only' || value === undefined)
    return { kind: 'wrong', problem: `I do not know ${args.join(' ')}.` };
  const wanted = value.split(',');
  const unknown = wanted.filter((name) => !partNames.some((part) => part === name));
  if (unknown.length > 0) return { kind: 'wrong', problem: `There is no part ${unknown.join(', ')}.` };
  return { kind: 'run', parts: partNames.filter((part) => wanted.includes(part)) };
}

async function provision(parts: readonly PartName[]): Promise<boolean> {
  const dir = labDir();
  const specs: RootSpec[] = Object.values(rootSpecs).filter((spec) => parts.includes(spec.part));
  const mirror = machineMirror();
  console.log(`lab in ${dir}`);
  const results = await Promise.all(specs.map((spec) => provisionRoot(dir, spec, mirror)));
  return results.every((good) => good);
}

async function provisionRoot(...[dir, spec, mirror]: Parameters<typeof installRoot>): Promise<boolean> {
  const name = spec.name.padEnd(10);
  const start = performance.now();
  try {
    const root = await installRoot(dir, spec, mirror);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${name} ${root.kind === 'present' ? 'present' : `installed in ${seconds} s`}: ${root.version}`,
    );
    return true;
  } catch (error) {
    console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const commandLine = parseArguments(process.argv.slice(2));
switch (commandLine.kind) {
  case 'help':
    console.log(usage);
    break;
  case 'wrong':
    console.error(`${commandLine.problem}\n${usage}`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = (await provision(commandLine.parts)) ? 0 : 1;
    break;
}
