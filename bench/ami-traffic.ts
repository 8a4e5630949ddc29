import { setImmediate } from 'node:timers/promises';
import { encodeMessage } from '@openeccp/ami';
import { startSimulator, VirtualClock } from '@openeccp/simulator';
import { AGENT_NUMBERS, largeWorld, QUEUES } from './large-center.js';

/** What a manager connection brings, in pieces as a socket brings them. */
export interface AmiTraffic {
  readonly chunks: readonly Buffer[];
  readonly messages: number;
}

const CHUNK_BYTES = 64 * 1024;
/** Agents on the line while the calls come. */
const AGENTS = 100;
/** The server asks Asterisk not to send these. */
const UNWANTED = /^Event: (Newexten|VarSet|DeviceStateChange|RTCPSent|RTCPReceived|Cdr)\r/;

/** A working day in short: agents dial in, customers call, are answered by a queue's agent and hang up. */
export async function workingDay(calls: number): Promise<AmiTraffic> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ port: 'none', clock, world: largeWorld() });
  const manager = simulator.connectInMemory();
  let text = '';
  manager.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const pass = async (seconds: number): Promise<void> => {
    clock.advance(seconds * 1000);
    await setImmediate();
  };
  const login = [
    ['Action', 'Login'],
    ['Username', 'openeccp'],
    ['Secret', 'openeccp'],
  ] as const;
  manager.write(encodeMessage(login));
  await pass(1);
  for (const number of AGENT_NUMBERS.slice(0, AGENTS)) {
    simulator.hands.phoneDials(number, `*11${number}`);
    await pass(1);
  }
  await pass(10);
  for (let call = 0; call < calls; call += 1) {
    const customer = simulator.hands.customerCalls(QUEUES[call % QUEUES.length] ?? '', {
      number: String(5_550_000 + call),
    });
    await pass(5);
    customer.hangUp();
    await pass(1);
  }
  await simulator.close();
  const events = text.split('\r\n\r\n').filter((message) => message.startsWith('Event: '));
  return cut(events.filter((event) => !UNWANTED.test(event)));
}

/** The event that a busy system sends most and that says nothing here. */
export function dialplanSteps(messages: number): AmiTraffic {
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
    ].join('\r\n'),
  );
  return cut(events);
}

function cut(events: readonly string[]): AmiTraffic {
  const bytes = Buffer.from(events.map((event) => `${event}\r\n\r\n`).join(''));
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(bytes.subarray(at, at + CHUNK_BYTES));
  return { chunks, messages: events.length };
}
