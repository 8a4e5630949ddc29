import { readFileSync } from 'node:fs';

/** The version of this package. */
export function productVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: { readonly version?: unknown } = JSON.parse(text);
  return String(manifest.version);
}
