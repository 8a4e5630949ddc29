import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ended } from './ending.js';

/** What a child process can be asked to do; arguments and answers are JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a constraint on functions of any parameters has no other form
export type Api = Readonly<Record<string, (...args: any[]) => unknown>>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** No single step of a benchmark takes longer. Milliseconds. */
const DEADLINE_MS = 60_000;

/** Whoever wants a profile of this process wants one of every process that it starts. */
export const PROFILING: readonly string[] = process.execArgv.filter((arg) => arg.startsWith('--cpu-prof'));

/** Makes this process do what its parent asks, and end when the parent is gone. */
export function serveParent(api: Api): void {
  process.on('message', async (message) => {
    const { id, name, args } = message as Call;
    let answer: Answer;
    try {
      answer = { id, value: await api[name]?.(...args) };
    } catch (error) {
      answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(answer);
  });
  process.on('disconnect', () => process.exit());
}

/** A process of our own that answers calls. */
export class Child<A extends Api> implements AsyncDisposable {
  readonly #module: string;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  /** @param module a file beside this one that calls {@link serveParent} */
  constructor(module: string) {
    this.#module = module;
    const file = fileURLToPath(new URL(module, import.meta.url));
    this.#process = fork(file, { execArgv: ['--import', 'tsx', ...PROFILING] });
    this.#process.on('message', (message) => {
      const answer = message as Answer;
      this.#waiting.get(answer.id)?.(answer);
    });
    this.#process.on('exit', (code) => {
      for (const [id, settle] of this.#waiting) settle({ id, error: `${module} ended with ${code}` });
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Rejects with the child's error, or after a minute. */
  call<Name extends keyof A & string>(
    name: Name,
    ...args: Parameters<A[Name]>
  ): Promise<Awaited<ReturnType<A[Name]>>> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        settle({ id, error: `${this.#module} has not answered ${name} within ${DEADLINE_MS / 1000} s` });
      }, DEADLINE_MS);
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (answer.error === undefined) resolve(answer.value as Awaited<ReturnType<A[Name]>>);
        else reject(new Error(answer.error));
      };
      this.#waiting.set(id, settle);
      this.#process.send({ id, name, args } satisfies Call, (error) => {
        if (error !== null)
          settle({ id, error: `${this.#module} can't be asked for ${name}: ${error.message}` });
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ended(this.#process, () => {
      if (this.#process.connected) this.#process.disconnect();
      else this.#process.kill();
    });
  }
}
