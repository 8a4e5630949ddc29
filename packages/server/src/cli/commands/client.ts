import { md5Hex } from '@openeccp/eccp';
import type { Command } from 'commander';
import { type PasswordFlags, passwordOf } from '../ask-password.js';
import { type CommandContext, CommandError } from '../command-context.js';
import { type DatabaseFlags, withDatabaseFlags } from '../config-flags.js';
import { EXIT_FAILED } from '../exit-codes.js';
import { withStorage } from '../with-storage.js';

/** `openeccp client add|list|remove`: the accounts of `eccp_authorized_clients`. */
export function addClientCommands(program: Command, { io }: CommandContext): void {
  const client = program.command('client').description('accounts that ECCP clients log in with');

  withDatabaseFlags(client.command('add <name>'))
    .description('add an account, or give it another password')
    .option('--password <password>', 'its password; better is --password-stdin, or to be asked')
    .option('--password-stdin', 'read it from standard input')
    .addHelpText('after', '\nExample:\n  openeccp client add console --password-stdin < secret.txt')
    .action(async (name: string, flags: DatabaseFlags & PasswordFlags) => {
      const password = await passwordOf(flags, io, `client ${name}`);
      const account = { username: name, md5Password: md5Hex(password) };
      const outcome = await withStorage(flags, io, (storage) => storage.putClient(account));
      io.out(outcome === 'added' ? `client ${name} added` : `client ${name} has a new password`);
    });

  withDatabaseFlags(client.command('list'))
    .description('show the accounts')
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  openeccp client list --json')
    .action(async (flags: DatabaseFlags & { readonly json?: boolean }) => {
      const clients = await withStorage(flags, io, (storage) => storage.listClients());
      const names = clients.map(({ username }) => username);
      if (flags.json) return io.out(JSON.stringify(names.map((name) => ({ name }))));
      for (const name of names) io.out(name);
      if (names.length === 0) io.err('There is no account; openeccp client add NAME makes one.');
    });

  withDatabaseFlags(client.command('remove <name>'))
    .description('remove an account; whoever is connected with it stays so')
    .addHelpText('after', '\nExample:\n  openeccp client remove console')
    .action(async (name: string, flags: DatabaseFlags) => {
      const removed = await withStorage(flags, io, (storage) => storage.removeClient(name));
      if (!removed) {
        throw new CommandError(EXIT_FAILED, `there is no client ${name}; openeccp client list shows them`);
      }
      io.out(`client ${name} removed`);
    });
}
