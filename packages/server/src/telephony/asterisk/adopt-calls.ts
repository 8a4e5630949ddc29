import type { AmiMessage } from '@openeccp/ami';
import type { CallId, LiveCall, TelephonyFact } from '@openeccp/core';
import type { AgentContexts } from './agent-interfaces.js';
import type { AsteriskModel } from './asterisk-model.js';
import type { CallerDetail } from './callers.js';
import { channelOf, known } from './channel-of.js';
import type { ChannelLists } from './outgoing-calls.js';
import { slotOf } from './parking-lots.js';

/** The lists that calls are read from. */
export interface CallLists extends ChannelLists {
  readonly queues: readonly AmiMessage[];
  readonly parked: readonly AmiMessage[];
}

export interface AdoptedCalls {
  readonly calls: readonly LiveCall[];
  /** What happened to calls that were known before, to be told after the snapshot. */
  readonly news: readonly TelephonyFact[];
}

/**
 * Takes over the calls that live, when the channels have been: those of queues, which the lists show, and those that
 * were known before the connection was lost, wherever they are now.
 */
export function adoptCalls(model: AsteriskModel, lists: CallLists, contexts: AgentContexts): AdoptedCalls {
  const { callers, callerMoves, outgoing, channels } = model;
  const { placing, answered, news } = outgoing.adopt(lists);
  const found = new Map<CallId, Omit<CallerDetail, 'slot'>>();
  for (const { call, customer, queue, phone } of callers.all) {
    if (channels.get(customer.uniqueid) !== undefined) found.set(call, { call, customer, queue, phone });
  }
  for (const [call, customer] of answered) {
    const { queue, phone = '' } = found.get(call) ?? callers.get(call) ?? {};
    found.set(call, { call, customer, queue, phone });
  }
  for (const item of lists.channels) {
    const channel = channelOf(item);
    const queue = queueOf(item, contexts);
    if (channel === undefined || !queue) continue;
    const call = callers.callOf(channel.uniqueid);
    const customer = found.get(call)?.customer ?? channel;
    found.set(call, { call, customer, queue, phone: known(item.get('CallerIDNum')) ?? '' });
  }
  const waiting = new Set(
    lists.queues.flatMap((item) =>
      item.name === 'QueueEntry' ? [callers.callOf(item.get('Uniqueid') ?? '')] : [],
    ),
  );
  const slots = new Map(
    lists.parked.map((item) => [callers.callOf(item.get('ParkeeUniqueid') ?? ''), slotOf(item)]),
  );
  const inWaitingRoom = new Set(
    lists.channels.flatMap((item) =>
      item.get('Context') === contexts.hold ? [callers.callOf(item.get('Uniqueid') ?? '')] : [],
    ),
  );
  callers.clear();
  const calls = [...found.values()].map((detail): LiveCall => {
    const { call } = detail;
    // Its dial plan says that of it also when somebody has taken it from there into a conversation.
    const isThere = inWaitingRoom.has(call) && channels.bridgeOf(detail.customer.uniqueid) === undefined;
    return callerMoves.adopt({ ...detail, slot: slots.get(call) }, waiting.has(call), isThere);
  });
  return { calls: [...placing, ...calls], news };
}

/** The queue of a caller: its channel stays in `Queue` for the whole call, unless it is transferred. */
function queueOf(item: AmiMessage, contexts: AgentContexts): string | undefined {
  const context = item.get('Context');
  if (item.get('Application') === 'Queue') return item.get('ApplicationData')?.split(',')[0];
  return context === contexts.hold || context === contexts.transfer ? item.get('Exten') : undefined;
}
