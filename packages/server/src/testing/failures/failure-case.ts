import type { FloorSettings } from '@openeccp/core';
import type { RequestName } from '@openeccp/eccp';
import type { Situation } from '../situations.js';

/** `outer` failures stand directly under `response`, `inner` ones under `NAME_response` (ECCP §4.1). */
type Level = 'outer' | 'inner';

/** A situation in which a request fails, and the whole of what the client reads. */
export interface FailureCase {
  readonly request: RequestName;
  readonly level: Level;
  readonly code: number;
  readonly message: string;
  readonly when: string;
  readonly send: string;
  /** Where the case is not one of a server as it is by default. */
  readonly settings?: Partial<FloorSettings>;
  /** What stands in `status` before the failure. */
  readonly status?: string;
  readonly arrange?: Situation;
}

export const AMI = {
  level: 'outer',
  code: 500,
  message: 'No AMI connection',
  when: 'Asterisk is away',
} as const;

export const BAD = { level: 'outer', code: 400, message: 'Bad request' } as const;

export const NOT_OURS = {
  level: 'inner',
  code: 404,
  message: 'Agent not found or not logged in through ECCP',
} as const;

/** One text for one failure of one request, wherever it is listed. */
export function failureKey(request: string, level: Level, code: number, message: string): string {
  return `${request} ${level} ${code} ${message}`;
}
