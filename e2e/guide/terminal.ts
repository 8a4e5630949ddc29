import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atExit } from '../lab/at-exit.js';
import { until } from '../lab/deadline.js';
import { shape } from './shape.js';

/** What a script printed, put back into the words of the guide. */
export interface Printed {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** A program that goes on while others run. */
export interface Running {
  readonly pid: number;
  /** Waits until these lines have been printed, in this order, others between them; times and numbers may differ. */
  shows(lines: readonly string[]): Promise<void>;
  /** Ends it, by default as Ctrl-C does, and answers with its exit code. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

/** Where the commands of a guide are typed. */
export interface Terminal {
  run(script: string): Promise<Printed>;
  start(script: string): Promise<Running>;
  /** Ends whatever still runs. */
  close(): void;
}

export interface TerminalOptions {
  readonly cwd: string;
  /** Words of the guide and what stands for them here: folders, addresses. */
  readonly instead: readonly (readonly [guide: string, here: string])[];
  /** Shell functions that stand for programs of the machine. */
  readonly functions: string;
  readonly env: Readonly<Record<string, string>>;
}

const runLimitMs = 60_000;
const showLimitMs = 30_000;
const repository = join(import.meta.dirname, '../..');

/** A shell function `npx` that runs our programs as they are built, with flags of their own but for `init`. */
export function npxFunction(flags: { readonly eccp: string; readonly openeccp: string }): string {
  const run = (program: string): string =>
    `$INSTEAD_OF_SHELL '${process.execPath}' '${join(repository, program)}' "$@"`;
  return `npx() {
  local program=$1; shift
  case "$program $1" in
    'openeccp init') ${run('packages/server/bin/openeccp.js')} ;;
    openeccp*) ${run('packages/server/bin/openeccp.js')} ${flags.openeccp} ;;
    eccp*) ${run('packages/eccp/bin/eccp.js')} ${flags.eccp} ;;
  esac
}`;
}

/** Builds the programs, as `npm start` and `npm test` do; quick where nothing has changed. */
export async function buildPrograms(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: repository,
  });
}

export function openTerminal(options: TerminalOptions): Terminal {
  const translated = replacer(options.instead);
  const original = replacer(options.instead.map(([guide, here]) => [here, guide] as const));

  const launched = new Set<ChildProcess>();

  const launch = (script: string, prefix: string): { child: ChildProcess; lines(): readonly string[] } => {
    const child = spawn(
      'bash',
      ['-euo', 'pipefail', '-c', `exec 2>&1\n${options.functions}\n${translated(script)}`],
      {
        cwd: options.cwd,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: options.cwd,
          LANG: 'C.UTF-8',
          INSTEAD_OF_SHELL: prefix,
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const release = atExit(() => child.kill('SIGKILL'));
    launched.add(child);
    child.once('close', () => {
      release();
      launched.delete(child);
    });
    let printed = '';
    // Both outputs through one pipe, as on a screen: that keeps their order.
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    return { child, lines: () => original(printed).trimEnd().split('\n') };
  };

  return {
    close: () => {
      for (const child of launched) child.kill('SIGKILL');
    },
    run: async (script) => {
      const { child, lines } = launch(script, '');
      const timer = setTimeout(() => child.kill('SIGKILL'), runLimitMs);
      await once(child, 'close');
      clearTimeout(timer);
      return { code: child.exitCode, lines: lines() };
    },
    start: async (script) => {
      // The program takes the shell's place, so that signals reach it.
      const { child, lines } = launch(script, 'exec');
      await once(child, 'spawn');
      const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
      let read = 0;
      return {
        pid: child.pid ?? 0,
        shows: async (wanted) => {
          for (const line of wanted) {
            await until(
              `"${line}"`,
              showLimitMs,
              () => {
                const at = lines().findIndex((one, index) => index >= read && shape(one) === shape(line));
                if (at >= 0) {
                  read = at + 1;
                  return true;
                }
                if (ended()) throw new Error(`"${line}" was not printed, but\n${lines().join('\n')}`);
                return undefined;
              },
              () => `Printed was:\n${lines().join('\n')}`,
            );
          }
        },
        stop: async (signal = 'SIGINT') => {
          const closed = once(child, 'close');
          if (ended()) return child.exitCode;
          child.kill(signal);
          await closed;
          return child.exitCode;
        },
      };
    },
  };
}

/** Replaces words in one pass, so that no replacement is replaced again. */
function replacer(pairs: TerminalOptions['instead']): (text: string) => string {
  const words = new Map(pairs);
  const escaped = [...words.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = new RegExp(escaped.join('|'), 'g');
  return (text) => text.replace(any, (word) => words.get(word) ?? word);
}
