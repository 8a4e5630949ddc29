import { connect, type Socket } from 'node:net';

/** Every request is answered within this. Milliseconds. */
const DEADLINE_MS = 20_000;

/** A connection as the PHP library has it: one request at a time, documents that end with a line, events in between. */
export class ConsoleLine {
  readonly #socket: Socket;
  #text = '';
  #requests = 0;
  #onResponse: ((response: string) => void) | undefined;
  #onEnd: ((error: Error) => void) | undefined;
  /** Why nothing can be asked any more. */
  #ended: Error | undefined;
  /** Told each event, without its declaration. */
  onEvent: (event: string) => void = () => {};
  /** Told what was sent and what came back, whole documents. */
  onExchange: (request: string, response: string) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the server closed the connection')));
  }

  static async connect(port: number): Promise<ConsoleLine> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new ConsoleLine(socket);
  }

  /** Resolves with the response; rejects if the server closes instead, or takes too long. */
  ask(command: string): Promise<string> {
    this.#requests += 1;
    const request = requestDocument(this.#requests, command);
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const timer = setTimeout(
        () => this.#end(new Error(`no answer within ${DEADLINE_MS / 1000} s: ${command}`)),
        DEADLINE_MS,
      );
      const over = (): void => {
        clearTimeout(timer);
        this.#onResponse = undefined;
        this.#onEnd = undefined;
      };
      this.#onEnd = (error) => {
        over();
        reject(error);
      };
      this.#onResponse = (response) => {
        over();
        this.onExchange(request, `<?xml version="1.0"?>\n${response}\n`);
        resolve(response);
      };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#end(new Error('closed'));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#onEnd?.(error);
    this.#socket.destroy();
  }

  #read(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('<event>')) this.onEvent(line);
      else if (line.startsWith('<response')) this.#onResponse?.(line);
    }
  }
}

/** A request as the PHP library writes it. */
function requestDocument(id: number, command: string): string {
  return `<?xml version="1.0"?>\n<request id="${id}">${command}</request>\n`;
}
