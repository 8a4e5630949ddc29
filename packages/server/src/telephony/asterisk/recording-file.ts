import type { Channel } from '@openeccp/core';
import type { IntentClient } from './intent-client.js';

/**
 * The path of a channel's newest recording; empty where there is none or Asterisk does not say. The event that a
 * recording has begun does not tell its file, and the one that does, `VarSet`, comes for every variable of every call.
 */
export async function recordingFile(client: Pick<IntentClient, 'action'>, channel: Channel): Promise<string> {
  const answer = await client.action('Getvar', [
    ['Channel', channel.name],
    ['Variable', 'MIXMONITOR_FILENAME'],
  ]);
  return answer.kind === 'success' ? (answer.response.get('Value') ?? '') : '';
}
