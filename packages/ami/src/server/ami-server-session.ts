import type { AmiField } from '../codec/ami-field.js';
import type { AmiMessage } from '../codec/ami-message.js';
import { AmiReader } from '../codec/ami-reader.js';
import { banner } from '../codec/banner.js';
import { encodeMessage } from '../codec/encode-message.js';
import { md5Key } from '../codec/md5-key.js';
import { EventMask } from './event-mask.js';

export type AmiServerOptions = {
  /** Of the protocol, e.g. `5.0.2`. */
  readonly version: string;
  /** The secret of a user, `undefined` when there is no such user. */
  readonly secretOf: (username: string) => string | undefined;
  /** Takes the text for the peer; write it as UTF-8. */
  readonly write: (text: string) => void;
  /** A new challenge for an MD5 login; digits, like Asterisk's. */
  readonly challenge?: () => string;
};

/** What the owner of the session has to do. */
export type AmiServerItem =
  | { readonly kind: 'login'; readonly username: string }
  /** An action of a logged-in client that the session does not handle itself; it wants a `respond`. */
  | {
      readonly kind: 'action';
      readonly name: string;
      readonly action: AmiMessage;
      readonly actionId: string | undefined;
    }
  /** Close the connection when what is written is out. */
  | { readonly kind: 'close'; readonly reason: string };

/**
 * The manager's side of one connection, without the connection. It greets, handles `Challenge`, `Login`, `Logoff`,
 * `Ping` and `Events`, and gives the other actions to its owner.
 */
export class AmiServerSession {
  readonly #options: AmiServerOptions;
  readonly #reader = new AmiReader({ expectBanner: false });
  readonly #events = new EventMask();
  #challenge: string | undefined;
  #username: string | undefined;
  #closed = false;

  constructor(options: AmiServerOptions) {
    this.#options = options;
    options.write(banner(options.version));
  }

  /** The user that has logged in. */
  get username(): string | undefined {
    return this.#username;
  }

  push(chunk: Uint8Array): readonly AmiServerItem[] {
    const items: AmiServerItem[] = [];
    for (const item of this.#reader.push(chunk)) {
      if (this.#closed) break;
      if (item.kind === 'fatal') items.push(this.#close(item.reason));
      else if (item.kind === 'message') items.push(...this.#receive(item.message));
    }
    return items;
  }

  /** Answers an action. */
  respond(
    actionId: string | undefined,
    result: 'Success' | 'Error' | 'Goodbye',
    fields: readonly AmiField[] = [],
  ): void {
    this.#write([['Response', result], ...idField(actionId), ...fields]);
  }

  /** Sends an event to this client if it wants it, by the classes in its `Privilege` field; see {@link EventMask}. */
  event(fields: readonly AmiField[]): void {
    if (this.#username !== undefined && this.#events.admits(fields)) this.#write(fields);
  }

  /** Sends an event that is part of an answer: whatever the client's events, and with the id behind the event's name. */
  listEvent(actionId: string | undefined, fields: readonly AmiField[]): void {
    const [name, ...rest] = fields;
    if (name !== undefined) this.#write([name, ...idField(actionId), ...rest]);
  }

  #receive(action: AmiMessage): readonly AmiServerItem[] {
    // A lone CR or a NUL is no line end for the reader, but nothing that could be written into an answer or event.
    if (action.fields.some(([name, value]) => UNPRINTABLE.test(name) || UNPRINTABLE.test(value))) {
      this.respond(undefined, 'Error', [['Message', 'Malformed request']]);
      return [];
    }
    const actionId = action.get('ActionID');
    const fail = (message: string): readonly AmiServerItem[] => {
      this.respond(actionId, 'Error', [['Message', message]]);
      return [];
    };
    if (action.kind !== 'action') return fail('Missing action in request');
    switch (action.name.toLowerCase()) {
      case 'challenge':
        if (action.get('AuthType')?.toLowerCase() !== 'md5') return fail('Must specify AuthType');
        this.#challenge = this.#options.challenge?.() ?? String(Math.floor(Math.random() * 1e9));
        this.respond(actionId, 'Success', [['Challenge', this.#challenge]]);
        return [];
      case 'login':
        return this.#logIn(action, actionId);
      case 'logoff':
        this.respond(actionId, 'Goodbye', [['Message', 'Thanks for all the fish.']]);
        return [this.#close('logoff')];
    }
    if (this.#username === undefined) return fail('Permission denied');
    switch (action.name.toLowerCase()) {
      case 'ping':
        this.respond(actionId, 'Success', [['Ping', 'Pong']]);
        return [];
      case 'events':
        this.#events.set(action.get('EventMask') ?? '');
        this.respond(actionId, 'Success', [['Events', this.#events.off ? 'Off' : 'On']]);
        return [];
      default:
        return [{ kind: 'action', name: action.name, action, actionId }];
    }
  }

  #logIn(action: AmiMessage, actionId: string | undefined): readonly AmiServerItem[] {
    const username = action.get('Username') ?? '';
    if (!this.#proves(action, this.#options.secretOf(username))) {
      this.respond(actionId, 'Error', [['Message', 'Authentication failed']]);
      return [this.#close(`login refused: ${username}`)];
    }
    this.#username = username;
    const mask = action.get('Events');
    if (mask !== undefined) this.#events.set(mask);
    this.respond(actionId, 'Success', [['Message', 'Authentication accepted']]);
    return [{ kind: 'login', username }];
  }

  #proves(action: AmiMessage, secret: string | undefined): boolean {
    if (secret === undefined) return false;
    if (action.get('AuthType')?.toLowerCase() !== 'md5') return action.get('Secret') === secret;
    return this.#challenge !== undefined && action.get('Key') === md5Key(this.#challenge, secret);
  }

  #write(fields: readonly AmiField[]): void {
    if (!this.#closed) this.#options.write(encodeMessage(fields));
  }

  #close(reason: string): AmiServerItem {
    this.#closed = true;
    return { kind: 'close', reason };
  }
}

const UNPRINTABLE = /[\r\0]/;

function idField(actionId: string | undefined): readonly AmiField[] {
  return actionId === undefined ? [] : [['ActionID', actionId]];
}
