import { randomInt } from 'node:crypto';
import { type AgentName, parseAgentName } from '@openeccp/core';
import { type Command, InvalidArgumentError } from 'commander';
import { type PasswordFlags, passwordOf } from '../ask-password.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { type DatabaseFlags, withDatabaseFlags } from '../config-flags.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { withStorage } from '../with-storage.js';

interface AddFlags extends DatabaseFlags, PasswordFlags {
  readonly name?: string;
  readonly phonePassword?: string;
}

/** `openeccp agent add|list|remove`: the rows of table `agent`. */
export function addAgentCommands(program: Command, { io }: CommandContext): void {
  const agent = program.command('agent').description('agents of the call center');

  withDatabaseFlags(agent.command('add'))
    .argument('<agent>', 'Agent/414 stays on the line; PJSIP/101 is called back', agentName)
    .description('add an agent')
    .option('--name <name>', 'how the agent is called')
    .option('--password <password>', 'its ECCP password; better is --password-stdin, or to be asked')
    .option('--password-stdin', 'read it from standard input')
    .option(
      '--phone-password <digits>',
      'digits keyed on the phone; unless told the ECCP password if that is digits, or random ones',
    )
    .addHelpText(
      'after',
      `
Pool agents (Agent/…) must be known to Asterisk too: agents.conf. openeccp doctor says which are not.

Example:
  openeccp agent add Agent/414 --name "Ana Gil" --password 1234`,
    )
    .action(async (name: AgentName, flags: AddFlags) => {
      const password = await passwordOf(flags, io, `agent ${name}`);
      const outcome = await withStorage(flags, io, (storage) =>
        storage.addAgent({
          name,
          displayName: flags.name ?? name,
          phonePassword: flags.phonePassword ?? phonePasswordFor(password),
          eccpPassword: password,
        }),
      );
      if (outcome === 'exists') throw new CommandError(EXIT_FAILED, `there is an agent ${name} already`);
      io.out(`agent ${name} added`);
    });

  withDatabaseFlags(agent.command('list'))
    .description('show the active agents')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp agent list --json')
    .action(async (flags: DatabaseFlags & { readonly json?: boolean }) => {
      const { agents } = await withStorage(flags, io, (storage) => storage.loadDirectory());
      const shown = agents.map(({ name, displayName }) => ({ agent: name, name: displayName }));
      if (flags.json) return io.out(JSON.stringify(shown));
      const width = Math.max(...shown.map((one) => one.agent.length), 0);
      for (const one of shown) io.out(`${one.agent.padEnd(width)}  ${one.name}`);
      if (shown.length === 0) io.err('There is no agent; openeccp agent add Agent/414 makes one.');
    });

  withDatabaseFlags(agent.command('remove'))
    .argument('<agent>', 'e.g. Agent/414', agentName)
    .description('mark an agent inactive; its history stays')
    .addHelpText('after', '\nExample:\n  openeccp agent remove Agent/414')
    .action(async (name: AgentName, flags: DatabaseFlags) => {
      const removed = await withStorage(flags, io, (storage) => storage.removeAgent(name));
      if (!removed) {
        throw new CommandError(
          EXIT_FAILED,
          `there is no active agent ${name}; openeccp agent list shows them`,
        );
      }
      io.out(`agent ${name} removed`);
    });
}

/** Phones send digits only. Where the ECCP password is no digits nobody needs to know the other. */
function phonePasswordFor(password: string): string {
  return /^\d+$/.test(password) ? password : String(randomInt(100_000, 1_000_000));
}

function agentName(text: string): AgentName {
  const name = parseAgentName(text);
  if (name === undefined) throw new InvalidArgumentError('Write TYPE/NUMBER, e.g. Agent/414 or PJSIP/101.');
  return name;
}
