import { describeOutcome } from '@openeccp/ami';
import { agentKind, agentNumber, deviceOf, type TransferIntent } from '@openeccp/core';
import { afterEndOfTurn } from '../../runtime/end-of-turn.js';
import { agentDial } from './agent-interfaces.js';
import { consultationLeg } from './consultations.js';
import {
  evaluate,
  firstMissing,
  type Point,
  pointFields,
  ringSeconds,
  setVariables,
} from './dialplan-point.js';
import type { IntentResponse } from './intent-client.js';
import { whyNot } from './perform-outgoing.js';
import type { Performer } from './performer.js';

type Of<K extends TransferIntent['kind']> = TransferIntent & { readonly kind: K };

/** States of a device in which a call to it would find it busy. */
const BUSY: ReadonlySet<string> = new Set(['INUSE', 'BUSY', 'RINGING', 'RINGINUSE', 'ONHOLD']);

/** Carries out a transfer; the dial plan does the most of it (`docs/adr/0011-transfers-in-the-dialplan.md`). */
export async function performTransfer(performer: Performer, intent: TransferIntent): Promise<void> {
  switch (intent.kind) {
    case 'redirect':
      return redirect(performer, intent);
    case 'call-off-redirect':
      return performer.model.redirects.end(intent.call, intent.attempt);
    case 'consult':
      return consult(performer, intent);
    case 'end-consultation': {
      const target = performer.model.consultations.cancel(intent.call, intent.attempt);
      // One that hangs up by itself meanwhile is as well.
      if (target !== undefined) await performer.client.action('Hangup', [['Channel', target.name]]);
      return;
    }
    case 'complete-transfer':
      return completeTransfer(performer, intent);
    case 'return-to-customer':
      return returnToCustomer(performer, intent);
  }
}

async function redirect(performer: Performer, intent: Of<'redirect'>): Promise<void> {
  const { client, model, report } = performer;
  const { call, attempt, customer, to } = intent;
  const answer = (result: 'accepted' | 'refused' | 'device-busy', message: string): void => {
    model.redirects.end(call, attempt);
    report({ kind: 'redirect-answered', call, attempt, result, message });
  };
  model.redirects.begin(call, attempt);
  const point = destination(performer, intent);
  const missing = await firstMissing(client, [point]);
  if (missing !== undefined) return answer('refused', missing);
  if (to.kind === 'agent') {
    const device = agentKind(to.agent) === 'pool' ? `Agent:${agentNumber(to.agent)}` : to.agent;
    const state = await evaluate(client, `DEVICE_STATE(${device})`);
    if (state !== undefined && BUSY.has(state)) return answer('device-busy', `${device} is ${state}`);
    const reached = agentDial(to.agent, performer.contexts);
    setVariables(client, customer, { OPENECCP_DIAL: reached, OPENECCP_RING: ringSeconds(performer) });
  }
  // What has arrived together with that answer may still call it off.
  await new Promise<void>(afterEndOfTurn);
  if (!model.redirects.isWanted(call, attempt)) return answer('refused', 'the customer has met an agent');
  model.callerMoves.depart(call);
  model.callOffRetrieval(call);
  const response = await client.action('Redirect', [['Channel', customer.name], ...pointFields(point)]);
  const done = response.kind === 'success';
  const isAwaited = model.redirects.isWanted(call, attempt);
  answer(done ? 'accepted' : 'refused', describeOutcome(response));
  if (done && isAwaited) model.callerMoves.departed(call);
  else for (const fact of model.callerMoves.stay(call)) report(fact);
}

function destination({ contexts, model }: Performer, { call, to }: Of<'redirect'>): Point {
  switch (to.kind) {
    case 'extension':
      return { context: contexts.numbers, exten: to.exten };
    case 'agent':
      return { context: contexts.transfer, exten: model.callers.queueOf(call) ?? 'none' };
    case 'queue':
      return { context: contexts.transfer, exten: to.queue, priority: 2 };
  }
}

async function consult(performer: Performer, intent: Of<'consult'>): Promise<void> {
  const { client, model, contexts, report } = performer;
  const { call, attempt, agent, agentChannel, customer, target } = intent;
  const answer = (accepted: boolean, message: string): void =>
    report({ kind: 'consultation-started', call, attempt, accepted, message });
  const hold = { context: contexts.hold, exten: model.callers.queueOf(call) ?? 'none' };
  const there = { context: contexts.consult, exten: target };
  const inPool = agentKind(agent) === 'pool';
  const leg = inPool ? consultationLeg(call, attempt) : agentChannel.uniqueid;
  model.consultations.begin({ call, attempt, agent, leg });
  const missing = await firstMissing(client, [hold, there, { context: contexts.numbers, exten: target }]);
  if (missing !== undefined) {
    model.consultations.drop(leg);
    return answer(false, missing);
  }
  const variables = {
    _OPENECCP_CUSTOMER: customer.name,
    OPENECCP_DIAL: `Local/${target}@${contexts.numbers}/n`,
    OPENECCP_RING: ringSeconds(performer),
  };
  model.callerMoves.depart(call);
  if (!inPool) setVariables(client, agentChannel, variables);
  const response = await client.action(
    'Redirect',
    inPool
      ? [['Channel', customer.name], ...pointFields(hold)]
      : [
          ['Channel', agentChannel.name],
          ...pointFields(there),
          ['ExtraChannel', customer.name],
          ...pointFields(hold, 'Extra'),
        ],
  );
  switch (outcomeOf(response, model.callers.isAlone(call))) {
    case 'refused':
      model.consultations.drop(leg);
      answer(false, describeOutcome(response));
      for (const fact of model.callerMoves.stay(call)) report(fact);
      return;
    case 'unknown':
      model.consultations.accept(leg);
      return;
    case 'accepted':
      model.callerMoves.departed(call);
      answer(true, describeOutcome(response));
      for (const fact of model.consultations.accept(leg)) report(fact);
      if (inPool) await callLeg(performer, intent, leg, variables);
  }
}

/**
 * Whether the customer is on its way to the waiting room. Without an answer it is if it has left its agent; when the
 * connection broke, the next one shows where it is.
 */
function outcomeOf(response: IntentResponse, isAlone: boolean): 'accepted' | 'refused' | 'unknown' {
  if (response.kind === 'success') return 'accepted';
  if (whyNot(response) !== undefined) return 'refused';
  if (response.kind === 'disconnected') return 'unknown';
  return isAlone ? 'accepted' : 'refused';
}

/** Connects the line of an agent of the pool with a leg that consults; the line never leaves the pool. */
async function callLeg(
  performer: Performer,
  { agent, agentChannel, target }: Of<'consult'>,
  leg: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const { client, model, contexts, ringMs, report } = performer;
  const actionId = client.newActionId();
  model.originations.expect(actionId, { kind: 'consultation', leg });
  const [, extension = ''] = deviceOf(agentChannel.name).split('/');
  const response = await client.originate(
    {
      channel: `${agentDial(agent, contexts)}/n`,
      target: { kind: 'extension', context: contexts.consult, exten: target },
      timeoutMs: ringMs,
      callerId: extension,
      channelId: leg,
      variables,
    },
    { actionId },
  );
  // One that was sent when the connection broke may have come about: after the reconnection its channel shows.
  if (whyNot(response) === undefined) return;
  model.originations.delete(actionId);
  for (const fact of model.consultations.failed(leg)) report(fact);
}

async function completeTransfer(performer: Performer, intent: Of<'complete-transfer'>): Promise<void> {
  const { client, model, report } = performer;
  const { call, attempt } = intent;
  const refuse = (message: string): void =>
    report({ kind: 'transfer-answered', call, attempt, accepted: false, message });
  const leg = model.consultations.complete(call, attempt);
  if (leg === undefined) return refuse('the consultation is over');
  const response = await client.action('Hangup', [['Channel', leg.name]]);
  // Where the customer is then shows whether it was done.
  if (response.kind === 'success' || model.channels.get(leg.uniqueid) === undefined) return;
  if (model.consultations.goesOn(call, attempt)) refuse(describeOutcome(response));
}

async function returnToCustomer(performer: Performer, intent: Of<'return-to-customer'>): Promise<void> {
  const { client, model, contexts, ringMs, report } = performer;
  const { call, attempt, agent, customer } = intent;
  // The dial plan may have been faster, and so may a customer who hangs up.
  if (model.consultations.comesBack(call) || !model.callers.isAlone(call)) return;
  const actionId = client.newActionId();
  model.originations.expect(actionId, { kind: 'return', call, attempt });
  const response = await client.originate(
    {
      channel: agentDial(agent, contexts),
      target: { kind: 'extension', context: contexts.consult, exten: 'return' },
      timeoutMs: ringMs,
      variables: { OPENECCP_CUSTOMER: customer.name },
    },
    { actionId },
  );
  if (response.kind === 'success') return;
  model.originations.delete(actionId);
  report({ kind: 'return-failed', call, attempt });
}
