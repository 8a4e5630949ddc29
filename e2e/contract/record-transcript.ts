import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialTcp } from '@openeccp/ami';
import type { AgentName, TelephonyIntent } from '@openeccp/core';
import { AsteriskTelephony, DEFAULT_CONTEXTS, DEFAULT_THROTTLE } from 'openeccp';
import { startAsteriskBackend } from '../backends/asterisk.js';
import type { Backend } from '../backends/backend.js';
import type { AsteriskVersion } from '../lab/asterisk.js';
import { FactLog } from './fact-log.js';

/**
 * Writes what a real Asterisk sends while agent 412 logs in, talks, holds, talks on and is logged off, and while the
 * callback agent PJSIP/101 does the same, as the transcript that tests of the adapter replay without Asterisk:
 *
 * npx tsx --conditions=openeccp-source e2e/contract/record-transcript.ts 16
 */
const FOLDER = join(import.meta.dirname, '../../packages/server/src/telephony/asterisk/testing');

/** Events that the adapter reads, and some next to them that it must not fall for. */
const KEPT =
  /^Event: (Newchannel|HangupRequest|SoftHangupRequest|Hangup|Bridge\w+|Agent(Login|Logoff|Connect|Complete)|QueueMember(Added|Removed|Pause)|QueueCaller\w+|\w*ParkedCall\w*|LocalOptimization\w+|OriginateResponse)\r\n/;

const POOL = 'Agent/412' as AgentName;
const CALLBACK = 'PJSIP/101' as AgentName;

async function record(version: AsteriskVersion): Promise<string> {
  await using backend = await startAsteriskBackend(version, { parking: 'own' });
  const log = new FactLog();
  let received = '';
  await using telephony = connect(backend, log, (text) => {
    received += text;
  });
  telephony.start();
  await log.next('telephony-up');
  received = '';

  const extension = { number: '412', dial: 'PJSIP/412' };
  telephony.perform({ kind: 'call-phone-to-log-in', agent: POOL, attempt: 1, extension });
  const { channel } = await log.next('agent-in');
  await callHeldAndTakenBack(backend, telephony, log, POOL, '9000');
  telephony.perform({ kind: 'end-line', agent: POOL, channel });
  await log.next('agent-out');

  log.clear();
  const join = new Map([['8000', 0]]);
  telephony.perform({
    kind: 'join-queues',
    agent: CALLBACK,
    attempt: 2,
    displayName: '101',
    leave: [],
    join,
  });
  await log.next('memberships');
  await callHeldAndTakenBack(backend, telephony, log, CALLBACK, '8000');
  telephony.perform({ kind: 'leave-queues', agent: CALLBACK, queues: ['8000'] });
  await log.next('memberships', 2);
  return sanitised(received);
}

function connect(backend: Backend, log: FactLog, onText: (text: string) => void): AsteriskTelephony {
  const { host, port, user, secret } = backend.ami;
  const dial = dialTcp(host, port);
  return new AsteriskTelephony({
    ami: {
      credentials: { username: user, secret },
      peer: async (signal) => {
        const stream = await dial(signal);
        stream.on('data', (chunk: Buffer) => onText(chunk.toString('utf8')));
        return stream;
      },
    },
    contexts: DEFAULT_CONTEXTS,
    parking: 'auto',
    parkingLot: undefined,
    ringMs: 10_000,
    originate: DEFAULT_THROTTLE,
    isAgent: (name) => name === CALLBACK,
    isToPause: () => undefined,
    onDrift: () => {},
    onConnected: async () => {},
    onFact: (fact) => log.add(fact),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
}

async function callHeldAndTakenBack(
  backend: Backend,
  telephony: { perform(intent: TelephonyIntent): void },
  log: FactLog,
  agent: AgentName,
  queue: string,
): Promise<void> {
  await backend.customerCalls(queue);
  const { call, customer, phone } = await log.next('caller-joined');
  await log.next('call-connected');
  telephony.perform({ kind: 'park', call, agent, customer });
  await log.next('call-parked');
  telephony.perform({ kind: 'retrieve', call, attempt: 1, agent, phone });
  await log.next('call-connected', 2);
  telephony.perform({ kind: 'hang-up', channel: customer, command: undefined });
  await log.next('call-ended');
}

/** The events that are kept, with names of our own in place of the run's. */
function sanitised(received: string): string {
  const blocks = received.split('\r\n\r\n').filter((block) => KEPT.test(`${block}\r\n`));
  const text = blocks.map((block) => `${block}\r\n\r\n`).join('');
  const login = /OriginateResponse\r\n[\s\S]*?ActionID: (\S+)\r\n[\s\S]*?Uniqueid: (\S+)\r\n/.exec(text);
  const [, loginAction = '', line = ''] = login ?? [];
  const prefix = loginAction.replace(/-\d+$/, '');
  const actions = [...new Set(text.match(new RegExp(`${prefix}-\\d+`, 'g')))];
  const named = actions.reduce(
    (sum, id, index) => sum.replaceAll(`${id}\r\n`, `action-${index + 1}\r\n`),
    text,
  );
  return named.replaceAll(line, 'login-1').replaceAll(/openeccp-lab-\d{10}\./g, 'pbx-1700000000.');
}

const version = process.argv[2] === '22' ? 22 : 16;
const text = await record(version);
const file = join(FOLDER, `asterisk-${version}.ami.txt`);
writeFileSync(file, text);
console.log(`${file}: ${text.length} bytes`);
