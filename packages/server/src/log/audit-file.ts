import { type FileHandle, open, rename } from 'node:fs/promises';
import type { AuditSink } from './audit-trail.js';

export interface AuditFileOptions {
  readonly path: string;
  /** When it would grow beyond this, it becomes `PATH.1` and a new one begins. Bytes. */
  readonly maxBytes: number;
  /** Told when lines could not be written, and how many. */
  readonly onLost: (lines: number, reason: unknown) => void;
}

/** What waits for a slow disk at most; lines beyond are lost, and that is told. Bytes. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** A file that grows by whole lines, readable by its owner alone, and takes twice its limit at most. */
export class AuditFile implements AuditSink {
  readonly #options: AuditFileOptions;
  #file: FileHandle | undefined;
  #size = 0;
  #lines: string[] = [];
  #waiting = 0;
  #lost = 0;
  #writing: Promise<void> | undefined;

  private constructor(options: AuditFileOptions) {
    this.#options = options;
  }

  /** Opens it; rejects when it can't be written. */
  static async open(options: AuditFileOptions): Promise<AuditFile> {
    const file = new AuditFile(options);
    await file.#open();
    return file;
  }

  /** Takes a line and writes it in the background; never waits, never fails. */
  write(line: string): void {
    if (this.#waiting >= MAX_WAITING_BYTES) {
      this.#lost += 1;
      return;
    }
    this.#lines.push(line);
    this.#waiting += Buffer.byteLength(line);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what it has and closes. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file?.close();
    this.#file = undefined;
  }

  async #writeAll(): Promise<void> {
    while (this.#lines.length > 0) {
      const lines = this.#lines.splice(0, this.#howManyFit());
      const text = lines.join('');
      try {
        await this.#append(text);
      } catch (error) {
        this.#options.onLost(lines.length, error);
        await this.#file?.close().catch(() => {});
        this.#file = undefined;
      }
      this.#waiting -= Buffer.byteLength(text);
      if (this.#lost > 0) this.#options.onLost(this.#lost, 'the disk is too slow');
      this.#lost = 0;
    }
  }

  /** One at least, however long it is. */
  #howManyFit(): number {
    const { maxBytes } = this.#options;
    const first = Buffer.byteLength(this.#lines[0] ?? '');
    let room = (this.#size > 0 && this.#size + first > maxBytes ? maxBytes : maxBytes - this.#size) - first;
    let count = 1;
    for (; count < this.#lines.length; count += 1) {
      room -= Buffer.byteLength(this.#lines[count] ?? '');
      if (room < 0) break;
    }
    return count;
  }

  async #append(text: string): Promise<void> {
    const { path, maxBytes } = this.#options;
    const bytes = Buffer.byteLength(text);
    if (this.#size > 0 && this.#size + bytes > maxBytes) {
      await this.#file?.close();
      this.#file = undefined;
      await rename(path, `${path}.1`);
    }
    const file = this.#file ?? (await this.#open());
    await file.appendFile(text);
    this.#size += bytes;
  }

  async #open(): Promise<FileHandle> {
    const file = await open(this.#options.path, 'a', 0o600);
    this.#file = file;
    this.#size = (await file.stat()).size;
    return file;
  }
}
