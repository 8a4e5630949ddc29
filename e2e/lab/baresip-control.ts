import { connect, type Socket } from 'node:net';

/** What baresip reports by itself, e.g. `REGISTER_OK`, `CALL_ESTABLISHED`. */
export type BaresipEvent = { readonly type: string; readonly param: string };

/** The control connection of a running baresip (its module `ctrl_tcp`: JSON in netstrings). */
export type BaresipControl = {
  /** Runs a command of baresip's menu and returns what it prints; rejects when baresip refuses. */
  command(name: string, params?: string): Promise<string>;
  onEvent(listener: (event: BaresipEvent) => void): void;
  close(): void;
};

type Message = {
  readonly event?: boolean;
  readonly type?: string;
  readonly param?: string;
  readonly token?: string;
  readonly ok?: boolean;
  readonly data?: string;
};

const answerLimitMs = 5_000;

/** Connects to a baresip that listens on loopback; undefined when nothing listens there yet. */
export function connectBaresip(port: number): Promise<BaresipControl | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => resolve(control(socket)));
  });
}

function control(socket: Socket): BaresipControl {
  const listeners: ((event: BaresipEvent) => void)[] = [];
  const waiting = new Map<string, (message: Message) => void>();
  let received: Buffer = Buffer.alloc(0);
  let count = 0;

  const take = (message: Message): void => {
    if (message.event) {
      for (const listener of listeners) listener({ type: message.type ?? '', param: message.param ?? '' });
    } else if (message.token !== undefined) {
      waiting.get(message.token)?.(message);
    }
  };
  socket.on('data', (chunk) => {
    received = takeNetstrings(Buffer.concat([received, chunk]), (text) => take(JSON.parse(text)));
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const answer of waiting.values()) answer({ ok: false, data: 'baresip closed the connection' });
  });

  const command = (name: string, params?: string): Promise<string> => {
    const token = String(++count);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => take({ token, ok: false, data: 'no answer' }), answerLimitMs);
      waiting.set(token, (message) => {
        clearTimeout(timer);
        waiting.delete(token);
        if (message.ok) resolve(message.data ?? '');
        else reject(new Error(`baresip refused ${name} ${params ?? ''}: ${message.data?.trim()}`));
      });
      socket.write(
        netstring(JSON.stringify({ command: name, token, ...(params === undefined ? {} : { params }) })),
      );
    });
  };
  return { command, onEvent: (listener) => listeners.push(listener), close: () => socket.destroy() };
}

function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}

/** Hands over each whole netstring and returns the bytes of an unfinished one. */
function takeNetstrings(bytes: Buffer, take: (text: string) => void): Buffer {
  let rest = bytes;
  for (;;) {
    const colon = rest.indexOf(':');
    if (colon < 0) return rest;
    const end = colon + 1 + Number(rest.toString('latin1', 0, colon));
    if (rest.length <= end) return rest;
    take(rest.toString('utf8', colon + 1, end));
    rest = rest.subarray(end + 1);
  }
}
