import { type Channel, channelFields } from '../engine/channel.js';
import type { LegProgress } from '../engine/leg-progress.js';
import { createLeg, startLeg } from '../engine/legs.js';
import type { Pbx } from '../engine/pbx.js';
import type { Queue, QueueEntry } from '../engine/queue.js';
import type { QueueMember } from '../engine/queue-member.js';
import { pause, type Script, until } from '../engine/script.js';
import { bridgeWith } from './bridge-with.js';
import { mixMonitor } from './mix-monitor.js';

/** A caller who cannot be served yet looks again every second. */
const RECHECK_MS = 1000;

/** `Queue(name,,,,timeout)`: waits, talks; returns when the member hangs up or the caller waited too long. */
export function* queueApp(
  pbx: Pbx,
  channel: Channel,
  name: string,
  timeoutSeconds: number = Number.POSITIVE_INFINITY,
): Script<boolean> {
  channel.application = 'Queue';
  channel.applicationData =
    timeoutSeconds === Number.POSITIVE_INFINITY ? name : `${name},tT,,,${timeoutSeconds}`;
  const queue = pbx.queues.find(name);
  if (queue === undefined) return false;
  const entry = queue.join(channel);
  pbx.emit('MusicOnHoldStart', 'call', [...channelFields(channel), ['Class', 'default']]);
  const deadline = entry.joinedAt + timeoutSeconds * 1000;
  let served = false;
  try {
    while (pbx.kernel.now() < deadline) {
      if (!queue.isTurnOf(entry)) {
        yield* pause(pbx.kernel, RECHECK_MS);
        continue;
      }
      const ringing = yield* ringMembers(pbx, queue, entry);
      if (ringing !== undefined) {
        served = true;
        yield* talk(pbx, queue, entry, ringing);
        return true;
      }
      yield* pause(pbx.kernel, queue.retryMs);
    }
  } finally {
    if (!served) abandon(pbx, queue, entry);
  }
  return false;
}

interface Answered {
  readonly member: QueueMember;
  readonly leg: Channel;
  readonly ringSeconds: number;
}

/** Rings one member after the other until one answers or the queue's ring time is over. */
function* ringMembers(pbx: Pbx, queue: Queue, entry: QueueEntry): Script<Answered | undefined> {
  const startedAt = pbx.kernel.now();
  for (const member of queue.ringOrder()) {
    if (!member.available(pbx)) continue; // rung or gone meanwhile
    const left = queue.timeoutMs - (pbx.kernel.now() - startedAt);
    if (left <= 0) return undefined;
    const leg = yield* ringMember(pbx, queue, entry, member, left);
    if (leg !== undefined) {
      return { member, leg, ringSeconds: Math.floor((pbx.kernel.now() - startedAt) / 1000) };
    }
  }
  return undefined;
}

function* ringMember(
  pbx: Pbx,
  queue: Queue,
  entry: QueueEntry,
  member: QueueMember,
  timeoutMs: number,
): Script<Channel | undefined> {
  const caller = entry.channel;
  const leg = createLeg(pbx, member.interface, { from: caller });
  if (leg === undefined) return undefined;
  leg.application = 'AppQueue';
  const startedAt = pbx.kernel.now();
  let answered = false;
  member.rung = true;
  queue.rang(member);
  leg.point = { ...leg.point, exten: caller.point.exten };
  pbx.setConnected(leg, caller.caller);
  const both = (): readonly (readonly [string, string])[] => [
    ...channelFields(caller),
    ...channelFields(leg, 'Dest'),
  ];
  const names = [
    ['Queue', queue.name],
    ['Interface', member.interface],
    ['MemberName', member.name],
  ] as const;
  pbx.emit('AgentCalled', 'agent', [...both(), ...names]);
  pbx.emit('DialBegin', 'call', [...both(), ['DialString', member.interface]]);
  let status: string | undefined;
  try {
    const outcome = yield* until<LegProgress | 'timeout'>((resume) => {
      const cancel = pbx.kernel.timer(timeoutMs, () => resume('timeout'));
      leg.progress = (news) => {
        if (news.kind === 'ringing') pbx.emit('DialState', 'call', [...both(), ['DialStatus', 'RINGING']]);
        else resume(news);
      };
      startLeg(pbx, leg);
      return cancel;
    });
    leg.progress = undefined;
    if (outcome !== 'timeout' && outcome.kind === 'answered' && !leg.ending) {
      answered = true;
      pbx.setConnected(caller, leg.caller);
      pbx.emit('DialEnd', 'call', [...both(), ['DialStatus', 'ANSWER']]);
      return leg;
    }
    status = outcome !== 'timeout' && outcome.kind === 'failed' ? outcome.status : 'NOANSWER';
    const timedOut = status === 'NOANSWER';
    if (!timedOut) pbx.emit('DialEnd', 'call', [...both(), ['DialStatus', status]]);
    // RingTime is in ms, and a refusal counts as none; a time-out ends twice, with NOANSWER and with CANCEL.
    const rang = timedOut ? pbx.kernel.now() - startedAt : 0;
    pbx.emit('AgentRingNoAnswer', 'agent', [...both(), ...names, ['RingTime', String(rang)]]);
    if (timedOut) pbx.emit('DialEnd', 'call', [...both(), ['DialStatus', status]]);
    return undefined;
  } finally {
    member.rung = false;
    if (!answered) {
      leg.progress = undefined;
      if (status === undefined || status === 'NOANSWER') {
        pbx.emit('DialEnd', 'call', [...both(), ['DialStatus', 'CANCEL']]);
      }
      pbx.hangup(leg, { cause: 0 });
    }
  }
}

function* talk(pbx: Pbx, queue: Queue, entry: QueueEntry, answered: Answered): Script {
  const { member, leg } = answered;
  const caller = entry.channel;
  const now = pbx.kernel.now();
  const holdSeconds = Math.floor((now - entry.joinedAt) / 1000);
  pbx.emit('MusicOnHoldStop', 'call', channelFields(caller));
  for (const channel of [caller, leg]) setMemberVariables(pbx, channel, member);
  if (queue.recorded) mixMonitor(pbx, caller, `${caller.uniqueid}.wav`);
  queue.leave(entry);
  queue.holdTime = movingAverage(queue.holdTime, holdSeconds);
  pbx.emit('AgentConnect', 'agent', [
    ...channelFields(caller),
    ...channelFields(leg, 'Dest'),
    ['Queue', queue.name],
    ['Interface', member.interface],
    ['MemberName', member.name],
    ['HoldTime', String(holdSeconds)],
    ['RingTime', String(answered.ringSeconds)],
  ]);
  pbx.queueCalls.add({ queue, member, caller, memberChannel: leg, connectedAt: now, holdSeconds });
  member.inCall = true;
  try {
    yield* bridgeWith(pbx, caller, leg);
  } finally {
    member.inCall = false;
    member.callsTaken += 1;
    member.lastCall = pbx.kernel.seconds();
    queue.completed += 1;
    queue.talkTime = movingAverage(queue.talkTime, Math.floor((pbx.kernel.now() - now) / 1000));
  }
}

function abandon(pbx: Pbx, queue: Queue, entry: QueueEntry): void {
  const { channel } = entry;
  pbx.emit('MusicOnHoldStop', 'call', channelFields(channel));
  queue.abandoned += 1;
  pbx.emit('QueueCallerAbandon', 'agent', [
    ...channelFields(channel),
    ['Queue', queue.name],
    ['Position', String(queue.position(entry))],
    ['OriginalPosition', String(entry.originalPosition)],
    ['HoldTime', String(Math.floor((pbx.kernel.now() - entry.joinedAt) / 1000))],
  ]);
  queue.leave(entry);
}

/** `setinterfacevar=yes`. */
function setMemberVariables(pbx: Pbx, channel: Channel, member: QueueMember): void {
  pbx.setVariable(channel, 'MEMBERINTERFACE', member.interface);
  pbx.setVariable(channel, 'MEMBERNAME', member.name);
  pbx.setVariable(channel, 'MEMBERCALLS', String(member.callsTaken));
  pbx.setVariable(channel, 'MEMBERLASTCALL', String(member.lastCall));
  pbx.setVariable(channel, 'MEMBERPENALTY', String(member.penalty));
  pbx.setVariable(channel, 'MEMBERDYNAMIC', member.membership === 'dynamic' ? '1' : '0');
  pbx.setVariable(channel, 'MEMBERREALTIME', '0');
}

/** Asterisk weighs the past three to one. */
function movingAverage(before: number, latest: number): number {
  return Math.floor((before * 3 + latest) / 4);
}
