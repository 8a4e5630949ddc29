import type { Reason } from './dead-letter-store.js';

/** Why a write failed, from the error of a driver or ours. */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof Error)) return { code: 'unknown', text: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, text: error.message };
}
