import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What one fault in one situation came to. */
export interface RecordedCell {
  readonly fault: string;
  readonly situation: string;
  readonly agent: string;
  /** How the agent and the rows of the database have to be. */
  readonly expected: string;
  /** How they were; of what failed, why. */
  readonly seen: string;
  /** From when all could be right again until it was; the start of a server is part of it. Milliseconds. */
  readonly ms: number | undefined;
}

/** The last run of the matrix with faults as long as the promise says. */
export interface RecordedRun {
  readonly asterisk: string;
  /** Day in UTC. */
  readonly date: string;
  readonly cells: readonly RecordedCell[];
}

export const RECORDED_VERSIONS = ['16', '22'] as const;

function fileOf(version: string): string {
  return fileURLToPath(new URL(`recorded/asterisk-${version}.json`, import.meta.url));
}

/** Undefined when there was no such run yet. */
export function recordedRun(version: string): RecordedRun | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(version), 'utf8')) as RecordedRun;
  } catch {
    return undefined;
  }
}

export function recordRun(run: RecordedRun): void {
  const file = fileOf(run.asterisk.replace(/\D+/g, ''));
  mkdirSync(new URL('.', `file://${file}`), { recursive: true });
  writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`);
}
