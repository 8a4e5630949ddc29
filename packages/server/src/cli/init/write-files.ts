import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asteriskFiles, asteriskReadme } from './asterisk-files.js';
import { configFile } from './config-file.js';
import type { InitAnswers } from './init-answers.js';

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** Only the owner may read it. */
  readonly secret: boolean;
}

/** The files that `openeccp init` writes into a directory. */
export function plannedFiles(directory: string, answers: InitAnswers): readonly PlannedFile[] {
  const files = asteriskFiles(answers);
  const below = (name: string): string => join(directory, 'asterisk', name);
  return [
    { path: join(directory, 'openeccp.yaml'), text: configFile(answers), secret: true },
    ...files.map(({ name, text, secret }) => ({ path: below(name), text, secret })),
    { path: below('README.md'), text: asteriskReadme(files), secret: false },
  ];
}

export function existingPaths(files: readonly PlannedFile[]): readonly string[] {
  return files.map(({ path }) => path).filter((path) => existsSync(path));
}

/** Writes them all, overwriting. */
export async function writeFiles(files: readonly PlannedFile[]): Promise<void> {
  for (const { path, text, secret } of files) {
    await mkdir(dirname(path), { recursive: true });
    const mode = secret ? 0o600 : 0o644;
    await writeFile(path, text, { mode });
    // The mode of writeFile counts for new files only.
    await chmod(path, mode);
  }
}
