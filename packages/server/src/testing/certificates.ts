import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type CertificateName = 'server' | 'renewed' | 'client' | 'impostor';

/** The path of a certificate for tests, or of an authority's. */
export function certificateFile(name: CertificateName | 'authority' | 'stranger'): string {
  return fileURLToPath(new URL(`./certificates/${name}.pem`, import.meta.url));
}

/** The path of its key. */
export function keyFile(name: CertificateName): string {
  return fileURLToPath(new URL(`./certificates/${name}.key.pem`, import.meta.url));
}

/** What a client shows of itself, and whom it trusts. */
export function clientTls(name?: CertificateName): { ca: Buffer; cert?: Buffer; key?: Buffer } {
  const ca = readFileSync(certificateFile('authority'));
  if (name === undefined) return { ca };
  return { ca, cert: readFileSync(certificateFile(name)), key: readFileSync(keyFile(name)) };
}
