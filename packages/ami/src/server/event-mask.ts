import type { AmiField } from '../codec/ami-field.js';

/** Which events a client wants: all, none, or those of some classes (`call,agent`). */
export class EventMask {
  #classes: ReadonlySet<string> | 'all' = 'all';

  /** Takes a mask as `Login` and `Events` carry it. */
  set(mask: string): void {
    const words = mask
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (words.some((word) => ALL.has(word))) this.#classes = 'all';
    else this.#classes = new Set(words.filter((word) => !NONE.has(word)));
  }

  get off(): boolean {
    return this.#classes !== 'all' && this.#classes.size === 0;
  }

  /** An event without a `Privilege` field goes to everybody who wants events. */
  admits(fields: readonly AmiField[]): boolean {
    const classes = this.#classes;
    if (classes === 'all') return true;
    if (classes.size === 0) return false;
    const privilege = fields.find(([name]) => name === 'Privilege')?.[1];
    return privilege === undefined || privilege.split(',').some((word) => classes.has(word.trim()));
  }
}

const ALL: ReadonlySet<string> = new Set(['on', 'true', 'yes', '1', 'all']);
const NONE: ReadonlySet<string> = new Set(['off', 'false', 'no', '0', 'none']);
