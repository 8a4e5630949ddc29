import { connectionFlags, type FlagDescription } from './cli-options.js';
import type { Command } from './command.js';

/** The page of `eccp --help`. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string {
  const lines = Object.entries(commands).map(([name, { takesAgent, summary }]) =>
    row(`${name}${takesAgent ? ' AGENT' : ''}`, summary),
  );
  return [
    'eccp COMMAND [AGENT] [--flags]   speaks ECCP with a call-center server',
    '',
    ...lines,
    '',
    'An AGENT is written Agent/412, SIP/412 or PJSIP/412. `eccp COMMAND --help` shows the flags.',
    'Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no connection.',
  ].join('\n');
}

/** The page of `eccp COMMAND --help`. */
export function commandHelp(name: string, { takesAgent, summary, flags }: Command): string {
  return [
    `eccp ${name}${takesAgent ? ' AGENT' : ''} [--flags]   ${summary}`,
    '',
    ...[...flags, ...connectionFlags].map(flagRow),
  ].join('\n');
}

function flagRow({ flag, value, meaning }: FlagDescription): string {
  return row(`--${flag}${value === undefined ? '' : ` ${value}`}`, meaning);
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(24)} ${right}`;
}
