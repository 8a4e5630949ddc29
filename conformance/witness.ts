import { connect, type EccpClient, encodeEvent } from '@openeccp/eccp';
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
  readonly #heard: string[] = [];
  readonly #listening: Promise<void>;

  private constructor(client: EccpClient, tap: Tap, observer: Observer) {
    this.client = client;
    this.#tap = tap;
    this.#observer = observer;
    this.#listening = this.#listen();
  }

  /** Logs in and asks for the progress of calls. @param account user name and password of a client */
  static async open(port: number, account: readonly [string, string], observer: Observer): Promise<Witness> {
    const tap = await Tap.open(port, observer);
    const [user, password] = account;
    const client = await connect({ port: tap.port });
    // Listens before it logs in: the first events may come together with the answer to the login.
    const witness = new Witness(client, tap, observer);
    const answer = await client.login(user, password);
    if (answer.kind === 'refused') throw new Error(`${user} may not log in: ${answer.failure.message}`);
    await client.request('callprogress', { enable: true });
    return witness;
  }

  /** Throws if the server has sent anything objectionable, or if the client has heard anything else than was sent. */
  async close(): Promise<void> {
    await this.client.close();
    await this.#listening;
    await this.#tap.close();
    const sent = this.#tap.documents.filter((document) => document.startsWith('<event>'));
    const wrong = [...this.#observer.complaints];
    if (sent.join('\n') !== this.#heard.join('\n')) {
      wrong.push(`sent: ${sent.join('\n')}`, `heard by our client: ${this.#heard.join('\n')}`);
    }
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }

  async #listen(): Promise<void> {
    for await (const event of this.client.events()) {
      this.#heard.push(event.kind === 'other' ? `unknown event ${event.name}` : rootOf(encodeEvent(event)));
    }
  }
}

/** A document without its declaration and line ends. */
function rootOf(document: string): string {
  return document.slice(document.indexOf('\n') + 1).trimEnd();
}
