import type { AmiMessage } from '@openeccp/ami';
import type { Channel } from '@openeccp/core';

const UNKNOWN = '<unknown>';

/**
 * The channel that an event or a list entry is about. Before the names of the fields `Dest` is the dialled one,
 * `Retriever` the one that takes a parked call, `Transferee` the one that is put through.
 */
export function channelOf(
  message: AmiMessage,
  prefix: '' | 'Dest' | 'Retriever' | 'Transferee' = '',
): Channel | undefined {
  const uniqueid = known(message.get(`${prefix}Uniqueid`));
  const name = known(message.get(`${prefix}Channel`));
  return uniqueid === undefined || name === undefined ? undefined : { uniqueid, name };
}

/** A field's value; Asterisk writes `<unknown>` where it has none. */
export function known(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === UNKNOWN ? undefined : value;
}
