import { type AmiResponse, describeOutcome } from '@openeccp/ami';
import type { TelephonyIntent } from '@openeccp/core';
import { callVariable } from './call-variable.js';
import type { IntentResponse } from './intent-client.js';
import type { OriginateAnswer, ThrottleRefusal } from './originate-throttle.js';
import type { Performer } from './performer.js';

type Of<K extends TelephonyIntent['kind']> = TelephonyIntent & { readonly kind: K };

/** Dials a customer (dialer.md §6) when it is its turn. What comes of it is told by events, unless Asterisk does not even begin. */
export async function placeCall(performer: Performer, intent: Of<'place-call'>): Promise<void> {
  const { gate, model, report, warn } = performer;
  const { call, dial } = intent;
  const failed = (causeText: string | undefined): void => {
    report({ kind: 'call-failed', call, cause: undefined, causeText });
  };
  const refusal = await gate.pass(call, async () => {
    model.outgoing.expect(call);
    const { problem, answer } = await originate(performer, intent);
    if (problem !== undefined) {
      model.outgoing.forget(call);
      warn(`Asterisk does not dial ${dial}: ${problem}`);
      failed(problem);
    }
    return answer;
  });
  if (refusal === undefined) return;
  // Whoever withdrew it knows.
  if (refusal === 'withdrawn') return failed(undefined);
  const problem = REFUSALS[refusal];
  warn(`${dial} is not dialled: ${problem}`);
  failed(problem);
}

const REFUSALS: Readonly<Record<Exclude<ThrottleRefusal, 'withdrawn'>, string>> = {
  full: 'too many calls wait for Asterisk already (asterisk.originate.waiting)',
  late: 'Asterisk has not got to it in time (asterisk.originate.waitSeconds)',
  disconnected: 'no connection to Asterisk',
};

/** The problem says why there will be no call; undefined where there may be one, also one that Asterisk has not confirmed. */
async function originate(
  performer: Performer,
  intent: Of<'place-call'>,
): Promise<{ readonly problem: string | undefined; readonly answer: OriginateAnswer }> {
  const { call, dial, context, exten, ringMs, callerId, variables } = intent;
  const response = await performer.client.originate({
    channel: dial,
    target: { kind: 'extension', context, exten },
    ...(ringMs === undefined ? {} : { timeoutMs: ringMs }),
    callerId,
    channelId: call,
    variables: Object.fromEntries([...variables, callVariable(call)]),
  });
  return { problem: whyNot(response), answer: answerOf(response) };
}

/** What the answer to an Originate says of how much Asterisk has to do. */
function answerOf(response: IntentResponse): OriginateAnswer {
  switch (response.kind) {
    case 'success':
      return 'taken';
    case 'error':
      return 'unsent' in response ? 'nothing' : 'trouble';
    case 'timeout':
    case 'overloaded':
      return 'trouble';
    case 'goodbye':
    case 'disconnected':
    case 'aborted':
      return 'nothing';
  }
}

/** Why an Originate that was answered like this places no call; undefined where it does or may. */
export function whyNot(response: AmiResponse): string | undefined {
  switch (response.kind) {
    case 'success':
      return undefined;
    case 'error':
    case 'goodbye':
      return response.message;
    case 'timeout':
    case 'disconnected':
    case 'overloaded':
    case 'aborted':
      // What was sent may be dialling: events say so, or the snapshot of the next connection.
      return response.sent ? undefined : describeOutcome(response);
  }
}

/** Ends a call of ours, whatever has come of it. */
export async function abortCall(performer: Performer, intent: Of<'abort-call'>): Promise<void> {
  const { client, gate, model } = performer;
  const { call, command } = intent;
  const answer = (accepted: boolean, message: string): void => {
    if (command !== undefined) performer.report({ kind: 'hang-up-answered', command, accepted, message });
  };
  if (gate.withdraw(call)) return answer(true, 'it was not dialled yet');
  const abortion = model.outgoing.abort(call);
  switch (abortion.kind) {
    case 'gone':
      return answer(false, 'the call is not there any more');
    case 'later':
      return answer(true, 'as soon as it has a channel');
    case 'hang-up': {
      const response = await client.action('Hangup', [['Channel', abortion.channel.name]]);
      return answer(response.kind === 'success', describeOutcome(response));
    }
  }
}
