import { type AmiMessage, AmiReader } from '@openeccp/ami';
import { DEFAULT_SETTINGS, Floor } from '@openeccp/core';
import { encodeEvent } from '@openeccp/eccp';
import { wireEvent } from '../../packages/server/src/eccp/wire-events.js';
import { FloorRuntime } from '../../packages/server/src/runtime/floor-runtime.js';
import { DEFAULT_CONTEXTS } from '../../packages/server/src/telephony/asterisk/agent-interfaces.js';
import { AsteriskModel } from '../../packages/server/src/telephony/asterisk/asterisk-model.js';
import { type AmiTraffic, dialplanSteps, workingDay } from '../ami-traffic.js';
import { largeDirectory } from '../large-center.js';
import { fixed, type Section, whole } from '../report.js';
import { median } from '../statistics.js';

const MESSAGES = 20_000;
const CALLS = 1_000;
const ROUNDS = 9;
const WARM_UP_ROUNDS = 3;
const NO_ERRANDS = { hangUp: () => {}, lookAgain: () => {}, readRecording: () => {} };

interface Subject {
  readonly name: string;
  readonly traffic: AmiTraffic;
  /** Reads everything; answers with how many facts or events came of it. */
  readonly run: (traffic: AmiTraffic) => number;
}

/** How fast Asterisk's events are read and understood, against the least that any reader must do. */
export async function ami(): Promise<Section> {
  const steps = dialplanSteps(MESSAGES);
  const day = await workingDay(CALLS);
  return {
    title: 'AMI',
    note: `Messages from bytes in memory, against a bare split that decodes the text and cuts it at blank lines. "Dial plan" is ${MESSAGES} Newexten, "calls" ${day.messages} events of ${CALLS} calls with 100 agents on the line, as the simulator sends them to the server. The last row is the whole way: bytes of AMI → facts → steps of the floor with 1000 agents → events as ECCP bytes. Medians of ${ROUNDS} rounds.`,
    columns: ['', 'messages/s', 'to bare split', 'µs each', 'brought', 'µs each of these'],
    rows: [
      ...compare([
        { name: 'dial plan: bare split', traffic: steps, run: bareSplit },
        { name: 'dial plan: read, look at the name', traffic: steps, run: readName },
        { name: 'dial plan: read, look at three fields', traffic: steps, run: readThreeFields },
      ]),
      ...compare([
        { name: 'calls: bare split', traffic: day, run: bareSplit },
        { name: 'calls: to facts', traffic: day, run: toFacts },
        { name: 'calls: to ECCP events', traffic: day, run: toEccp },
      ]),
    ],
  };
}

/** Measures the subjects in turn; the first is the limit of the others. */
function compare(subjects: readonly Subject[]): string[][] {
  const measured = subjects.map((subject) => ({ ...subject, times: [] as number[], brought: 0 }));
  for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round += 1) {
    for (const subject of measured) {
      const start = performance.now();
      subject.brought = subject.run(subject.traffic);
      if (round >= WARM_UP_ROUNDS) subject.times.push(performance.now() - start);
    }
  }
  const limit = median(measured[0]?.times ?? []);
  return measured.map(({ name, traffic: { messages }, times, brought }) => {
    const ms = median(times);
    return [
      name,
      whole((messages / ms) * 1000),
      fixed(limit / ms),
      fixed((ms * 1000) / messages),
      brought === messages ? '' : whole(brought),
      brought === messages ? '' : fixed((ms * 1000) / brought),
    ];
  });
}

function bareSplit({ chunks }: AmiTraffic): number {
  let rest = '';
  let seen = 0;
  for (const chunk of chunks) {
    const parts = (rest + chunk.toString()).split('\r\n\r\n');
    rest = parts.pop() ?? '';
    seen += parts.length;
  }
  return seen;
}

function readName(traffic: AmiTraffic): number {
  return count(traffic, (message) => message.name === 'Newexten');
}

function readThreeFields(traffic: AmiTraffic): number {
  const get = ['Channel', 'Uniqueid', 'Linkedid'];
  return count(traffic, (message) => get.every((name) => message.get(name) !== undefined));
}

function count(traffic: AmiTraffic, wanted: (message: AmiMessage) => boolean): number {
  let seen = 0;
  read(traffic, (message) => {
    if (wanted(message)) seen += 1;
  });
  return seen;
}

function toFacts(traffic: AmiTraffic): number {
  const model = new AsteriskModel(DEFAULT_CONTEXTS, () => true, NO_ERRANDS);
  let facts = 0;
  read(traffic, (message) => {
    facts += model.apply(message).length;
  });
  return facts;
}

function toEccp(traffic: AmiTraffic): number {
  let events = 0;
  let bytes = 0;
  const floor = new Floor(DEFAULT_SETTINGS, {
    audit: 1,
    callEntry: 1,
    currentCallEntry: 1,
    currentCalls: 1,
    progress: 1,
  });
  const runtime = new FloorRuntime({
    floor,
    clock: { now: () => Date.now(), after: () => () => {} },
    commandDeadlineMs: 0,
    onEffectError: (_, error) => {
      throw error;
    },
    ports: {
      perform: () => {},
      store: () => {},
      lookUp: () => {},
      publish: (event) => {
        const wire = wireEvent(event, floor, Date.now());
        if (wire === undefined) return;
        events += 1;
        bytes += Buffer.from(encodeEvent(wire), 'latin1').length;
      },
    },
  });
  runtime.submit(largeDirectory());
  const nothing = { parking: true, agents: new Map(), memberships: new Map(), calls: [] };
  runtime.submit({ kind: 'telephony-up', epoch: 1, snapshot: nothing });
  const model = new AsteriskModel(DEFAULT_CONTEXTS, (name) => floor.agents.has(name), NO_ERRANDS);
  read(traffic, (message) => {
    for (const fact of model.apply(message)) runtime.submit(fact);
  });
  runtime.close();
  if (bytes === 0) throw new Error('the calls brought no events');
  return events;
}

function read({ chunks }: AmiTraffic, take: (message: AmiMessage) => void): void {
  const reader = new AmiReader({ expectBanner: false });
  for (const chunk of chunks) {
    for (const item of reader.push(chunk)) if (item.kind === 'message') take(item.message);
  }
}
