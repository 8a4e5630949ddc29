import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Asterisk } from './asterisk.js';
import { until } from './deadline.js';

/** The headers of one AMI message; of a repeated one the last. */
export type AmiMessage = Readonly<Record<string, string>>;

/** A second AMI connection of a test, beside the one under test, that sees everything. */
export type AmiTrace = {
  /** Everything received so far, oldest first. */
  messages(): readonly AmiMessage[];
  send(action: AmiMessage): void;
  /** The first message with all these headers, past or to come within `limitMs`. */
  untilSeen(headers: AmiMessage, limitMs?: number): Promise<AmiMessage>;
  close(): void;
};

export type AmiTraceOptions = {
  /** Gets both directions as text, each message with the UTC time. */
  readonly file?: string;
  /** Default: `observer`, who has all rights. */
  readonly user?: string;
  readonly secret?: string;
};

const loginLimitMs = 5_000;
const maxMessages = 100_000;

/** Connects and logs in; resolves when events flow. */
export async function traceAmi(asterisk: Asterisk, options: AmiTraceOptions = {}): Promise<AmiTrace> {
  const { file, user = 'observer', secret = 'observer' } = options;
  const socket = connect({ host: asterisk.host, port: asterisk.amiPort }).setEncoding('utf8');
  const seen: AmiMessage[] = [];
  let received = '';
  let end: string | undefined;
  const record = (direction: string, text: string): void => {
    if (file !== undefined) appendFileSync(file, `${direction} [${new Date().toISOString()}]\n${text}\n\n`);
  };
  socket.on('error', (error) => {
    end = error.message;
  });
  socket.on('close', () => {
    end ??= 'Asterisk closed the connection';
  });
  socket.on('data', (text: string) => {
    const parts = (received + text).split('\r\n\r\n');
    received = parts.pop() ?? '';
    for (const part of parts) {
      record('<', part);
      if (seen.push(parse(part)) > maxMessages)
        throw new Error(`The AMI trace is longer than ${maxMessages} messages.`);
    }
  });
  const send = (action: AmiMessage): void => {
    const lines = Object.entries(action).map(([name, value]) => `${name}: ${value}`);
    if (action['Action'] !== 'Login') record('>', lines.join('\n'));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  };
  const untilSeen = (headers: AmiMessage, limitMs = 10_000): Promise<AmiMessage> => {
    const wanted = Object.entries(headers);
    const find = (): AmiMessage | undefined => {
      const message = seen.find((candidate) => wanted.every(([name, value]) => candidate[name] === value));
      if (message === undefined && end !== undefined) throw new Error(`The AMI trace ended: ${end}.`);
      return message;
    };
    return until(
      `The AMI message ${JSON.stringify(headers)}`,
      limitMs,
      find,
      () => `${seen.length} others came.`,
    );
  };

  send({ Action: 'Login', Username: user, Secret: secret, ActionID: 'trace-login' });
  const answer = await untilSeen({ ActionID: 'trace-login' }, loginLimitMs);
  if (answer['Response'] !== 'Success') {
    socket.destroy();
    throw new Error(`Asterisk refused the AMI user ${user}: ${answer['Message']}`);
  }
  return { messages: () => seen, send, untilSeen, close: () => socket.destroy() };
}

/** The banner, which is no header, leaves no trace in a message but in the file. */
function parse(text: string): AmiMessage {
  const headers = text.split('\r\n').map((line) => /^([^:]+): ?(.*)$/.exec(line));
  return Object.fromEntries(
    headers.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])),
  );
}
