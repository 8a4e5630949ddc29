import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.js';
import { giveToLabUser } from './lab-user.js';

/** A folder that lives as long as what it is for. */
export type ScratchDir = {
  readonly path: string;
  /** Makes a folder inside, writable for the lab's programs. */
  folder(name: string): string;
  /** Removes the folder with its contents. */
  remove(): void;
};

const prefix = 'openeccp-lab-';

/** Makes a scratch folder named by its owner, this process. `OPENECCP_LAB_KEEP=1` keeps it, to look into afterwards. */
export function createScratchDir(purpose: string, parent: string = tmpdir()): ScratchDir {
  removeAbandoned(parent);
  const path = mkdtempSync(join(parent, `${prefix}${process.pid}-${purpose}-`));
  giveToLabUser(path);
  const keep = process.env['OPENECCP_LAB_KEEP'] === '1';
  if (keep) console.log(`lab folder kept: ${path}`);
  const erase = (): void => {
    if (!keep) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const release = atExit(erase);
  return {
    path,
    folder: (name) => {
      const folder = join(path, name);
      mkdirSync(folder);
      giveToLabUser(folder);
      return folder;
    },
    remove: () => {
      release();
      erase();
    },
  };
}

/** Removes what a killed process left behind. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
