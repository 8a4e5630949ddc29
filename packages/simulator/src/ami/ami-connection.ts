import type { Duplex } from 'node:stream';
import { type AmiField, type AmiServerItem, AmiServerSession } from '@openeccp/ami';
import type { Pbx } from '../engine/pbx.js';
import { type ActionReply, refused } from './action.js';
import { VERSIONS } from './core-actions.js';
import { EventFilter } from './event-filter.js';
import { actionSummaries, findAction } from './registry.js';

export interface AmiConnectionOptions {
  readonly stream: Duplex;
  /** The PBX of this moment; another one after a restart. */
  readonly pbx: Pbx;
  readonly secretOf: (username: string) => string | undefined;
  /** Bytes a client may leave unread before it is dropped. */
  readonly maxUnreadBytes: number;
  readonly onClose: () => void;
}

/** One manager client, over TCP or in memory. */
export class AmiConnection {
  readonly #pbx: Pbx;
  readonly #stream: Duplex;
  readonly #session: AmiServerSession;
  readonly #filter = new EventFilter();
  readonly #maxUnreadBytes: number;
  #closed = false;

  constructor(options: AmiConnectionOptions) {
    this.#pbx = options.pbx;
    this.#stream = options.stream;
    this.#maxUnreadBytes = options.maxUnreadBytes;
    this.#session = new AmiServerSession({
      version: VERSIONS[options.pbx.version].ami,
      secretOf: options.secretOf,
      write: (text) => this.#write(text),
    });
    this.#stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#stream.on('error', () => this.drop());
    this.#stream.on('end', () => this.drop());
    this.#stream.on('close', () => {
      this.#closed = true;
      options.onClose();
    });
  }

  /** Sends an event, if this client is logged in and wants it. */
  event(fields: readonly AmiField[]): void {
    if (!this.#closed && this.#filter.admits(fields)) this.#session.event(fields);
  }

  /** Cuts the connection; what is not written yet is lost. */
  drop(): void {
    this.#closed = true;
    this.#stream.destroy();
  }

  #write(text: string): void {
    if (this.#closed) return;
    this.#stream.write(text);
    if (this.#stream.writableLength > this.#maxUnreadBytes) this.drop();
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return;
    for (const item of this.#session.push(chunk)) this.#handle(item);
  }

  #handle(item: AmiServerItem): void {
    switch (item.kind) {
      case 'login':
        this.#greet();
        return;
      case 'close':
        this.#closed = true;
        this.#stream.end();
        return;
      case 'action':
        this.#act(item);
    }
  }

  #greet(): void {
    const uptime = String(Math.max(0, Math.floor((this.#pbx.kernel.now() - this.#pbx.startedAt) / 1000)));
    this.#session.event([
      ['Event', 'FullyBooted'],
      ['Privilege', 'system,all'],
      ['Uptime', uptime],
      ['LastReload', uptime],
      ['Status', 'Fully Booted'],
    ]);
  }

  #act(item: Extract<AmiServerItem, { kind: 'action' }>): void {
    const { action, actionId, name } = item;
    switch (name.toLowerCase()) {
      case 'filter': {
        const added = this.#filter.add(action.get('Filter') ?? '');
        this.#answer(
          actionId,
          added
            ? { kind: 'success', fields: [['Message', 'Success']] }
            : refused('Filter did not compile.  Check the syntax of the filter given.'),
        );
        return;
      }
      case 'listcommands':
        this.#answer(actionId, {
          kind: 'success',
          fields: actionSummaries(this.#pbx),
        });
        return;
    }
    const handler = findAction(this.#pbx, name);
    if (handler === undefined) {
      this.#answer(
        actionId,
        refused(`Invalid/unknown command: ${name}. Use Action: ListCommands to show available commands.`),
      );
      return;
    }
    this.#pbx.kernel.run(() => this.#answer(actionId, handler.handle({ pbx: this.#pbx, action, actionId })));
  }

  #answer(actionId: string | undefined, reply: ActionReply): void {
    switch (reply.kind) {
      case 'success': {
        const respond = (): void => this.#session.respond(actionId, 'Success', reply.fields);
        if (this.#pbx.version === '22' && reply.answerFirst !== true && reply.effect !== undefined) {
          reply.effect();
          this.#pbx.kernel.post(respond);
          return;
        }
        respond();
        reply.effect?.();
        return;
      }
      case 'error':
        this.#session.respond(actionId, 'Error', [['Message', reply.message], ...(reply.fields ?? [])]);
        return;
      case 'later':
        reply.start((answer) => this.#answer(actionId, answer));
        return;
      case 'list':
        this.#list(actionId, reply);
    }
  }

  #list(actionId: string | undefined, reply: Extract<ActionReply, { kind: 'list' }>): void {
    const id: readonly AmiField[] = actionId === undefined ? [] : [['ActionID', actionId]];
    this.#session.respond(actionId, 'Success', [
      ['EventList', 'start'],
      ['Message', reply.message],
    ]);
    // Asterisk puts the id behind the fields of an item, and before the summary of the last event.
    for (const item of reply.items) this.#session.listEvent(undefined, [...item, ...id]);
    this.#session.listEvent(actionId, [
      ['Event', reply.complete],
      ['EventList', 'Complete'],
      ['ListItems', String(reply.items.length)],
      ...(reply.summary ?? []),
    ]);
  }
}
