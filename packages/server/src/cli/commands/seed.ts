import { SAMPLE_AGENTS, seedCampaigns, seedDemo } from '@openeccp/storage';
import type { Command } from 'commander';
import { type CommandContext, CommandError } from '../command-context.js';
import { type DatabaseFlags, withDatabaseFlags } from '../config-flags.js';
import { listed } from '../doctor/finding.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { withStorage } from '../with-storage.js';

interface SeedFlags extends DatabaseFlags {
  readonly intoExisting?: boolean;
}

/** `openeccp seed`: sample data for a look around, in whichever dialect the database has. */
export function addSeed(program: Command, { io }: CommandContext): void {
  withDatabaseFlags(program.command('seed'))
    .description(
      'add sample agents, breaks, queues, contacts, forms and campaigns; what exists is left alone',
    )
    .option('--into-existing', 'also into a database that has agents of its own')
    .addHelpText('after', '\nExample:\n  openeccp seed --database sqlite:call_center.db')
    .action(async (flags: SeedFlags) => {
      await withStorage(flags, io, async (storage) => {
        const { agents } = await storage.loadDirectory();
        const others = agents.map(({ name }) => name).filter((name) => !SAMPLE_AGENTS.includes(name));
        if (others.length > 0 && !flags.intoExisting) {
          throw new CommandError(
            EXIT_FAILED,
            `${storage.database.where} has agents of its own: ${listed(others)}. ` +
              'Sample agents have a password that everybody knows: name another database, or add --into-existing.',
          );
        }
        await seedDemo(storage);
        await seedCampaigns(storage, Date.now());
        io.out(`${storage.database.where}: sample data added where it was missing`);
      });
    });
}
