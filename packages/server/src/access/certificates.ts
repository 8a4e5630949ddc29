import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type TlsOptions } from 'node:tls';
import type { Clock } from '../runtime/clock.js';
import { OneAtATime } from '../runtime/one-at-a-time.js';

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** With it, only clients with a certificate that one of these authorities has signed are served. */
  readonly clientCaFile: string | undefined;
}

export interface CertificatesOptions {
  readonly files: CertificateFiles;
  readonly clock: Clock;
  /** Takes what new connections are to be met with. */
  readonly apply: (options: TlsOptions) => void;
  readonly log: {
    info(detail: object, text: string): void;
    error(detail: object, text: string): void;
  };
}

/** How often the files are looked at. Milliseconds. */
const LOOK_MS = 10_000;

/** A TLS handshake that takes longer is given up. Milliseconds. */
const HANDSHAKE_MS = 10_000;

/** Certificates can't be used: says which file and what is wrong with it. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/** Reads the files and makes sure that they belong together. Rejects with a {@link CertificateError}. */
export async function readCertificates(files: CertificateFiles): Promise<TlsOptions> {
  const { certFile, keyFile, clientCaFile } = files;
  const [cert, key, ca] = await Promise.all([
    readPem(certFile),
    readPem(keyFile),
    clientCaFile === undefined ? undefined : readPem(clientCaFile),
  ]);
  checkCertificate(certFile, cert);
  if (clientCaFile !== undefined && ca !== undefined) checkCertificate(clientCaFile, ca);
  const options: TlsOptions = {
    cert,
    key,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MS,
    ...(ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true }),
  };
  try {
    createSecureContext(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CertificateError(`the key ${keyFile} does not go with the certificate ${certFile}: ${reason}`);
  }
  return options;
}

/** Looks at the files from time to time and has them used when they have changed; connections that exist go on. */
export class Certificates {
  readonly #options: CertificatesOptions;
  readonly #reading = new OneAtATime(() => this.#read());
  #stamp: string | undefined;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(options: CertificatesOptions) {
    this.#options = options;
  }

  /** Begins to look, until {@link close}. */
  async start(): Promise<void> {
    this.#stamp = await stampOf(this.#options.files);
    this.#schedule();
  }

  /** Has the files read now, as on SIGHUP. What can't be used is said in the log, and the old ones stay. */
  reload(): Promise<void> {
    return this.#reading.run();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#reading.close();
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      void this.#look().finally(() => this.#schedule());
    });
  }

  async #look(): Promise<void> {
    if ((await stampOf(this.#options.files)) !== this.#stamp) await this.reload();
  }

  async #read(): Promise<void> {
    const { files, apply, log } = this.#options;
    // Before the files: what is written while they are read is seen the next time.
    this.#stamp = await stampOf(files);
    try {
      const options = await readCertificates(files);
      if (this.#closed) return;
      apply(options);
      log.info({ certFile: files.certFile }, 'new TLS connections get the certificate that was read now');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ reason }, 'the TLS files could not be taken; the old certificate stays in use');
    }
  }
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new CertificateError(`${file} can't be read: ${code}`);
  }
}

function checkCertificate(file: string, pem: Buffer): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new CertificateError(`${file} is no certificate in PEM form`);
  }
}

/** Changes when one of the files does, also when another takes its place. */
async function stampOf({ certFile, keyFile, clientCaFile }: CertificateFiles): Promise<string> {
  const stamps = [certFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])].map((file) =>
    stat(file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => 'missing',
    ),
  );
  return (await Promise.all(stamps)).join('\n');
}
