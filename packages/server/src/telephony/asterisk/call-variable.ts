import type { AmiClient } from '@openeccp/ami';
import type { CallId } from '@openeccp/core';
import { parseAssignment } from './channel-variables.js';

const CALL_VARIABLE = 'OPENECCP_CALL';

/** What Asterisk shows of a channel that has no such variable. */
const UNSET = '(null)';

/**
 * The variable that a call is placed with. Every channel that is dialled for it inherits this, the customer's and those
 * of agents: a customer that has taken the place of the Local channel is found by it when all that was told of that is
 * lost.
 */
export function callVariable(call: CallId): readonly [name: string, value: string] {
  // The underlines let Asterisk pass it on, over any number of Local channels.
  return [`__${CALL_VARIABLE}`, call];
}

/** The channels that bear the id of a call of ours, by uniqueid; undefined when Asterisk does not say. */
export async function readCallVariables(client: AmiClient): Promise<ReadonlyMap<string, CallId> | undefined> {
  const status = await client.list('Status', [['Variables', CALL_VARIABLE]]);
  if (status.kind !== 'list') return undefined;
  return new Map(
    status.items.flatMap((item) => {
      const variable = parseAssignment(item.get('Variable') ?? '');
      const uniqueid = item.get('Uniqueid');
      return uniqueid === undefined || variable.value === UNSET ? [] : [[uniqueid, variable.value as CallId]];
    }),
  );
}
