import type { Command } from 'commander';
import { type CommandContext, CommandError } from '../command-context.js';
import { type DatabaseFlags, withDatabaseFlags } from '../config-flags.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { withStorage } from '../with-storage.js';

/** `openeccp queue add|list|remove`: the rows of table `queue_call_entry`. */
export function addQueueCommands(program: Command, { io }: CommandContext): void {
  const queue = program.command('queue').description('queues of Asterisk whose calls are followed');

  withDatabaseFlags(queue.command('add <name>'))
    .description('follow the calls of a queue; a running server knows it within database.refreshSeconds')
    .addHelpText('after', '\nExample:\n  openeccp queue add 9000')
    .action(async (name: string, flags: DatabaseFlags) => {
      const outcome = await withStorage(flags, io, (storage) => storage.addQueue(name));
      if (outcome === 'exists') throw new CommandError(EXIT_FAILED, `queue ${name} is followed already`);
      io.out(`queue ${name} added`);
    });

  withDatabaseFlags(queue.command('list'))
    .description('show the queues that are followed')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp queue list --json')
    .action(async (flags: DatabaseFlags & { readonly json?: boolean }) => {
      const { queues } = await withStorage(flags, io, (storage) => storage.loadDirectory());
      if (flags.json) return io.out(JSON.stringify(queues.map(({ name }) => ({ queue: name }))));
      for (const { name } of queues) io.out(name);
      if (queues.length === 0) io.err('There is no queue; openeccp queue add 9000 makes one.');
    });

  withDatabaseFlags(queue.command('remove <name>'))
    .description('no longer follow the calls of a queue; its history stays')
    .addHelpText('after', '\nExample:\n  openeccp queue remove 9000')
    .action(async (name: string, flags: DatabaseFlags) => {
      const removed = await withStorage(flags, io, (storage) => storage.removeQueue(name));
      if (!removed) {
        throw new CommandError(
          EXIT_FAILED,
          `queue ${name} is not followed; openeccp queue list shows which are`,
        );
      }
      io.out(`queue ${name} removed`);
    });
}
