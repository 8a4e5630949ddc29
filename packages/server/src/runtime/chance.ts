import { randomBytes, randomUUID } from 'node:crypto';

/** Where that comes from which nobody may guess; a simulation brings its own. */
export interface Chance {
  uuid(): string;
  /** So many bytes, in lower-case hex. */
  hex(bytes: number): string;
  /** In [0, 1). */
  fraction(): number;
}

export const systemChance: Chance = {
  uuid: randomUUID,
  hex: (bytes) => randomBytes(bytes).toString('hex'),
  fraction: Math.random,
};
