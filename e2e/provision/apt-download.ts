import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AptMirror } from './apt-mirror.js';
import { type RootSpec, sourceLines } from './roots.js';

/** A slow mirror may take its time, a dead one is given up. */
const aptDeadlineMs = 600_000;

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Has apt download a root's packages and all that they depend on, as if nothing were installed, checking signatures.
 * Apt's lists, cache and status are in `work`; from the machine it takes only its settings (proxy, credentials).
 *
 * @returns the folder with the `.deb` files.
 */
export async function downloadClosure(work: string, spec: RootSpec, mirror: AptMirror): Promise<string> {
  if (!existsSync(keyring)) {
    throw new Error(`${keyring} is missing: install the package debian-archive-keyring.`);
  }
  const archives = join(work, 'archives');
  for (const dir of ['lists/partial', 'archives/partial', 'parts'])
    mkdirSync(join(work, dir), { recursive: true });
  writeFileSync(join(work, 'status'), '');
  writeFileSync(join(work, 'sources.list'), `${sourceLines(spec, mirror, keyring).join('\n')}\n`);
  const config = join(work, 'apt.conf');
  writeFileSync(config, aptConfig(work));

  const update = await apt(config, ['update', '--error-on=any']);
  if (update.kind === 'failed') throw new Error(explainUpdate(update.output, spec, mirror));
  const install = await apt(config, ['--yes', '--download-only', 'install', ...spec.packages]);
  if (install.kind === 'failed') {
    throw new Error(`apt could not download ${spec.packages.join(', ')}:\n${errorLines(install.output)}`);
  }
  return archives;
}

function aptConfig(work: string): string {
  return `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
Dir::Etc::sourcelist "${work}/sources.list";
Dir::Etc::sourceparts "${work}/parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "${work}/parts";
Dir::State "${work}";
Dir::State::lists "${work}/lists";
Dir::State::status "${work}/status";
Dir::State::extended_states "${work}/extended_states";
Dir::Cache "${work}";
Dir::Cache::archives "${work}/archives";
Dir::Log "${work}";
APT::Install-Recommends "false";
APT::Get::List-Cleanup "false";
APT::Keep-Downloaded-Packages "true";
APT::Sandbox::User "";
Acquire::Languages "none";
// A frozen or archived mirror still serves suites whose index has expired; the signature is checked all the same.
Acquire::Check-Valid-Until "false";
Acquire::Retries "3";
`;
}

type AptResult = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly output: string };

function apt(config: string, args: readonly string[]): Promise<AptResult> {
  return new Promise((resolve, reject) => {
    const options = {
      timeout: aptDeadlineMs,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFile('apt-get', ['-q', '-c', config, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ kind: 'done' });
      else if (error.code === 'ENOENT')
        reject(new Error('apt-get is missing: the lab is made of Debian packages.'));
      else
        resolve({ kind: 'failed', output: stdout + stderr + (error.killed ? 'E: apt-get timed out' : '') });
    });
  });
}

function explainUpdate(output: string, spec: RootSpec, mirror: AptMirror): string {
  const suites = spec.suites.map((suite) => `${suite.name} of ${mirror[suite.from]}`).join(' and ');
  const hint = /does not have a Release file/.test(output)
    ? 'This mirror does not have the suite. Set OPENECCP_DEBIAN_MIRROR to one that has (its URL ends in /debian).'
    : 'Check the network and the machine’s apt settings, then run the same command again.';
  return `apt could not read ${suites}.\n${errorLines(output)}\n${hint}`;
}

function errorLines(output: string): string {
  const lines = output
    .split('\n')
    .filter((line) => /^(E|W|Err)[: ]/.test(line) || /Depends:|PreDepends:/.test(line));
  return lines.map((line) => `  ${line.trim()}`).join('\n');
}
