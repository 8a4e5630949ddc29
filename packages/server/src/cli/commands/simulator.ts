import {
  type AsteriskVersion,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@openeccp/simulator';
import { type Command, Option } from 'commander';
import { listenFailure } from '../../http/listen-failure.js';
import { parsePort, parseSpeed } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { serveUntilStopped } from '../serve-until-stopped.js';

interface SimulatorFlags {
  readonly amiPort: number;
  readonly callers: boolean;
  readonly parking: 'on' | 'off';
  readonly speed: number;
  readonly version: AsteriskVersion;
}

export function addSimulator(program: Command, { io }: CommandContext): void {
  program
    .command('simulator')
    .description('run the simulated Asterisk alone; manager user openeccp, secret openeccp')
    .option('--ami-port <port>', 'where AMI listens; 0 takes any free port', parsePort, 0)
    .option('--no-callers', 'nobody calls by himself')
    .addOption(
      new Option('--parking <setting>', 'whether there is a parking lot')
        .choices(['on', 'off'])
        .default('on'),
    )
    .option('--speed <factor>', 'simulated seconds per second', parseSpeed, 1)
    .addOption(new Option('--version <major>', 'which Asterisk to be').choices(['16', '22']).default('16'))
    .addHelpText('after', '\nExample:\n  openeccp simulator --ami-port 15038 --no-callers')
    .action((flags: SimulatorFlags) =>
      serveUntilStopped(io, async (cleanup) => {
        const simulator = await openSimulator({
          port: flags.amiPort,
          callers: flags.callers,
          parking: flags.parking,
          speed: flags.speed,
          version: flags.version,
        });
        cleanup.add(() => simulator.close());
        io.out(`ready ami=127.0.0.1:${simulator.port}`);
      }),
    );
}

/** Starts a simulator on the loopback address. Rejects with a `ListenError`. */
export async function openSimulator(
  options: SimulatorOptions & { readonly port: number },
): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    const { port } = options;
    throw listenFailure(
      { what: 'The simulated Asterisk', host: '127.0.0.1', port, remedy: '--ami-port' },
      error,
    );
  }
}
