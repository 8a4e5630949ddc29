import { type AmiField, type AmiResponse, describeOutcome } from '@openeccp/ami';
import { type AgentName, agentNumber, type QueueName, type TelephonyIntent } from '@openeccp/core';
import { memberInterface } from './agent-interfaces.js';
import type { IntentResponse } from './intent-client.js';
import { park, retrieve } from './perform-hold.js';
import { muteRecording } from './perform-mute.js';
import { abortCall, placeCall } from './perform-outgoing.js';
import { performTransfer } from './perform-transfer.js';
import type { Performer } from './performer.js';

/**
 * Turns an intent into AMI actions. Actions go out in the order of the intents and Asterisk takes them in that
 * order, so nothing waits for an answer before the next; every answer, also a missing one, comes back as a fact.
 */
export async function performIntent(performer: Performer, intent: TelephonyIntent): Promise<void> {
  const { report } = performer;
  switch (intent.kind) {
    case 'call-phone-to-log-in':
      return callPhone(performer, intent);
    case 'join-queues':
      return joinQueues(performer, intent);
    case 'cancel-login':
      return cancelLogin(performer, intent);
    case 'end-line':
      return endLine(performer, intent);
    case 'leave-queues':
      return leaveQueues(performer, intent);
    case 'set-paused':
      return setPaused(performer, intent);
    case 'park':
      return park(performer, intent);
    case 'retrieve':
      return retrieve(performer, intent);
    case 'hang-up': {
      const response = await performer.client.action('Hangup', [['Channel', intent.channel.name]]);
      if (intent.command === undefined) {
        return warnUnless(performer, response, `hang up ${intent.channel.name}`);
      }
      return report({
        kind: 'hang-up-answered',
        command: intent.command,
        accepted: response.kind === 'success',
        message: describeOutcome(response),
      });
    }
    case 'place-call':
      return placeCall(performer, intent);
    case 'abort-call':
      return abortCall(performer, intent);
    case 'mute-recording':
      return muteRecording(performer, intent);
    case 'redirect':
    case 'call-off-redirect':
    case 'consult':
    case 'end-consultation':
    case 'complete-transfer':
    case 'return-to-customer':
      return performTransfer(performer, intent);
  }
}

type Of<K extends TelephonyIntent['kind']> = TelephonyIntent & { readonly kind: K };

async function callPhone(performer: Performer, intent: Of<'call-phone-to-log-in'>): Promise<void> {
  const { client, model, contexts, ringMs, newUniqueid, report } = performer;
  const { agent, attempt, extension } = intent;
  const actionId = client.newActionId();
  const uniqueid = newUniqueid();
  model.originations.expect(actionId, { kind: 'login', agent, attempt, uniqueid, cancelled: false });
  const response = await client.originate(
    {
      channel: extension.dial,
      target: { kind: 'extension', context: contexts.login, exten: agentNumber(agent) },
      timeoutMs: ringMs,
      callerId: `${agent} Login`,
      channelId: uniqueid,
    },
    { actionId },
  );
  const accepted = response.kind === 'success';
  if (!accepted) model.originations.delete(actionId);
  report({ kind: 'login-started', agent, attempt, accepted, message: describeOutcome(response) });
}

/** In all queues that call the agent the same at once; most call it what we do. */
async function setPaused(performer: Performer, { agent, paused, reason }: Of<'set-paused'>): Promise<void> {
  const { client, contexts, model } = performer;
  const interfaces = model.memberships.interfacesOf(agent);
  const named = interfaces.size > 0 ? [...interfaces] : [memberInterface(agent, contexts)];
  const answers = await Promise.all(
    named.map((name) =>
      client.action('QueuePause', [
        ['Interface', name],
        ['Paused', String(paused)],
        ['Reason', oneLine(reason)],
      ]),
    ),
  );
  const what = `${paused ? 'pause' : 'unpause'} ${agent} in its queues`;
  for (const answer of answers) warnUnless(performer, answer, what);
}

async function joinQueues(performer: Performer, intent: Of<'join-queues'>): Promise<void> {
  const { client, contexts, report } = performer;
  const { agent, attempt } = intent;
  const member: AmiField = ['Interface', memberInterface(agent, contexts)];
  const leaving = intent.leave.map((queue) => leave(performer, agent, queue));
  const joining = [...intent.join].map(([queue, penalty]) =>
    client.action('QueueAdd', [
      ['Queue', queue],
      member,
      ['Penalty', String(penalty)],
      ['Paused', 'false'],
      ['MemberName', oneLine(intent.displayName)],
    ]),
  );
  const [, answers] = await Promise.all([Promise.all(leaving), Promise.all(joining)]);
  const accepted = answers.some((answer) => answer.kind === 'success');
  const message = answers.map(describeOutcome).join('; ');
  report({ kind: 'login-started', agent, attempt, accepted, message });
}

async function cancelLogin(performer: Performer, intent: Of<'cancel-login'>): Promise<void> {
  const { client, model } = performer;
  const channel = model.lines.drop(intent.agent, intent.attempt) ?? intent.channel;
  // A phone that never rang has no channel, and one that hung up by itself has none any more.
  if (channel !== undefined && model.channels.get(channel.uniqueid) !== undefined) {
    await client.action('Hangup', [['Channel', channel.name]]);
  }
}

async function endLine(performer: Performer, intent: Of<'end-line'>): Promise<void> {
  const { client, model } = performer;
  // Asterisk tells of the end that a manager asks for only when it has come, after whatever else ends with the line.
  if (intent.channel !== undefined) model.channels.end(intent.channel.uniqueid, 'anybody');
  const response =
    intent.channel === undefined
      ? await client.action('AgentLogoff', [['Agent', agentNumber(intent.agent)]])
      : await client.action('Hangup', [['Channel', intent.channel.name]]);
  return warnUnless(performer, response, `log off ${intent.agent}`);
}

async function leaveQueues(performer: Performer, intent: Of<'leave-queues'>): Promise<void> {
  const answers = await Promise.all(intent.queues.map((queue) => leave(performer, intent.agent, queue)));
  for (const answer of answers) warnUnless(performer, answer, `take ${intent.agent} out of a queue`);
}

function leave(
  { client, contexts, model }: Performer,
  agent: AgentName,
  queue: QueueName,
): Promise<IntentResponse> {
  const name = model.memberships.interfaceIn(agent, queue) ?? memberInterface(agent, contexts);
  return client.action('QueueRemove', [
    ['Queue', queue],
    ['Interface', name],
  ]);
}

/** Names come from the database, where anything can stand; an action's values are single lines. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
}

function warnUnless(performer: Performer, response: AmiResponse, what: string): void {
  if (response.kind !== 'success') performer.warn(`Asterisk did not ${what}: ${describeOutcome(response)}`);
}
