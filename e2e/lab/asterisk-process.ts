import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './deadline.js';
import { type Command, libraryTriplet, rootCommand } from './lab-dir.js';
import { labUser } from './lab-user.js';
import { type PrivateProcess, startProcess } from './private-process.js';

const run = promisify(execFile);

const cliLimitMs = 10_000;

export type AsteriskProcessOptions = {
  /** The private root that holds the program. */
  readonly root: string;
  /** Its configuration, with an `asterisk.conf`. */
  readonly etc: string;
  /** The `astrundir` of that configuration. */
  readonly runDir: string;
  /** Where it works and writes `output.log`. */
  readonly folder: string;
  readonly bootLimitMs: number;
  /** Further words of the command line. */
  readonly flags?: readonly string[];
};

/** The program of a private Asterisk, whatever its configuration. */
export type AsteriskProcess = {
  /** The words that start it, to which `-rx 'core show channels'` can be added. */
  readonly command: Command;
  /** Runs a command of Asterisk's own command line and returns what it prints. */
  cli(command: string): Promise<string>;
  /** Starts it; resolves when it is fully booted. */
  start(): Promise<void>;
  /** Ends it, cutting all calls; `SIGKILL` ends it as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

export function asteriskProcess(options: AsteriskProcessOptions): AsteriskProcess {
  const { root, etc, runDir, folder, bootLimitMs, flags = [] } = options;
  const program = rootCommand(root, 'usr/sbin/asterisk');
  const command: Command = { ...program, args: [...program.args, '-C', join(etc, 'asterisk.conf')] };
  const environment = { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8', TERM: 'dumb' };
  const socket = join(runDir, 'asterisk.ctl');
  let running: PrivateProcess | undefined;

  const cli = async (line: string): Promise<string> => {
    const settings = { timeout: cliLimitMs, cwd: folder, env: environment, ...labUser() };
    const { stdout } = await run(command.file, [...command.args, '-rx', line], settings);
    return stdout;
  };
  const start = async (): Promise<void> => {
    rmSync(socket, { force: true });
    const server = await startProcess({
      command: { ...command, args: [...command.args, '-f', ...flags] },
      cwd: folder,
      logFile: join(folder, 'output.log'),
    });
    running = server;
    const booted = async (): Promise<true | undefined> => {
      // There is no use in waiting for a program that has ended.
      if (!server.alive()) throw new Error(`Asterisk ended while it started. ${server.lastWords()}`);
      const answer = existsSync(socket) ? await cli('core waitfullybooted').catch(() => '') : '';
      return answer.includes('fully booted') ? true : undefined;
    };
    await until('The boot of Asterisk', bootLimitMs, booted, server.lastWords);
  };
  const stop = async (signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await running?.end(signal);
    running = undefined;
  };
  return { command, cli, start, stop };
}

/** Where a root has Asterisk's modules; newer suites keep them in a folder per architecture. */
export function asteriskModulesDir(root: string): string {
  const dirs = [
    join(root, 'usr/lib', libraryTriplet(), 'asterisk/modules'),
    join(root, 'usr/lib/asterisk/modules'),
  ];
  const found = dirs.find((dir) => existsSync(join(dir, 'app_dial.so')));
  if (found === undefined) throw new Error(`${root} holds no Asterisk modules. Run: npm run provision`);
  return found;
}
