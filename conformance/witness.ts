import { connect, type EccpClient, type EccpEvent, encodeEvent, type OtherEvent } from '@openeccp/eccp';
import type { Observer } from './observer.js';
import { Tap } from './tap.js';

/**
 * A client of ours that listens to a server. It has to understand every event, and to have heard just those that were on its
 * wire, byte for byte; an observer looks at everything that it is sent.
 */
export class Witness {
  readonly client: EccpClient;
  readonly #tap: Tap;
  readonly #observer: Observer;
  readonly #heard: readonly string[];

  private constructor(client: EccpClient, tap: Tap, observer: Observer, heard: readonly string[]) {
    this.client = client;
    this.#tap = tap;
    this.#observer = observer;
    this.#heard = heard;
  }

  /** Logs in and asks for the progress of calls. @param account user name and password of a client */
  static async open(port: number, account: readonly [string, string], observer: Observer): Promise<Witness> {
    const tap = await Tap.open(port, observer);
    const [user, password] = account;
    const heard: string[] = [];
    const onEvent = (event: EccpEvent | OtherEvent): void => {
      heard.push(event.kind === 'other' ? `unknown event ${event.name}` : rootOf(encodeEvent(event)));
    };
    const client = await connect({ port: tap.port, user, password, onEvent });
    await client.request('callprogress', { enable: true });
    return new Witness(client, tap, observer, heard);
  }

  /** Throws if the server has sent anything objectionable, or if the client has heard anything else than was sent. */
  async close(): Promise<void> {
    await this.client.close();
    await this.#tap.close();
    const sent = this.#tap.documents.filter((document) => document.startsWith('<event>'));
    const wrong = [...this.#observer.complaints];
    if (sent.join('\n') !== this.#heard.join('\n')) {
      wrong.push(`sent: ${sent.join('\n')}`, `heard by our client: ${this.#heard.join('\n')}`);
    }
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }
}

/** A document without its declaration and line ends. */
function rootOf(document: string): string {
  return document.slice(document.indexOf('\n') + 1).trimEnd();
}
