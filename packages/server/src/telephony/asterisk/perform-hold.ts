import { type AmiField, describeOutcome } from '@openeccp/ami';
import type { CallIntent } from '@openeccp/core';
import { agentDial, memberInterface } from './agent-interfaces.js';
import { ringSeconds, setVariables } from './dialplan-point.js';
import { contextOf, OWN_LOT } from './parking-lots.js';
import type { Performer } from './performer.js';

type Of<K extends CallIntent['kind']> = CallIntent & { readonly kind: K };

/** Parks the customer, who takes along whom our lot is to call when it lets go of it. */
export async function park(performer: Performer, intent: Of<'park'>): Promise<void> {
  const { client, lot, report } = performer;
  const { call, customer } = intent;
  if (lot === OWN_LOT) setVariables(client, customer, wayBack(performer, intent));
  const parameters: readonly AmiField[] = lot === undefined ? [] : [['Parkinglot', lot]];
  const response = await client.action('Park', [['Channel', customer.name], ...parameters]);
  if (response.kind === 'success') return;
  // A client reads it: Asterisk's own words where there are any.
  const words = response.kind === 'error' ? response.message : '';
  report({ kind: 'park-refused', call, message: words === '' ? describeOutcome(response) : words });
}

/** Calls the agent's phone to the slot of its customer. */
export async function retrieve(performer: Performer, intent: Of<'retrieve'>): Promise<void> {
  const { client, model, contexts, ringMs, report } = performer;
  const { agent, call, attempt, phone } = intent;
  const answer = (accepted: boolean, message: string): void =>
    report({ kind: 'retrieval-started', call, attempt, accepted, message });
  const slot = model.callers.slotOf(call);
  if (slot === undefined) return answer(false, 'the caller is parked no more');
  const actionId = client.newActionId();
  const uniqueid = performer.newUniqueid();
  model.originations.expect(actionId, { kind: 'retrieval', call, attempt, uniqueid, cancelled: false });
  const response = await client.originate(
    {
      channel: memberInterface(agent, contexts),
      target: { kind: 'extension', context: contextOf(slot, contexts), exten: slot.space },
      timeoutMs: ringMs,
      channelId: uniqueid,
      ...(isPlainNumber(phone) ? { callerId: `"${phone}" <${phone}>` } : {}),
    },
    { actionId },
  );
  const accepted = response.kind === 'success';
  if (!accepted) model.originations.delete(actionId);
  answer(accepted, describeOutcome(response));
}

/** What the dial plan has to know to bring a customer to its agent, or else to its queue. */
function wayBack(performer: Performer, { agent, call }: Of<'park'>): Readonly<Record<string, string>> {
  return {
    OPENECCP_DIAL: agentDial(agent, performer.contexts),
    OPENECCP_RING: ringSeconds(performer),
    OPENECCP_QUEUE: performer.model.callers.queueOf(call) ?? '',
  };
}

/** A caller chooses what its number looks like; only digits and a plus go into an action. */
function isPlainNumber(phone: string): boolean {
  return /^\+?\d{1,32}$/.test(phone);
}
