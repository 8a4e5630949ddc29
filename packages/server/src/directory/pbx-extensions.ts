import type { Extension } from '@openeccp/core';
import type { ExtensionList, ExtensionLookup } from './extensions.js';

/** The phones that a PBX lists. */
export interface PhoneBook {
  /** Rejects when the list can't be read. */
  find(number: string): Promise<Extension | undefined>;
}

/** What Asterisk can be told to dial: a device, nothing that runs the dialplan. */
const DEVICE = /^[A-Za-z][A-Za-z0-9]*\/[\w.@-]+$/;

/** The list that the database of the PBX gives (database.md §9.1). */
export class PbxExtensions implements ExtensionList {
  readonly #phones: PhoneBook;

  constructor(phones: PhoneBook) {
    this.#phones = phones;
  }

  async find(number: string): Promise<ExtensionLookup> {
    try {
      const extension = await this.#phones.find(number);
      if (extension === undefined || !DEVICE.test(extension.dial)) return { kind: 'not-found' };
      return { kind: 'found', extension };
    } catch (error) {
      return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
