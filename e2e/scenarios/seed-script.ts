import { connect, type Socket } from 'node:net';
import { childrenOf, DocumentReader, md5Hex, textOf, type XmlElement } from '@openeccp/eccp';

/** The four programs of the starting document. */
export type ScriptName = 'agentlogin' | 'hangup' | 'hold' | 'unhold';

export interface ScriptSettings {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly agent: string;
  readonly agentPassword: string;
  readonly extension: string;
}

/** What a script prints: fixed lines, and `key = value` for every leaf of an answer, dots between levels. */
export interface ScriptRun {
  readonly printed: readonly string[];
}

const LINE: Readonly<Record<ScriptName, string>> = {
  agentlogin: 'Login agent',
  hangup: 'Hangup...',
  hold: 'Hold...',
  unhold: 'unhold...',
};

const DEADLINE_MS = 20_000;

/**
 * Plays one of the scripts on the wire, with request texts of its own so that nothing but the protocol is shared
 * with the server. `agentlogin` waits for its first event and goes on as the script does: a failure ends it, a
 * success would be waited on for ever, so it ends there without "Disconnect...".
 */
export async function runScript(script: ScriptName, settings: ScriptSettings): Promise<ScriptRun> {
  const printed: string[] = ['Connect...'];
  let wire: Wire;
  try {
    wire = await Wire.open(settings.port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    printed.push(`ECCPConnFailedException ${code === 'ECONNREFUSED' ? '111' : code}`);
    return { printed };
  }
  try {
    const cookie = await wire.login(settings);
    const { agent } = settings;
    printed.push(...(await wire.ask('getagentstatus', `<agent_number>${agent}</agent_number>`)));
    printed.push(LINE[script]);
    const hash = md5Hex(`${cookie}${agent}${settings.agentPassword}`);
    const argument = `<agent_number>${agent}</agent_number><agent_hash>${hash}</agent_hash>`;
    const request = script === 'agentlogin' ? 'loginagent' : script;
    const extension = script === 'agentlogin' ? `<extension>${settings.extension}</extension>` : '';
    const answer = await wire.ask(request, argument + extension);
    printed.push(...answer);
    if (script === 'agentlogin' && !answer.some((line) => line.startsWith('failure'))) {
      const event = await wire.event(/^agent(loggedin|failedlogin)\b/);
      printed.push(...event);
      if (event.some((line) => line.startsWith('agentloggedin'))) return { printed };
    }
    printed.push('Disconnect...');
    await wire.ask('logout', '');
    return { printed };
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    printed.push(error.message);
    return { printed };
  } finally {
    wire.close();
  }
}

/** An outer failure: the client library of the scripts throws it. */
class BadRequest extends Error {}

/** One ECCP connection, a request at a time. */
class Wire {
  readonly #socket: Socket;
  readonly #reader = new DocumentReader({ roots: ['response', 'event'] });
  readonly #events: string[][] = [];
  readonly #responses: XmlElement[] = [];
  #wake: () => void = () => {};
  #failure: Error | undefined;
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#reader.write(chunk);
      for (let item = this.#reader.read(); item !== undefined; item = this.#reader.read()) {
        if (item.kind === 'fatal') this.#failure = new Error(`the server sent no ECCP: ${item.reason}`);
        else if (item.root.name === 'event') this.#events.push(leaves(item.root));
        else this.#responses.push(item.root);
      }
      this.#wake();
    });
    socket.on('close', () => {
      this.#failure ??= new Error('the server closed the connection');
      this.#wake();
    });
  }

  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', () => socket.destroy());
        resolve(new Wire(socket));
      });
    });
  }

  /** The scripts do not look at the result; without a cookie their hashes are wrong. */
  async login({ user, password }: ScriptSettings): Promise<string> {
    const answer = await this.ask(
      'login',
      `<username>${user}</username><password>${md5Hex(password)}</password>`,
    );
    const cookie = answer.find((line) => line.startsWith('app_cookie = '));
    return cookie?.slice('app_cookie = '.length) ?? '';
  }

  async ask(name: string, argument: string): Promise<readonly string[]> {
    this.#lastId += 1;
    this.#socket.write(
      `<?xml version="1.0"?>\n<request id="${this.#lastId}"><${name}>${argument}</${name}></request>\n`,
    );
    const response = await this.#until(`answer to ${name}`, () => this.#responses.shift());
    if (response.attributes['id'] !== String(this.#lastId)) throw new Error('the answer has another id');
    const [payload] = childrenOf(response);
    if (payload === undefined) throw new Error('the answer is empty');
    if (payload.name === 'failure') {
      const values = Object.fromEntries(childrenOf(payload).map((child) => [child.name, textOf(child)]));
      throw new BadRequest(
        `ECCPBadRequestException ${values['code']} ${values['message']} (request ${this.#lastId})`,
      );
    }
    return leaves(payload);
  }

  event(pattern: RegExp): Promise<readonly string[]> {
    return this.#until(`event ${pattern}`, () => {
      const index = this.#events.findIndex((event) => event.some((line) => pattern.test(line)));
      return index < 0 ? undefined : this.#events.splice(0, index + 1)[index];
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  async #until<T>(what: string, probe: () => T | undefined): Promise<T> {
    const end = performance.now() + DEADLINE_MS;
    for (;;) {
      const found = probe();
      if (found !== undefined) return found;
      if (this.#failure !== undefined) throw this.#failure;
      const left = end - performance.now();
      if (left <= 0) throw new Error(`no ${what} within ${DEADLINE_MS} ms`);
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

/** `key = value` of every element without children, dots between levels; an empty element is just its key. */
function leaves(parent: XmlElement, prefix = ''): string[] {
  return childrenOf(parent).flatMap((child) => {
    const key = prefix + child.name;
    if (childrenOf(child).length > 0) return leaves(child, `${key}.`);
    const text = textOf(child);
    return [text === '' ? key : `${key} = ${text}`];
  });
}
