import type { AmiField } from '@openeccp/ami';
import { known } from '../engine/channel.js';
import type { Pbx } from '../engine/pbx.js';
import type { Queue } from '../engine/queue.js';
import type { MemberSeed } from '../engine/queue-member.js';
import {
  type ActionCall,
  type ActionReply,
  type ActionTable,
  done,
  header,
  isTrue,
  refused,
} from './action.js';

/** Actions on queues and their members. */
export const QUEUE_ACTIONS: ActionTable = {
  QueueStatus: { summary: 'Show queue status.', handle: queueStatus },
  QueueSummary: { summary: 'Show queue summary.', handle: queueSummary },
  QueueAdd: { summary: 'Add interface to queue.', handle: queueAdd },
  QueueRemove: { summary: 'Remove interface from queue.', handle: queueRemove },
  QueuePause: { summary: 'Makes a queue member temporarily unavailable.', handle: queuePause },
};

function queueStatus(call: ActionCall): ActionReply {
  const { pbx } = call;
  const member = header(call, 'Member');
  const items = asked(call).flatMap((queue) => [
    queueParams(queue),
    ...queue.members
      .filter((candidate) => member === '' || candidate.interface === member)
      .map((candidate): readonly AmiField[] => [
        ['Event', 'QueueMember'],
        ...candidate.listFields(pbx, queue.name),
      ]),
    ...queueEntries(pbx, queue),
  ]);
  return { kind: 'list', message: 'Queue status will follow', items, complete: 'QueueStatusComplete' };
}

function queueParams(queue: Queue): readonly AmiField[] {
  const { completed, abandoned } = queue;
  return [
    ['Event', 'QueueParams'],
    ['Queue', queue.name],
    ['Max', '0'],
    ['Strategy', 'rrmemory'],
    ['Calls', String(queue.entries.length)],
    ['Holdtime', String(queue.holdTime)],
    ['TalkTime', String(queue.talkTime)],
    ['Completed', String(completed)],
    ['Abandoned', String(abandoned)],
    ['ServiceLevel', '0'],
    ['ServicelevelPerf', '0.0'],
    ['ServicelevelPerf2', '0.0'],
    ['Weight', '0'],
  ];
}

function queueEntries(pbx: Pbx, queue: Queue): readonly (readonly AmiField[])[] {
  return queue.entries.map((entry, index) => [
    ['Event', 'QueueEntry'],
    ['Queue', queue.name],
    ['Position', String(index + 1)],
    ['Channel', entry.channel.name],
    ['Uniqueid', entry.channel.uniqueid],
    ['CallerIDNum', known(entry.channel.caller.number)],
    ['CallerIDName', known(entry.channel.caller.name)],
    ['ConnectedLineNum', known(entry.channel.connected.number)],
    ['ConnectedLineName', known(entry.channel.connected.name)],
    ['Wait', String(waited(pbx, entry.joinedAt))],
    ['Priority', String(entry.priority)],
  ]);
}

function queueSummary(call: ActionCall): ActionReply {
  const { pbx } = call;
  const items = asked(call).map((queue): readonly AmiField[] => {
    const loggedIn = queue.members.filter(
      (member) => !['UNAVAILABLE', 'INVALID'].includes(pbx.devices.of(member.stateInterface)),
    );
    const longest = queue.entries.reduce((most, entry) => Math.max(most, waited(pbx, entry.joinedAt)), 0);
    return [
      ['Event', 'QueueSummary'],
      ['Queue', queue.name],
      ['LoggedIn', String(loggedIn.length)],
      ['Available', String(loggedIn.filter((member) => member.available(pbx)).length)],
      ['Callers', String(queue.entries.length)],
      ['HoldTime', String(queue.holdTime)],
      ['TalkTime', String(queue.talkTime)],
      ['LongestHoldTime', String(longest)],
    ];
  });
  return { kind: 'list', message: 'Queue summary will follow', items, complete: 'QueueSummaryComplete' };
}

function queueAdd(call: ActionCall): ActionReply {
  const { pbx } = call;
  const queue = header(call, 'Queue');
  const interfaceName = header(call, 'Interface');
  if (queue === '') return refused("'Queue' not specified.");
  if (interfaceName === '') return refused("'Interface' not specified.");
  const found = pbx.queues.find(queue);
  if (found === undefined) return refused('Unable to add interface to queue: No such queue');
  if (found.member(interfaceName) !== undefined) return refused('Unable to add interface: Already there');
  const stateInterface = header(call, 'StateInterface');
  const seed: MemberSeed = {
    interface: interfaceName,
    name: header(call, 'MemberName') || interfaceName,
    penalty: Math.max(0, Number(header(call, 'Penalty')) || 0),
    ...(stateInterface === '' ? {} : { stateInterface }),
  };
  const paused = isTrue(header(call, 'Paused'));
  return done('Added interface to queue', () => pbx.queues.add(queue, seed, paused));
}

function queueRemove(call: ActionCall): ActionReply {
  const queue = header(call, 'Queue');
  const interfaceName = header(call, 'Interface');
  if (queue === '' || interfaceName === '') return refused("Need 'Queue' and 'Interface' parameters.");
  // QueueMemberRemoved comes before the answer on every version.
  const change = call.pbx.queues.remove(queue, interfaceName);
  switch (change) {
    case 'done':
      return done('Removed interface from queue');
    case 'no-such-queue':
      return refused('Unable to remove interface from queue: No such queue');
    case 'not-dynamic':
      return refused('Member not dynamic');
    case 'not-there':
    case 'already-there':
      return refused('Unable to remove interface: Not there');
  }
}

function queuePause(call: ActionCall): ActionReply {
  const { pbx } = call;
  const interfaceName = header(call, 'Interface');
  const pausedText = header(call, 'Paused');
  if (interfaceName === '' || pausedText === '') return refused("Need 'Interface' and 'Paused' parameters.");
  const queue = header(call, 'Queue') || undefined;
  const scope = queue === undefined ? pbx.queues.all : [pbx.queues.find(queue)];
  if (!scope.some((candidate) => candidate?.member(interfaceName) !== undefined)) {
    return refused('Interface not found');
  }
  const paused = isTrue(pausedText);
  return done(paused ? 'Interface paused successfully' : 'Interface unpaused successfully', () => {
    pbx.queues.pause(queue, interfaceName, paused, header(call, 'Reason'));
  });
}

function asked(call: ActionCall): readonly Queue[] {
  const name = header(call, 'Queue');
  return call.pbx.queues.all.filter((queue) => name === '' || queue.name === name);
}

function waited(pbx: Pbx, since: number): number {
  return Math.floor((pbx.kernel.now() - since) / 1000);
}
