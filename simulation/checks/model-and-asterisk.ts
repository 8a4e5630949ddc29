import { agentNumber, type Call, type FloorView, loginOf, pauseReasons } from '@openeccp/core';
import type { Channel, Pbx } from '@openeccp/simulator';
import { QUEUES, SEATS, type Seat } from '../center.js';

/** One thing in which the model is not as Asterisk. */
export interface Difference {
  /** In words that stay the same for as long as it lasts. */
  readonly what: string;
  /** The agents, devices and channels that it is about, as events name them. */
  readonly about: readonly string[];
}

/** Where the server's model is not what Asterisk has; in normal work that comes and goes with the network's delay. */
export function* modelDifferences(floor: FloorView, pbx: Pbx): Iterable<Difference> {
  for (const seat of SEATS) {
    for (const what of loginDifferences(floor, pbx, seat)) yield { what, about: namesOf(floor, pbx, seat) };
    for (const what of queueDifferences(floor, pbx, seat)) yield { what, about: namesOf(floor, pbx, seat) };
  }
  for (const call of floor.calls.values()) {
    const { uniqueid } = call.customer;
    const linkedid = pbx.channels.find(uniqueid)?.linkedid ?? uniqueid;
    for (const what of callDifferences(pbx, call)) yield { what, about: [uniqueid, linkedid] };
  }
  yield* unknownCallers(floor, pbx);
}

/** What events may say that are about an agent: itself, its line, and whom it talks to. */
function namesOf(floor: FloorView, pbx: Pbx, seat: Seat): readonly string[] {
  const { agent: name, kind } = seat;
  const agent = floor.agents.get(name);
  const login = agent && loginOf(agent);
  const line = kind === 'pool' ? pbx.agents.find(agentNumber(name))?.channel : undefined;
  const call = login?.call === undefined ? undefined : floor.calls.get(login.call);
  const channels = [login?.channel?.uniqueid, line?.uniqueid, line?.linkedid, call?.customer.uniqueid];
  return [name, memberOf(seat), ...channels.filter((one) => one !== undefined)];
}

function* loginDifferences(floor: FloorView, pbx: Pbx, { agent: name, kind }: Seat): Iterable<string> {
  const agent = floor.agents.get(name);
  const login = agent && loginOf(agent);
  if (kind === 'callback') return;
  const line = pbx.agents.find(agentNumber(name));
  const there = line !== undefined && line.phase !== 'logged-off' && line.phase !== 'prompt';
  if (there && login === undefined) yield `${name} is logged in, the server has it logged out`;
  if (!there && login !== undefined) yield `${name} is logged out, the server has it logged in`;
  if (there && login !== undefined && login.channel?.uniqueid !== line.channel?.uniqueid)
    yield `${name} is on another line than the server knows`;
  if (line?.phase === 'talking' && login !== undefined && login.call === undefined)
    yield `${name} talks, the server has it free`;
}

/** As what an agent stands in queues. */
function memberOf({ agent, kind }: Seat): string {
  return kind === 'pool' ? `Local/${agentNumber(agent)}@agents` : agent;
}

function* queueDifferences(floor: FloorView, pbx: Pbx, seat: Seat): Iterable<string> {
  const { agent: name, kind } = seat;
  const agent = floor.agents.get(name);
  if (agent === undefined) return yield `${name} is not loaded`;
  const member = memberOf(seat);
  const login = loginOf(agent);
  let inQueues = 0;
  for (const queue of pbx.queues.all) {
    const there = queue.member(member);
    const known = agent.memberships.get(queue.name);
    if (there !== undefined) inQueues += 1;
    if ((there === undefined) !== (known === undefined))
      yield `${name} is ${there === undefined ? 'not ' : ''}in queue ${queue.name}, the server has the opposite`;
    if (there === undefined || known === undefined) continue;
    if (there.paused !== known.paused)
      yield `${name} is ${there.paused ? '' : 'not '}paused in ${queue.name}, the server has the opposite`;
    const reasons = pauseReasons(floor, agent);
    if (login !== undefined && there.paused !== reasons.length > 0)
      yield `${name} is ${there.paused ? '' : 'not '}paused in ${queue.name}, and has ${reasons.length} reasons`;
    if (known.ringing && !isRung(pbx, member)) yield `${name} does not ring, the server says so`;
  }
  if (kind === 'callback' && (login !== undefined) !== inQueues > 0)
    yield `${name} is in ${inQueues} queues and ${login === undefined ? 'logged out' : 'logged in'}`;
}

function isRung(pbx: Pbx, member: string): boolean {
  return pbx.queues.all.some((queue) => queue.member(member)?.rung === true);
}

function* callDifferences(pbx: Pbx, call: Call): Iterable<string> {
  const { phase } = call;
  if (phase.kind === 'placing') return;
  const customer = pbx.channels.find(call.customer.uniqueid);
  const what = `call ${call.id}`;
  if (customer === undefined) return yield `${what} is ${phase.kind} and has no channel`;
  switch (phase.kind) {
    case 'waiting': {
      const queue = call.queue === undefined ? undefined : pbx.queues.find(call.queue);
      const waits =
        queue?.entries.some(({ channel }) => channel === customer || behind(channel) === customer) === true;
      if (!waits) yield `${what} does not wait in ${call.queue}`;
      return;
    }
    case 'talking': {
      const partner = partnerOf(customer);
      if (partner === undefined || !isAgent(pbx, partner, phase.agent))
        yield `${what} talks to ${partner?.name ?? 'nobody'}, the server says to ${phase.agent}`;
      return;
    }
    case 'held': {
      const parked = parkedCalls(pbx).find(({ channel }) => channel === customer);
      if (phase.slot !== undefined && String(parked?.space) !== phase.slot)
        yield `${what} is held at ${phase.slot} and parked at ${parked?.space}`;
      return;
    }
    case 'released':
      if (customer.bridge?.type === 'wait' && phase.onward === undefined && phase.handover === undefined)
        yield `${what} waits for the end of a consultation that nobody holds`;
      return;
    case 'consulting':
      return;
  }
}

/** Those who wait in a queue that is followed, or are on hold, and nobody knows it. */
function* unknownCallers(floor: FloorView, pbx: Pbx): Iterable<Difference> {
  const calls = new Map([...floor.calls.values()].map((call) => [call.customer.uniqueid, call]));
  for (const { name } of QUEUES) {
    for (const { channel } of pbx.queues.find(name)?.entries ?? []) {
      const customer = behind(channel);
      if (customer?.device !== 'PJSIP/customer') continue;
      const phase = calls.get(customer.uniqueid)?.phase.kind;
      if (phase === 'waiting') continue;
      const what = `${customer.uniqueid} waits in ${name}, the server says ${phase ?? 'nothing'}`;
      yield { what, about: [customer.uniqueid, customer.linkedid, channel.uniqueid] };
    }
  }
  for (const { channel } of parkedCalls(pbx)) {
    const call = calls.get(channel.uniqueid);
    if (call === undefined || call.phase.kind === 'held') continue;
    const what = `call ${call.id} is parked, the server has it ${call.phase.kind}`;
    yield { what, about: [channel.uniqueid, channel.linkedid] };
  }
}

/** Those in all parking lots. */
function parkedCalls(pbx: Pbx): readonly { readonly channel: Channel; readonly space: number }[] {
  return [...pbx.parkingLots.values()].flatMap(({ calls }) => calls);
}

/** Who it is that waits there: the channel itself, or whoever stands behind a Local one. */
function behind(channel: Channel): Channel | undefined {
  return channel.pair === undefined ? channel : partnerOf(channel.pair.partnerOf(channel));
}

/** Whom a channel hears, through Local channels that stay. */
export function partnerOf(channel: Channel): Channel | undefined {
  const peer = channel.bridge?.peerOf(channel);
  const beyond = peer?.pair?.partnerOf(peer);
  return beyond === undefined ? peer : partnerOf(beyond);
}

function isAgent(pbx: Pbx, channel: Channel, agent: string): boolean {
  const line = pbx.agents.all.find(({ name }) => name === agent);
  return line === undefined ? channel.device === agent : line.channel === channel;
}
