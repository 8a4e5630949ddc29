import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { atExit } from './at-exit.js';
import type { Command } from './lab-dir.js';
import { labUser } from './lab-user.js';

/** A program that this process started and ends. */
export type PrivateProcess = {
  readonly pid: number;
  alive(): boolean;
  /** Ends the program and waits until it is gone: SIGKILL follows when a gentler signal does not help within 5 s. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** The last lines that the program printed, for error messages. */
  lastWords(): string;
};

export type ProcessOptions = {
  readonly command: Command;
  readonly cwd: string;
  /** Gets the program's output. */
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
};

const graceMs = 5_000;

/**
 * Starts a program. It ends with this process, however this process ends: by hook on exit, and by the kernel
 * should even that not run.
 */
export async function startProcess(options: ProcessOptions): Promise<PrivateProcess> {
  const { command, cwd, logFile } = options;
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', command.file, ...command.args], {
    ...labUser(),
    cwd,
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', TERM: 'dumb', HOME: cwd, ...options.env },
    stdio: ['ignore', log, log],
    detached: true, // A Ctrl-C is for this process, which ends its programs in order.
  });
  closeSync(log);
  const pid = await startedPid(child);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const release = atExit(() => child.kill('SIGKILL'));
  void gone.then(release);
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    alive,
    end: async (signal = 'SIGTERM') => {
      if (!alive()) return;
      child.kill(signal);
      const patience = new AbortController();
      await Promise.race([
        gone,
        delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      if (alive()) child.kill('SIGKILL');
      await gone;
    },
    lastWords: () => `Last lines of ${basename(logFile)}:\n${tail(logFile)}`,
  };
}

function startedPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error('setpriv (package util-linux) does not start.', { cause })),
    );
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
