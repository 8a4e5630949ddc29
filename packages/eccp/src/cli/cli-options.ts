import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { ConnectOptions } from '../client/eccp-client.js';
import { isDate, type WireDate } from '../codec/date.js';

/** The user has mistyped; shown with a hint at `--help`, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** A flag as help shows it; `value` names its argument, flags without take none. */
export interface FlagDescription {
  readonly flag: string;
  readonly value?: string;
  readonly meaning: string;
}

export const connectionFlags: readonly FlagDescription[] = [
  { flag: 'host', value: 'HOST', meaning: 'server, 127.0.0.1 unless told' },
  { flag: 'port', value: 'PORT', meaning: 'its ECCP port, 20005 unless told' },
  { flag: 'user', value: 'USER', meaning: 'client account, agentconsole unless told' },
  { flag: 'pass', value: 'PASSWORD', meaning: 'its password, agentconsole unless told' },
  { flag: 'tls', meaning: 'connect with TLS' },
  { flag: 'insecure', meaning: 'with --tls: accept any certificate' },
  { flag: 'json', meaning: 'one JSON object per line' },
  { flag: 'help', meaning: 'this text' },
];

/** For commands that act for an agent. */
export const passwordFlag: FlagDescription = {
  flag: 'password',
  value: 'PASSWORD',
  meaning: "the agent's ECCP password",
};

/** The command line taken apart. */
export class CliOptions {
  readonly operands: readonly string[];
  readonly #values: Readonly<Record<string, string | boolean | undefined>>;

  private constructor(
    operands: readonly string[],
    values: Readonly<Record<string, string | boolean | undefined>>,
  ) {
    this.operands = operands;
    this.#values = values;
  }

  /** @throws UsageError */
  static parse(argv: readonly string[], flags: readonly FlagDescription[]): CliOptions {
    const options: OptionTable = {};
    for (const { flag, value } of [...flags, ...connectionFlags]) {
      options[flag] = { type: value === undefined ? 'boolean' : 'string' };
    }
    try {
      const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true });
      return new CliOptions(positionals, values as Readonly<Record<string, string | boolean | undefined>>);
    } catch (error) {
      throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
    }
  }

  has(flag: string): boolean {
    return this.#values[flag] === true;
  }

  text(flag: string): string | undefined {
    const value = this.#values[flag];
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws UsageError */
  required(flag: string, example: string): string {
    const value = this.text(flag);
    if (value === undefined) throw new UsageError(`--${flag} is missing, e.g. --${flag} ${example}`);
    return value;
  }

  /** @throws UsageError unless the value is a whole number from `min` to `max` */
  number(flag: string, min: number, max: number): number | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new UsageError(`--${flag} is a whole number from ${min} to ${max}, not ${text}`);
    }
    return value;
  }

  /** The id in a flag that must be there. @throws UsageError */
  id(flag: string, example: string): number {
    this.required(flag, example);
    return this.number(flag, 0, Number.MAX_SAFE_INTEGER) ?? 0;
  }

  /** @throws UsageError unless the value is one of these words */
  word<Word extends string>(flag: string, words: readonly Word[]): Word | undefined {
    const text = this.text(flag);
    const found = words.find((word) => word === text);
    if (text !== undefined && found === undefined) {
      throw new UsageError(`--${flag} is ${words.join(' or ')}, not ${text}`);
    }
    return found;
  }

  /** @throws UsageError unless the value is a day of the calendar */
  date(flag: string): WireDate | undefined {
    const text = this.text(flag);
    if (text !== undefined && !isDate(text)) {
      throw new UsageError(`--${flag} is a day like 2024-03-01, not ${text}`);
    }
    return text;
  }

  /** @throws UsageError */
  connection(): ConnectOptions {
    return {
      host: this.text('host') ?? '127.0.0.1',
      port: this.number('port', 1, 65_535) ?? 20005,
      user: this.text('user') ?? 'agentconsole',
      password: this.text('pass') ?? 'agentconsole',
      tls: this.has('tls') && (this.has('insecure') ? { rejectUnauthorized: false } : true),
    };
  }
}
