import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type AmiField, type AmiMessage, AmiReader, encodeMessage } from '@openeccp/ami';

/** A manager client for tests: sends actions, keeps what comes. */
export class Manager {
  readonly received: AmiMessage[] = [];
  readonly stream: Duplex;
  readonly #reader = new AmiReader({ expectBanner: true });
  #actions = 0;
  banner = '';
  closed = false;

  constructor(stream: Duplex) {
    this.stream = stream;
    stream.on('data', (chunk: Buffer) => {
      for (const item of this.#reader.push(chunk)) {
        if (item.kind === 'message') this.received.push(item.message);
        if (item.kind === 'banner') this.banner = item.text;
      }
    });
    stream.on('error', () => {});
    stream.on('close', () => {
      this.closed = true;
    });
  }

  /** Sends an action and returns its id. */
  send(action: string, fields: Readonly<Record<string, string>> = {}): string {
    const id = `t${++this.#actions}`;
    const all: readonly AmiField[] = [['Action', action], ['ActionID', id], ...Object.entries(fields)];
    this.stream.write(encodeMessage(all));
    return id;
  }

  /** Sends an action and waits for its answer. */
  async ask(action: string, fields: Readonly<Record<string, string>> = {}): Promise<AmiMessage> {
    const id = this.send(action, fields);
    return await this.find((message) => message.kind === 'response' && message.get('ActionID') === id);
  }

  /** Sends a list action and waits for its last event; returns the items. */
  async list(action: string, fields: Readonly<Record<string, string>> = {}): Promise<readonly AmiMessage[]> {
    const id = this.send(action, fields);
    const mine = (message: AmiMessage): boolean => message.get('ActionID') === id;
    await this.find((message) => mine(message) && message.get('EventList') === 'Complete');
    return this.received.filter(
      (message) => mine(message) && message.kind === 'event' && message.get('EventList') === undefined,
    );
  }

  async login(username = 'openeccp', secret = 'openeccp'): Promise<AmiMessage> {
    return await this.ask('Login', { Username: username, Secret: secret });
  }

  /** The first message that passes; the I/O it takes to come needs a few turns of the loop. */
  async find(test: (message: AmiMessage) => boolean): Promise<AmiMessage> {
    for (let turn = 0; turn < 10_000; turn++) {
      const found = this.received.find(test);
      if (found !== undefined) return found;
      await setImmediate();
    }
    throw new Error(`the message did not come; received: ${this.received.map((m) => m.name).join(', ')}`);
  }

  /** Waits until everything sent so far is handled and everything written so far is here. */
  async settle(): Promise<void> {
    await this.ask('Ping');
  }

  close(): void {
    this.stream.destroy();
  }
}

/** Names of the events received, without those that only repeat what another says. */
export function eventNames(messages: readonly AmiMessage[]): readonly string[] {
  return messages.filter((message) => message.kind === 'event').map((message) => message.name);
}
