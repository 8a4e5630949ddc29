import { join } from 'node:path';
import type { Asterisk } from './asterisk.js';
import { until } from './deadline.js';
import { labDir, rootCommand } from './lab-dir.js';
import { claimPortBlock, isUdpTaken } from './port-block.js';
import { startProcess } from './private-process.js';
import { createScratchDir } from './scratch-dir.js';

/** The far end of the SIP trunk: answers every number at once, until the caller hangs up. */
export type Trunk = { close(): Promise<void> };

const startLimitMs = 10_000;

/** Starts the far end; from then on `PJSIP/<number>@trunk` and, in context `customers`, `54…` are answered. */
export async function startTrunk(asterisk: Asterisk): Promise<Trunk> {
  const ports = await claimPortBlock();
  const scratch = createScratchDir('trunk');
  const sipp = rootCommand(join(labDir(), 'sipp'), 'usr/bin/sipp');
  const listen = [
    '-sn',
    'uas',
    '-i',
    '127.0.0.1',
    '-p',
    String(asterisk.trunkPort),
    '-cp',
    String(ports.port(1)),
  ];
  const media = ports.range(20, 199);
  const sound = ['-mi', '127.0.0.1', '-rtp_echo', '-mp', String(media.first)];
  const program = await startProcess({
    command: {
      ...sipp,
      args: [...sipp.args, ...listen, ...sound, '-nostdin'],
    },
    cwd: scratch.path,
    logFile: join(scratch.path, 'output.log'),
  });
  const close = async (): Promise<void> => {
    await program.end('SIGKILL'); // Asked politely it first waits for its calls to end.
    scratch.remove();
    await ports.release();
  };
  const listening = (): true | undefined => {
    if (!program.alive()) throw new Error(`The SIP trunk ended while it started. ${program.lastWords()}`);
    return isUdpTaken(asterisk.trunkPort) ? true : undefined;
  };
  try {
    await until('The start of the SIP trunk', startLimitMs, listening, program.lastWords);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}
