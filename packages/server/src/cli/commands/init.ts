import { randomBytes } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { parseDatabaseUrl } from '@openeccp/storage';
import { type Command, InvalidArgumentError } from 'commander';
import { parsePeer } from '../arguments.js';
import type { CliIo } from '../cli-io.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { ask } from '../init/ask-answers.js';
import type { InitAnswers } from '../init/init-answers.js';
import { existingPaths, plannedFiles, writeFiles } from '../init/write-files.js';

interface InitFlags {
  readonly dir: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly ami?: ReturnType<typeof parsePeer>;
  readonly amiUser?: string;
  readonly database?: string;
  readonly agents?: readonly string[];
  readonly queue?: string;
}

const DEFAULT_AMI = '127.0.0.1:5038';
const DEFAULT_DATABASE = 'sqlite:call_center.db';
const DEFAULT_AGENTS = '412-415';
const DEFAULT_QUEUE = '9000';
const MOST_AGENTS = 1_000;

/** `openeccp init`: a configuration, and what Asterisk needs. */
export function addInit(program: Command, { io }: CommandContext): void {
  program
    .command('init')
    .description('write openeccp.yaml with a new AMI secret, and the snippets that Asterisk needs')
    .option('--dir <dir>', 'where to write', '.')
    .option('--ami <host:port>', 'where the manager interface of Asterisk is', parsePeer)
    .option('--ami-user <user>', 'manager user to make', parseName)
    .option('--database <url>', 'sqlite:FILE or mysql://USER:PASSWORD@HOST:PORT/call_center', parseUrl)
    .option('--agents <numbers>', 'pool agents, e.g. 412-415,420', parseNumbers)
    .option('--queue <name>', 'the queue of the example', parseName)
    .option('--yes', 'ask nothing')
    .option('--force', 'overwrite files that exist')
    .addHelpText('after', '\nExample:\n  openeccp init --dir /etc/openeccp --agents 412-415 --yes')
    .action((flags: InitFlags) => init(flags, io));
}

async function init(flags: InitFlags, io: CliIo): Promise<void> {
  const directory = resolve(io.cwd, flags.dir);
  const answers = await collectAnswers(flags, io.interactive && !flags.yes);
  const files = plannedFiles(directory, answers);
  const existing = existingPaths(files);
  if (existing.length > 0 && !flags.force) {
    throw new CommandError(
      EXIT_FAILED,
      `${existing.join(', ')} would be overwritten. Choose another --dir, or --force.`,
    );
  }
  await writeFiles(files);
  const show = (path: string): string => {
    const short = relative(io.cwd, path);
    return short.startsWith('..') ? path : short;
  };
  for (const { path, secret } of files)
    io.out(`${show(path)}${secret ? '  (holds a secret: mode 0600)' : ''}`);
  io.out('');
  io.out(`Next: follow ${show(join(directory, 'asterisk', 'README.md'))}, then`);
  const config = `--config ${show(join(directory, 'openeccp.yaml'))}`;
  for (const command of [
    'migrate',
    'client add NAME',
    `agent add Agent/${answers.agents[0]}`,
    `queue add ${answers.queue}`,
    'doctor',
    'serve',
  ]) {
    io.out(`  openeccp ${command} ${config}`);
  }
}

/** Takes what flags say; asks for the rest, or takes the defaults. */
async function collectAnswers(flags: InitFlags, interactive: boolean): Promise<InitAnswers> {
  const choose = async <T>(
    given: T | undefined,
    message: string,
    suggestion: string,
    parse: (answer: string) => T,
  ): Promise<T> => {
    if (given !== undefined) return given;
    return interactive ? ask({ message, suggestion, parse }) : parse(suggestion);
  };
  const ami = await choose(flags.ami, 'Where is the manager interface of Asterisk?', DEFAULT_AMI, parsePeer);
  const databaseUrl = await choose(flags.database, 'Which database?', DEFAULT_DATABASE, parseUrl);
  const agents = await choose(flags.agents, 'Numbers of the pool agents?', DEFAULT_AGENTS, parseNumbers);
  return {
    ami: {
      host: ami.host ?? '127.0.0.1',
      port: ami.port ?? 5038,
      user: flags.amiUser ?? 'openeccp',
      secret: randomBytes(24).toString('base64url'),
    },
    databaseUrl,
    agents,
    queue: flags.queue ?? DEFAULT_QUEUE,
  };
}

function parseUrl(url: string): string {
  try {
    parseDatabaseUrl(url);
    return url;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function parseName(text: string): string {
  if (!/^[\w.-]{1,64}$/.test(text)) throw new InvalidArgumentError('Write letters, digits, - _ and dots.');
  return text;
}

/** `412-415,420` → 412, 413, 414, 415, 420. */
function parseNumbers(text: string): readonly string[] {
  const numbers = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d{1,10})(?:-(\d{1,10}))?\s*$/.exec(part) ?? [];
    if (first === undefined) throw new InvalidArgumentError('Write numbers such as 412-415,420.');
    const count = Number(last) - Number(first) + 1;
    if (count < 1 || count > MOST_AGENTS)
      throw new InvalidArgumentError(`${part}: at most ${MOST_AGENTS} agents.`);
    return Array.from({ length: count }, (_, index) =>
      String(Number(first) + index).padStart(first.length, '0'),
    );
  });
  return [...new Set(numbers)];
}
