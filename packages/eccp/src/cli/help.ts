import { connectionFlags, type FlagDescription } from './cli-options.js';
import type { Command } from './command.js';

/** The page of `eccp --help`. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string {
  const lines = Object.entries(commands).map(([name, command]) => row(usage(name, command), command.summary));
  return [
    'eccp COMMAND [OPERAND] [--flags]   speaks ECCP with a call-center server',
    '',
    ...lines,
    '',
    'An AGENT is written Agent/412, SIP/412 or PJSIP/412. `eccp COMMAND --help` shows the flags.',
    'Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no connection.',
  ].join('\n');
}

/** The page of `eccp COMMAND --help`. */
export function commandHelp(name: string, command: Command): string {
  return [
    `eccp ${usage(name, command)} [--flags]   ${command.summary}`,
    '',
    ...[...command.flags, ...connectionFlags].map(flagRow),
  ].join('\n');
}

function usage(name: string, { operand }: Command): string {
  return operand === undefined ? name : `${name} ${operand.name}`;
}

function flagRow({ flag, value, meaning }: FlagDescription): string {
  return row(`--${flag}${value === undefined ? '' : ` ${value}`}`, meaning);
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(24)} ${right}`;
}
