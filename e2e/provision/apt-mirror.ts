import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian packages come from, as the machine's own apt sources say. No trailing slash. */
export type AptMirror = {
  /** The archive, e.g. `http://mirror.example/debian`. */
  readonly archive: string;
  /** The security archive, e.g. `http://mirror.example/debian-security`. */
  readonly security: string;
};

type SourceEntry = { readonly uri: string; readonly suites: readonly string[] };

/**
 * The Debian mirror of this machine. `OPENECCP_DEBIAN_MIRROR` overrides it, for machines of another distribution.
 *
 * @throws Error when the machine names no Debian archive.
 */
export function machineMirror(env: NodeJS.ProcessEnv = process.env, aptDir = '/etc/apt'): AptMirror {
  const override = env['OPENECCP_DEBIAN_MIRROR'];
  if (override) return withSecurity(trimSlash(override));
  const mirror = findMirror(readSources(aptDir));
  if (mirror === undefined) {
    throw new Error(
      `The apt sources in ${aptDir} name no Debian archive. Set OPENECCP_DEBIAN_MIRROR to the URL of one, ending in /debian.`,
    );
  }
  return mirror;
}

/** Finds the archive and the security archive in the text of apt sources, one-line or deb822 form. */
export function findMirror(sources: readonly string[]): AptMirror | undefined {
  const entries = sources.flatMap(parseSource).filter((entry) => /\/debian(-security)?$/.test(entry.uri));
  const archive = entries.find((entry) => entry.uri.endsWith('/debian'))?.uri;
  if (archive === undefined) return undefined;
  const security = entries.find((entry) => entry.suites.some((suite) => /-security$/.test(suite)))?.uri;
  return { ...withSecurity(archive), ...(security === undefined ? {} : { security }) };
}

/** Mirrors that carry security updates have them beside the archive. */
function withSecurity(archive: string): AptMirror {
  return { archive, security: `${archive}-security` };
}

function readSources(aptDir: string): string[] {
  const parts = join(aptDir, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = names.filter((name) => /\.(list|sources)$/.test(name)).map((name) => join(parts, name));
  return [join(aptDir, 'sources.list'), ...files]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
}

function parseSource(text: string): SourceEntry[] {
  const lines = text.replaceAll(/^\s*#.*\n?/gm, '');
  const oneLine = [...lines.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/gm)].map((match) =>
    entry(match[1] ?? '', match[2] ?? ''),
  );
  const stanzas = lines.split(/\n\s*\n/).flatMap((stanza) => {
    const suites = field(stanza, 'Suites');
    if (field(stanza, 'Enabled') === 'no') return [];
    return field(stanza, 'URIs')
      .split(/\s+/)
      .filter((uri) => uri !== '')
      .map((uri) => entry(uri, suites));
  });
  return [...oneLine, ...stanzas];
}

function field(stanza: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(stanza)?.[1]?.trim() ?? '';
}

function entry(uri: string, suites: string): SourceEntry {
  return { uri: trimSlash(uri), suites: suites.split(/\s+/) };
}

function trimSlash(uri: string): string {
  return uri.replace(/\/+$/, '');
}
