import { type Channel, channelFields } from './channel.js';
import type { Pbx } from './pbx.js';
import type { Queue } from './queue.js';
import type { QueueMember } from './queue-member.js';

/** A call a queue has connected, followed until the caller or the member hangs up. */
export interface QueueCall {
  readonly queue: Queue;
  readonly member: QueueMember;
  readonly caller: Channel;
  /** The member's channel; the Local half first, the agent's own phone once it is optimised away. */
  memberChannel: Channel;
  /** Simulated ms since the epoch. */
  readonly connectedAt: number;
  readonly holdSeconds: number;
}

/**
 * The queue's memory of its calls after `AgentConnect`: holding, parking and blind transfer do not end them, so
 * that `AgentComplete` comes at the last hangup.
 */
export class QueueCalls {
  readonly #pbx: Pbx;
  readonly #calls = new Set<QueueCall>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  add(call: QueueCall): void {
    this.#calls.add(call);
  }

  /** A Local half was optimised away. */
  replaceMember(before: Channel, after: Channel): void {
    for (const call of this.#calls) if (call.memberChannel === before) call.memberChannel = after;
  }

  /** The member's leg ends while it talks to the caller: the agent hung up. */
  hangupBegins(channel: Channel): void {
    for (const call of this.#calls) {
      if (call.memberChannel !== channel || channel.bridge === undefined) continue;
      if (channel.bridge === call.caller.bridge && !call.caller.ending) this.#complete(call, 'agent');
    }
  }

  /** The caller's leg ends, wherever the call has got to meanwhile. */
  hangupEnds(channel: Channel): void {
    for (const call of this.#calls) if (call.caller === channel) this.#complete(call, 'caller');
  }

  #complete(call: QueueCall, reason: 'agent' | 'caller'): void {
    this.#calls.delete(call);
    const memberAlive = this.#pbx.channels.find(call.memberChannel.name) ?? call.memberChannel;
    const shown = memberAlive.ending && reason === 'caller' ? [] : channelFields(memberAlive, 'Dest');
    this.#pbx.emit('AgentComplete', 'agent', [
      ...channelFields(call.caller),
      ...shown,
      ['Queue', call.queue.name],
      ['Interface', call.member.interface],
      ['MemberName', call.member.name],
      ['HoldTime', String(call.holdSeconds)],
      ['TalkTime', String(Math.floor((this.#pbx.kernel.now() - call.connectedAt) / 1000))],
      ['Reason', reason],
    ]);
  }
}
