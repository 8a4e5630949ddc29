import type { Command } from 'commander';
import { effectiveSettings } from '../../config/describe-config.js';
import { ENVIRONMENT_VARIABLES } from '../../config/environment.js';
import { ConfigError } from '../../config/problem.js';
import type { CommandContext } from '../command-context.js';
import { type ConfigFlags, configOf, withConfigFlags } from '../config-flags.js';
import { EXIT_FAILED } from '../exit-codes.js';

interface CheckFlags extends ConfigFlags {
  readonly json?: boolean;
}

/** `openeccp config check`. */
export function addConfigCheck(program: Command, { io, finish }: CommandContext): void {
  const config = program.command('config').description('what is configured');
  withConfigFlags(config.command('check'))
    .description('say everything that is wrong with the configuration, or show the effective settings')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      `
Environment variables, before the file and behind the flags:
${ENVIRONMENT_VARIABLES.map(({ name, path, meaning }) => `  ${name.padEnd(26)} ${path.padEnd(16)} ${meaning}`).join('\n')}

Example:
  openeccp config check --config openeccp.yaml`,
    )
    .action(async (flags: CheckFlags) => {
      try {
        const loaded = await configOf(flags, io);
        const settings = effectiveSettings(loaded);
        if (flags.json) return io.out(JSON.stringify({ ok: true, file: loaded.file, settings }));
        io.out(`${loaded.file ?? 'settings'}: no problems`);
        const origins = new Map(loaded.found.map(({ path, origin }) => [path, ` (${origin})`]));
        for (const [path, value] of Object.entries(settings)) {
          io.out(`  ${path} = ${value}${origins.get(path) ?? ''}`);
        }
      } catch (error) {
        if (!(error instanceof ConfigError) || !flags.json) throw error;
        io.out(JSON.stringify({ ok: false, problems: error.problems }));
        finish(EXIT_FAILED);
      }
    });
}
