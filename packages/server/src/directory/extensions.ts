import type { AmiClient } from '@openeccp/ami';
import type { Extension } from '@openeccp/core';

/** The phones that agents may log in on. */
export interface ExtensionList {
  /** The phone with this number. `unreadable` when the list can't be had. */
  find(number: string): Promise<ExtensionLookup>;
}

export type ExtensionLookup =
  | { readonly kind: 'found'; readonly extension: Extension }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The list that the configuration gives. */
export class ListedExtensions implements ExtensionList {
  readonly #dial: ReadonlyMap<string, string>;

  constructor(dial: ReadonlyMap<string, string>) {
    this.#dial = dial;
  }

  async find(number: string): Promise<ExtensionLookup> {
    const dial = this.#dial.get(number);
    return dial === undefined ? { kind: 'not-found' } : { kind: 'found', extension: { number, dial } };
  }
}

/** Where Asterisk lists the devices of a technology, and in which field their name is. */
const SOURCES = [
  {
    technology: 'PJSIP',
    action: 'PJSIPShowEndpoints',
    complete: 'EndpointListComplete',
    field: 'ObjectName',
  },
  { technology: 'SIP', action: 'SIPpeers', complete: 'PeerlistComplete', field: 'ObjectName' },
  { technology: 'IAX2', action: 'IAXpeerlist', complete: 'PeerlistComplete', field: 'ObjectName' },
] as const;

/** A miss asks Asterisk again at most this often; all misses in between share the answer. Milliseconds. */
const REFRESH_MS = 1_000;

/** The list that Asterisk itself gives: every endpoint or peer whose name is a number. */
export class AsteriskExtensions implements ExtensionList {
  readonly #client: () => AmiClient;
  readonly #now: () => number;
  #dial: ReadonlyMap<string, string> = new Map();
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Why the last reading failed, if it did. */
  #reading: Promise<string | undefined> = Promise.resolve(undefined);

  constructor(client: () => AmiClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  async find(number: string): Promise<ExtensionLookup> {
    if (!this.#dial.has(number)) {
      if (this.#now() - this.#askedAt >= REFRESH_MS) {
        this.#askedAt = this.#now();
        this.#reading = this.#read();
      }
      const reason = await this.#reading;
      if (reason !== undefined) return { kind: 'unreadable', reason };
    }
    const dial = this.#dial.get(number);
    return dial === undefined ? { kind: 'not-found' } : { kind: 'found', extension: { number, dial } };
  }

  async #read(): Promise<string | undefined> {
    const answers = await Promise.all(
      SOURCES.map(async (source) => ({
        source,
        list: await this.#client().list(source.action, [], { completeEvent: source.complete }),
      })),
    );
    // A technology whose module is not loaded is an error of its own; one that answers is enough.
    if (!answers.some(({ list }) => list.kind === 'list')) {
      return 'Asterisk lists neither PJSIP endpoints nor SIP or IAX2 peers';
    }
    const dial = new Map<string, string>();
    for (const { source, list } of answers) {
      if (list.kind !== 'list') continue;
      for (const item of list.items) {
        const name = item.get(source.field) ?? '';
        if (/^\d+$/.test(name) && !dial.has(name)) dial.set(name, `${source.technology}/${name}`);
      }
    }
    this.#dial = dial;
    return undefined;
  }
}
