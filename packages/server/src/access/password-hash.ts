import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/*
 * Salted hashes of passwords: `scrypt$15$8$1$SALT$HASH`, the cost as exponent of two, block size, parallelism, salt and
 * hash in base64url. What is hashed is the md5 that the protocol knows passwords by (ECCP §5.1).
 */

/** 32 MiB and some 70 ms on a usual machine. */
const COST = { exponent: 15, blockSize: 8, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** No row of a database may ask for more than this. */
const MOST_BYTES = 128 * 1024 * 1024;

interface PasswordHash {
  readonly exponent: number;
  readonly blockSize: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Hashes with a fresh salt; in the background, some 70 ms. */
export async function hashPassword(md5: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { exponent, blockSize, parallelism } = COST;
  const hash = await derive(md5, { ...COST, salt, hash: Buffer.alloc(HASH_BYTES) });
  const texts = [salt, hash].map((bytes) => bytes.toString('base64url'));
  return ['scrypt', exponent, blockSize, parallelism, ...texts].join('$');
}

/** Whether the hash was made of this md5; in the background. False for text that is no such hash. */
export async function isPasswordOf(md5: string, text: string): Promise<boolean> {
  const stored = parseHash(text);
  return stored !== undefined && timingSafeEqual(await derive(md5, stored), stored.hash);
}

function parseHash(text: string): PasswordHash | undefined {
  const fields = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d)\$([\w-]{16,64})\$([\w-]{43})$/.exec(text);
  if (fields === null) return undefined;
  const [exponent = 0, blockSize = 0, parallelism = 0] = fields.slice(1, 4).map(Number);
  const [salt = '', hash = ''] = fields.slice(4);
  if (exponent < 1 || blockSize < 1 || parallelism < 1 || memoryOf(exponent, blockSize) > MOST_BYTES) {
    return undefined;
  }
  const [saltBytes, hashBytes] = [Buffer.from(salt, 'base64url'), Buffer.from(hash, 'base64url')];
  return { exponent, blockSize, parallelism, salt: saltBytes, hash: hashBytes };
}

function derive(
  md5: string,
  { exponent, blockSize, parallelism, salt, hash }: PasswordHash,
): Promise<Buffer> {
  const options = { N: 2 ** exponent, r: blockSize, p: parallelism, maxmem: 2 * MOST_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(md5, salt, hash.length, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function memoryOf(exponent: number, blockSize: number): number {
  return 128 * 2 ** exponent * blockSize;
}
