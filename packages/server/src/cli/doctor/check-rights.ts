import { type AmiClient, describeOutcome } from '@openeccp/ami';
import { type Finding, failure, ok, warning } from './finding.js';

interface Need {
  readonly action: string;
  /** Class in the `write` line of manager.conf. */
  readonly right: string;
  readonly purpose: string;
}

const NEEDED: readonly Need[] = [
  { action: 'Originate', right: 'originate', purpose: 'agents log in, held calls come back' },
  { action: 'Hangup', right: 'call', purpose: 'calls end' },
  { action: 'Park', right: 'call', purpose: 'calls are held' },
  { action: 'Getvar', right: 'call', purpose: 'recordings are found' },
  { action: 'MixMonitorMute', right: 'call', purpose: 'recordings are muted' },
  { action: 'Status', right: 'call', purpose: 'variables of calls' },
  { action: 'Redirect', right: 'call', purpose: 'calls are transferred' },
  { action: 'QueuePause', right: 'agent', purpose: 'breaks' },
  { action: 'QueueAdd', right: 'agent', purpose: 'callback agents join queues' },
  { action: 'Agents', right: 'agent', purpose: 'who is logged in' },
  { action: 'CoreShowChannels', right: 'reporting', purpose: 'which calls are there' },
];

/**
 * Every right that the server needs. Asterisk lists to each account the commands that it may give, so nothing has to
 * be tried; where that list is not to be had, harmless questions are asked instead.
 */
export async function checkRights(client: AmiClient, user: string): Promise<readonly Finding[]> {
  const allowed = await allowedActions(client);
  if (allowed === undefined) return [await askHarmlessly(client, user)];
  const missing = NEEDED.filter(({ action }) => !allowed.has(action.toLowerCase()));
  const findings =
    missing.length === 0
      ? [ok('rights', `${user} may give every command that the server needs`)]
      : missing.map(({ action, right, purpose }) =>
          failure(
            'rights',
            `${user} may not ${action} (${purpose})`,
            `Add ${right} to the write line of [${user}] in manager.conf, then: manager reload.`,
          ),
        );
  return allowed.has('command')
    ? [
        ...findings,
        warning(
          'rights',
          `${user} may run any command of Asterisk`,
          'Only a PBX that keeps the queues of callback agents in its AstDB needs that; else drop command from the write line.',
        ),
      ]
    : findings;
}

async function allowedActions(client: AmiClient): Promise<ReadonlySet<string> | undefined> {
  const answer = await client.action('ListCommands');
  if (answer.kind !== 'success') return undefined;
  return new Set(answer.response.fields.map(([name]) => name.toLowerCase()));
}

async function askHarmlessly(client: AmiClient, user: string): Promise<Finding> {
  const channels = await client.list('CoreShowChannels');
  return channels.kind === 'list'
    ? ok('rights', `${user} may list channels; Asterisk does not say what else`)
    : failure(
        'rights',
        `${user} may not list channels: ${describeOutcome(channels)}`,
        `Give [${user}] in manager.conf write = call,agent,originate,reporting,system, then: manager reload.`,
      );
}
