import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallId,
  type CommandId,
  DEFAULT_SETTINGS,
  Floor,
  type Input,
  type Membership,
  step,
} from '@openeccp/core';
import { Journal } from '@openeccp/storage';
import { AGENT_NUMBERS, agentName, BREAK_ID, largeDirectory, QUEUES } from '../large-center.js';
import { fixed, type Section } from '../report.js';
import { percentile } from '../statistics.js';

/** So many steps are timed together: one is shorter than the clock is fine. */
const BATCH = 100;
const BATCHES = 500;
const WARM_UP_BATCHES = 200;
const NOW = Date.UTC(2026, 0, 1, 12);
const CALLS = 300;
const CALL = 'call.0' as CallId;
const NEW_CALL = 'call.new' as CallId;

/** Processor time of one step of the domain on a full floor. Steps are pure, so each is taken again and again. */
export async function steps(): Promise<Section> {
  const floor = fullFloor();
  const command = 1 as CommandId;
  const inputs: readonly (readonly [string, Input])[] = [
    [
      'pauseagent',
      {
        kind: 'command',
        id: command,
        command: { kind: 'start-break', agent: agentName(900), breakId: BREAK_ID },
      },
    ],
    ['hold', { kind: 'command', id: command, command: { kind: 'hold', agent: agentName(1) } }],
    [
      'a caller joins a queue',
      { kind: 'caller-joined', call: NEW_CALL, queue: '8000', phone: '5550171', customer: customer('new') },
    ],
    [
      'customer and agent connected',
      { kind: 'call-connected', call: CALL, agent: agentName(900), agentChannel: line(900) },
    ],
    ['a call ends', { kind: 'call-ended', call: 'call.1' as CallId }],
  ];
  const rows: string[][] = [];
  for (const [name, input] of inputs) {
    const { effects } = step(floor, input, NOW);
    if (effects.some((effect) => effect.kind === 'reply' && effect.outcome.kind === 'refused')) {
      throw new Error(`${name} was refused`);
    }
    const times = timeSteps(() => step(floor, input, NOW));
    const kept = await timeJournal(floor, input);
    rows.push([
      name,
      String(effects.length),
      fixed(percentile(times, 0.5)),
      fixed(percentile(times, 0.99)),
      fixed(percentile(kept, 0.5)),
      fixed(percentile(kept, 0.99)),
    ]);
  }
  return {
    title: 'Steps of the floor',
    note: `Processor time of one step with ${AGENT_NUMBERS.length} agents logged in and ${CALLS} calls. Beside it what the journal takes for it, a transaction for each step and the writes settled after every hundred; a server has one transaction for all steps of a turn.`,
    columns: ['step', 'effects', 'p50 µs', 'p99 µs', 'journal p50 µs', 'journal p99 µs'],
    rows,
  };
}

/** Microseconds of one call, batch by batch. */
function timeSteps(run: () => unknown): number[] {
  const times: number[] = [];
  for (let batch = -WARM_UP_BATCHES; batch < BATCHES; batch += 1) {
    const start = performance.now();
    for (let i = 0; i < BATCH; i += 1) run();
    if (batch >= 0) times.push(((performance.now() - start) * 1000) / BATCH);
  }
  return times;
}

/** Microseconds that the journal takes for the step, batch by batch. */
async function timeJournal(floor: Floor, input: Input): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openeccp-bench-'));
  const journal = await Journal.open({
    file: join(folder, 'journal.db'),
    database: 'none',
    soon: (commit) => commit(),
    onPutAside: () => {},
    onError: (_, error) => {
      throw error;
    },
  });
  const { delta, effects } = step(floor, input, NOW);
  const entry = {
    at: NOW,
    floor,
    delta,
    over: undefined,
    timers: effects.flatMap((effect) =>
      effect.kind === 'set-timer' ? [{ timer: effect.timer, at: effect.at }] : [],
    ),
    writes: effects.flatMap((effect) => (effect.kind === 'store' ? [effect.write] : [])),
    lastCommand: 0,
  };
  try {
    let [first, count] = [0, 0];
    return timeSteps(() => {
      const number = journal.append(entry);
      if (count === 0) first = number;
      count += entry.writes.length;
      if (count < BATCH) return;
      journal.settled(Array.from({ length: count }, (_, i) => first + i));
      count = 0;
    });
  } finally {
    journal.close();
    rmSync(folder, { recursive: true });
  }
}

/** Every agent is logged in; the first call waits, the others are talked to, each by the agent of its number. */
function fullFloor(): Floor {
  const floor = new Floor(DEFAULT_SETTINGS, {
    audit: 1,
    callEntry: 1,
    currentCallEntry: 1,
    currentCalls: 1,
    progress: 1,
  });
  const take = (input: Input): void => floor.apply(step(floor, input, NOW).delta);
  take(largeDirectory());
  take({
    kind: 'telephony-up',
    epoch: 1,
    snapshot: { parking: true, agents: new Map(), memberships: memberships(), calls: [] },
  });
  for (const index of AGENT_NUMBERS.keys()) {
    const [agent, channel] = [agentName(index), line(index)];
    const number = AGENT_NUMBERS[index] ?? '';
    const attempt = floor.attempts + 1;
    const extension = { number, dial: `PJSIP/${number}` };
    take({
      kind: 'command',
      id: index as CommandId,
      command: { kind: 'log-in', agent, extension, inactivityLimitS: undefined },
    });
    take({ kind: 'login-started', agent, attempt, accepted: true, message: '' });
    take({ kind: 'phone-answered', agent, attempt, channel });
    take({ kind: 'agent-in', agent, channel });
  }
  for (let call = 0; call < CALLS; call += 1) {
    const id = `call.${call}` as CallId;
    const queue = QUEUES[call % QUEUES.length] ?? '';
    take({ kind: 'caller-joined', call: id, queue, phone: '5550171', customer: customer(String(call)) });
    if (call > 0) {
      take({ kind: 'call-connected', call: id, agent: agentName(call), agentChannel: line(call) });
    }
  }
  return floor;
}

function memberships(): ReadonlyMap<ReturnType<typeof agentName>, ReadonlyMap<string, Membership>> {
  return new Map(
    AGENT_NUMBERS.map((_, index) => [
      agentName(index),
      new Map([[QUEUES[index % QUEUES.length] ?? '', { paused: false, ringing: false }]]),
    ]),
  );
}

function line(index: number): { readonly name: string; readonly uniqueid: string } {
  return { name: `PJSIP/${AGENT_NUMBERS[index]}-0000000a`, uniqueid: `line.${index}` };
}

function customer(id: string): { readonly name: string; readonly uniqueid: string } {
  return { name: `PJSIP/customer-${id}`, uniqueid: `call.${id}` };
}
