import {
  describeAddress,
  ensureHoldBreak,
  type MigrationOutcome,
  migrate,
  parseDatabaseUrl,
} from '@openeccp/storage';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { type DatabaseFlags, databaseOf, withDatabaseFlags } from '../config-flags.js';
import { withStorage } from '../with-storage.js';

export function addMigrate(program: Command, { io }: CommandContext): void {
  withDatabaseFlags(program.command('migrate'))
    .description('create the tables of a call center in an empty database; tables that exist are left alone')
    .addHelpText(
      'after',
      '\nExample:\n  openeccp migrate --database mysql://openeccp:…@127.0.0.1:3306/call_center',
    )
    .action(async (flags: DatabaseFlags) => {
      const url = await databaseOf(flags, io);
      const outcome = await migrate(url);
      // Rows that were found are the operator's; in a new database none would be able to hold a call.
      if (outcome !== 'kept') await withStorage({ ...flags, database: url }, io, ensureHoldBreak);
      io.out(`${describeAddress(parseDatabaseUrl(url))}: ${describe(outcome)}`);
    });
}

function describe(outcome: MigrationOutcome): string {
  switch (outcome) {
    case 'created':
      return 'tables created';
    case 'completed':
      return 'creation of the tables, interrupted before, completed';
    case 'kept':
      return 'has its tables already; nothing changed';
  }
}
