import { AmiReader } from '@openeccp/ami';

export type AmiReaderResult = {
  readonly name: string;
  readonly messagesPerSecond: number;
  /** Of the bare split, which only decodes and cuts at blank lines, in the same run. */
  readonly ratio: number;
};

/** How fast AMI is read, against the least that any reader must do. */
export function benchAmiReader(messages = 20_000, rounds = 10): readonly AmiReaderResult[] {
  const chunks = traffic(messages);
  const subjects: readonly (readonly [string, () => number])[] = [
    ['bare split', () => bareSplit(chunks)],
    ['read, look at the name', () => count(chunks, (name) => name === 'Newexten')],
    [
      'read, look at three fields',
      () => count(chunks, (_, get) => [get('Channel'), get('uniqueid'), get('Linkedid')].every(Boolean)),
    ],
  ];
  const rates = subjects.map(([name, run]) => ({ name, messagesPerSecond: rate(run, messages, rounds) }));
  const bare = rates[0]?.messagesPerSecond ?? 1;
  return rates.map((result) => ({ ...result, ratio: result.messagesPerSecond / bare }));
}

/** The median of the rounds; the first ones warm up. */
function rate(run: () => number, messages: number, rounds: number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds + 3; round++) {
    const start = performance.now();
    const seen = run();
    if (seen !== messages) throw new Error(`read ${seen} of ${messages} messages`);
    if (round >= 3) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return (messages / (times[Math.floor(times.length / 2)] ?? 1)) * 1000;
}

function bareSplit(chunks: readonly Buffer[]): number {
  let rest = '';
  let seen = 0;
  for (const chunk of chunks) {
    const parts = (rest + chunk.toString()).split('\r\n\r\n');
    rest = parts.pop() ?? '';
    seen += parts.length;
  }
  return seen;
}

function count(
  chunks: readonly Buffer[],
  wanted: (name: string, get: (name: string) => string | undefined) => boolean,
): number {
  const reader = new AmiReader({ expectBanner: false });
  let seen = 0;
  for (const chunk of chunks) {
    for (const item of reader.push(chunk)) {
      if (item.kind !== 'message') continue;
      const { message } = item;
      if (wanted(message.name, (name) => message.get(name))) seen++;
    }
  }
  return seen;
}

/** An event as busy systems send most, in pieces as a socket brings them. */
function traffic(messages: number): readonly Buffer[] {
  const events = Array.from({ length: messages }, (_, i) =>
    [
      'Event: Newexten',
      'Privilege: dialplan,all',
      `Channel: PJSIP/412-${i.toString(16).padStart(8, '0')}`,
      'ChannelState: 6',
      'ChannelStateDesc: Up',
      'CallerIDNum: 412',
      'CallerIDName: Ext 412',
      'ConnectedLineNum: <unknown>',
      'ConnectedLineName: <unknown>',
      'Language: en',
      'AccountCode: ',
      'Context: from-internal',
      'Exten: s',
      'Priority: 1',
      `Uniqueid: pbx-1700000000.${i}`,
      `Linkedid: pbx-1700000000.${i}`,
      'Extension: s',
      'Application: Queue',
      'AppData: 8001,t',
      '',
      '',
    ].join('\r\n'),
  );
  const bytes = Buffer.from(events.join(''));
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 65_536) chunks.push(bytes.subarray(at, at + 65_536));
  return chunks;
}
