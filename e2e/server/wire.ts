import { connect, type Socket } from 'node:net';
import { childrenOf, DocumentReader, md5Hex, textOf, type XmlElement } from '@openeccp/eccp';
import { Observer, type ObserverOptions } from '../../conformance/observer.js';

const DEADLINE_MS = 20_000;

/** An outer failure; its message says code, text and the request's number. */
export class OuterFailure extends Error {}

/** An answer or event as lines: `key = value` of every element without children, dots between levels. */
export type Lines = readonly string[];

/** A document that arrived: what it is called and what it says. */
export interface Heard {
  readonly kind: 'response' | 'event';
  /** `hold_response`, `pausestart`, `failure`. */
  readonly name: string;
  readonly lines: Lines;
}

/**
 * One ECCP connection, a request at a time, with request texts of its own so that nothing but the protocol is
 * shared with the server. Remembers everything that arrived, in order.
 */
export class Wire {
  readonly #socket: Socket;
  readonly #observer: Observer;
  readonly #reader = new DocumentReader({ roots: ['response', 'event'] });
  readonly #responses: XmlElement[] = [];
  readonly #heard: Heard[] = [];
  #wake: () => void = () => {};
  #failure: Error | undefined;
  #lastId = 0;
  /** Everything before this was waited for, or passed over. */
  #passed = 0;
  #cookie = '';

  private constructor(socket: Socket, options: ObserverOptions) {
    this.#socket = socket;
    this.#observer = new Observer(options);
    socket.on('data', (chunk) => {
      this.#observer.received(chunk);
      this.#failure ??= this.#objection();
      this.#reader.write(chunk);
      for (let item = this.#reader.read(); item !== undefined; item = this.#reader.read()) {
        if (item.kind === 'fatal') this.#failure = new Error(`the server sent no ECCP: ${item.reason}`);
        else this.#take(item.root);
      }
      this.#wake();
    });
    socket.on('end', () => this.#observer.ended());
    socket.on('close', () => {
      this.#failure ??= new Error('the server closed the connection');
      this.#wake();
    });
  }

  /** Rejects with the socket's error when nobody listens. */
  static open(port: number, options: ObserverOptions = {}): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', () => socket.destroy());
        resolve(new Wire(socket, options));
      });
    });
  }

  /**
   * What arrived so far, in order: `hold_response`, `pausestart hold`, `callprogress OnHold` … Failures follow the
   * name of the answer.
   */
  get transcript(): readonly string[] {
    return this.#heard.map(({ name, lines }) => {
      const word = lines.flatMap(
        (line) => /^(?:pause_class|new_status|failure\.message) = (.*)/.exec(line)?.[1] ?? [],
      );
      return [name, ...word].join(' ');
    });
  }

  /** All that arrived so far, in order. */
  get heard(): readonly Heard[] {
    return this.#heard;
  }

  /** Like the scripts of the starting document it does not look at the result; without a cookie hashes are wrong. */
  async login(user: string, password: string): Promise<void> {
    const answer = await this.ask(
      'login',
      `<username>${user}</username><password>${md5Hex(password)}</password>`,
    );
    const cookie = answer.find((line) => line.startsWith('app_cookie = '));
    this.#cookie = cookie?.slice('app_cookie = '.length) ?? '';
  }

  /** Asks for an agent, with its hash. */
  askFor(agent: string, password: string, name: string, argument = ''): Promise<Lines> {
    const hash = md5Hex(`${this.#cookie}${agent}${password}`);
    return this.ask(name, `<agent_number>${agent}</agent_number><agent_hash>${hash}</agent_hash>${argument}`);
  }

  async ask(name: string, argument = ''): Promise<Lines> {
    this.#lastId += 1;
    const request = `<request id="${this.#lastId}"><${name}>${argument}</${name}></request>`;
    this.#send(`<?xml version="1.0"?>\n${request}\n`);
    const response = await this.#until(`answer to ${name}`, () => this.#responses.shift());
    if (response.attributes['id'] !== String(this.#lastId)) throw new Error('the answer has another id');
    const [payload] = childrenOf(response);
    if (payload === undefined) throw new Error('the answer is empty');
    if (payload.name === 'failure') {
      const values = Object.fromEntries(childrenOf(payload).map((child) => [child.name, textOf(child)]));
      throw new OuterFailure(`${values['code']} ${values['message']} (request ${this.#lastId})`);
    }
    return leaves(payload);
  }

  /** The next event with such a line, `agentlinked.queue = 9000`; those before it are passed over. */
  async event(pattern: RegExp): Promise<Lines> {
    const full = ({ name, lines }: Heard): Lines => lines.map((line) => `${name}.${line}`);
    return full(
      await this.eventThat(`${pattern}`, (event) => full(event).some((line) => pattern.test(line))),
    );
  }

  /** The next event that is the one; those before it are passed over. */
  eventThat(what: string, isIt: (event: Heard) => boolean): Promise<Heard> {
    return this.#until(`event ${what}`, () => {
      const index = this.#heard.findIndex(
        (heard, at) => at >= this.#passed && heard.kind === 'event' && isIt(heard),
      );
      if (index >= 0) this.#passed = index + 1;
      return this.#heard[index];
    });
  }

  /** Throws if the server has sent anything that no client should be sent. */
  close(): void {
    this.#socket.destroy();
    const objection = this.#objection();
    if (objection !== undefined) throw objection;
  }

  #objection(): Error | undefined {
    const { complaints } = this.#observer;
    return complaints.length === 0 ? undefined : new Error(complaints.join('\n'));
  }

  #send(text: string): void {
    this.#observer.sent(text);
    this.#socket.write(text);
  }

  #take(root: XmlElement): void {
    const [payload] = childrenOf(root);
    const kind = root.name === 'event' ? 'event' : 'response';
    const lines = payload === undefined ? [] : leaves(payload);
    this.#heard.push({ kind, name: payload?.name ?? root.name, lines });
    if (kind === 'response') this.#responses.push(root);
  }

  async #until<T>(what: string, probe: () => T | undefined): Promise<T> {
    const end = performance.now() + DEADLINE_MS;
    for (;;) {
      const found = probe();
      if (found !== undefined) return found;
      if (this.#failure !== undefined) throw this.#failure;
      const left = end - performance.now();
      if (left <= 0) {
        const last = this.transcript.slice(-8).join(', ');
        throw new Error(`no ${what} within ${DEADLINE_MS} ms; heard last: ${last}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

function leaves(parent: XmlElement, prefix = ''): string[] {
  return childrenOf(parent).flatMap((child) => {
    const key = prefix + child.name;
    if (childrenOf(child).length > 0) return leaves(child, `${key}.`);
    const text = textOf(child);
    return [text === '' ? key : `${key} = ${text}`];
  });
}
