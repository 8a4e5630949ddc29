import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { type ConfigFlags, configOf, withConfigFlags } from '../config-flags.js';
import { checkAsterisk } from '../doctor/check-asterisk.js';
import { checkDatabase } from '../doctor/check-database.js';
import { checkPorts } from '../doctor/check-ports.js';
import { describeFinding } from '../doctor/finding.js';
import { EXIT_FAILED } from '../exit-codes.js';

interface DoctorFlags extends ConfigFlags {
  readonly json?: boolean;
}

/** `openeccp doctor`: looks at everything, changes nothing. */
export function addDoctor(program: Command, { io, finish }: CommandContext): void {
  withConfigFlags(program.command('doctor'))
    .description('check Asterisk, database and ports, and say how to mend what is wrong')
    .option('--json', 'one JSON object')
    .addHelpText('after', '\nExample:\n  openeccp doctor --config openeccp.yaml')
    .action(async (flags: DoctorFlags) => {
      const config = await configOf(flags, io);
      const database = await checkDatabase(config);
      const findings = [
        ...database.findings,
        ...(await checkAsterisk(config.server, database.directory)),
        ...(await checkPorts(config.server)),
      ];
      const failed = findings.filter(({ level }) => level === 'failure').length;
      if (flags.json) io.out(JSON.stringify({ ok: failed === 0, findings }));
      else {
        for (const line of findings.flatMap(describeFinding)) io.out(line);
        io.out(failed === 0 ? 'Nothing is in the way.' : `${failed} to be mended.`);
      }
      if (failed > 0) finish(EXIT_FAILED);
    });
}
