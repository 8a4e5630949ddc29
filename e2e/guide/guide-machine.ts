import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AsteriskVersion } from '../lab/asterisk.js';
import { type Phone, startPhone } from '../lab/phone.js';
import { claimPortBlock } from '../lab/port-block.js';
import { createScratchDir } from '../lab/scratch-dir.js';
import { type StockAsterisk, startStockAsterisk } from './stock-asterisk.js';
import { npxFunction, openTerminal, type Terminal } from './terminal.js';

/** A machine on which somebody follows the guide: a stock Asterisk, an empty disk, two handsets. */
export interface GuideMachine {
  readonly asterisk: StockAsterisk;
  readonly terminal: Terminal;
  /** Where `/etc/openeccp` of the guide is. */
  readonly config: string;
  /** Switches the two handsets on; resolves when both are registered. */
  phones(): Promise<{ readonly 101: Phone; readonly 412: Phone }>;
  close(): Promise<void>;
}

/** On one machine with others media must stay on loopback. */
const loopbackMedia = 'type = endpoint\nmedia_address = 127.0.0.1\nbind_rtp_to_media_address = yes';

export async function startGuideMachine(version: AsteriskVersion): Promise<GuideMachine> {
  const asterisk = await startStockAsterisk(version);
  const scratch = createScratchDir(`guide${version}`);
  const ports = await claimPortBlock();
  const [config, data, clone] = ['etc', 'data', 'clone'].map((name) => join(scratch.path, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(clone);
  const [eccp, http] = [ports.port(1), ports.port(2)];
  const [asteriskProgram, ...asteriskArgs] = asterisk.command;
  const terminal = openTerminal({
    cwd: clone,
    instead: [
      ['/etc/openeccp', config],
      ['/var/lib/openeccp', data],
      ['/etc/asterisk', asterisk.etc],
      ['0.0.0.0:5060', `127.0.0.1:${asterisk.sipPort}`],
      ['type = endpoint', loopbackMedia],
      ['5038', String(asterisk.amiPort)],
      ['20005', String(eccp)],
      ['20080', String(http)],
    ],
    functions: `chown() { :; } # The user is another one here: StockAsterisk.restart does it.
asterisk() { ${[asteriskProgram, ...asteriskArgs].map((word) => `'${word}'`).join(' ')} "$@"; }
${npxFunction({ eccp: `--port ${eccp}`, openeccp: `--config ${config}/openeccp.yaml` })}`,
    env: {
      OPENECCP_ECCP_PORT: String(eccp),
      OPENECCP_HTTP_PORT: String(http),
      OPENECCP_ASTERISK_PORT: String(asterisk.amiPort),
    },
  });
  const phones: Phone[] = [];
  const phone = async (extension: string, index: number): Promise<Phone> => {
    const started = await startPhone({
      extension,
      password: `change-me-${extension}`,
      answerMode: 'auto',
      registrar: asterisk.sipPort,
      sipPort: ports.port(4 + 3 * index),
      controlPort: ports.port(6 + 3 * index),
      rtp: ports.range(20 + 30 * index, 49 + 30 * index),
      folder: scratch.folder(`phone${extension}`),
    });
    phones.push(started);
    return started;
  };
  return {
    asterisk,
    terminal,
    config,
    phones: async () => ({ 101: await phone('101', 0), 412: await phone('412', 1) }),
    close: async () => {
      terminal.close();
      await Promise.all(phones.map((one) => one.close()));
      await asterisk.close();
      scratch.remove();
      await ports.release();
    },
  };
}
