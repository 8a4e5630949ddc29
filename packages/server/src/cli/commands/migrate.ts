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
      // Rows that were found are the operator's, but without this one no call can be held.
      const hold = await withStorage({ ...flags, database: url }, io, ensureHoldBreak);
      const where = describeAddress(parseDatabaseUrl(url));
      io.out(`${where}: ${describe(outcome, hold === 'added')}`);
    });
}

function describe(outcome: MigrationOutcome, holdAdded: boolean): string {
  switch (outcome) {
    case 'created':
      return 'tables created';
    case 'completed':
      return 'creation of the tables, interrupted before, completed';
    case 'extended':
    case 'kept': {
      const added = [
        ...(outcome === 'extended' ? ['tables of OpenECCP'] : []),
        ...(holdAdded ? ['a break that marks holds'] : []),
      ];
      return `has its tables already; ${added.length === 0 ? 'nothing changed' : `${added.join(' and ')} added`}`;
    }
  }
}
