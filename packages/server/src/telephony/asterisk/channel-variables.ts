import type { AmiClient } from '@openeccp/ami';
import type { Channel } from '@openeccp/core';
import type { ChannelVariable } from '../telephony.js';

/**
 * The variables of a channel (ECCP §8.3 getchanvars). `Status` shows those that `core show channel` does, in the same
 * order, and needs no right to run commands; measured on 16 and 22. Undefined when the channel is gone or Asterisk
 * does not answer in time.
 */
export async function readChannelVariables(
  client: AmiClient,
  channel: Channel,
): Promise<readonly ChannelVariable[] | undefined> {
  const status = await client.list('Status', [
    ['Channel', channel.name],
    ['AllVariables', 'true'],
  ]);
  if (status.kind !== 'list') return undefined;
  return status.items.flatMap((item) => item.getAll('Variable')).map(parseAssignment);
}

/** `NAME=value`; the value may hold further equals signs. */
export function parseAssignment(text: string): ChannelVariable {
  const equals = text.indexOf('=');
  return equals < 0
    ? { name: text, value: '' }
    : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
